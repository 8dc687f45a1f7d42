"""Reading what happened: in the provider, in all its clients, and in one client."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from events.services import Origin, build, origin, record, record_many
from events.types import EventType
from organizations.models import OrganizationMember
from organizations.services.events import record_in
from provider_portal.tests.browser.clients import real_organization, real_provider
from provider_portal.tests.browser.helpers import log_in, look_at, make_account
from provider_portal.tests.world import make_group
from providers.models import ProviderMember


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "timezone_id": "America/New_York"}


@pytest.fixture
def lakeside(live):
    """Make a provider with two clients in which something happened."""
    admin, helper, owner = (make_account(f"{name}@lakeside.test") for name in ("robin", "hanna", "olive"))
    provider = real_provider("Lakeside IT", admin)
    provider.add(helper, ProviderMember.Role.SERVICE_USER)
    clients = [real_organization(name, provider) for name in ("Acme Dental", "Birch Legal")]
    clients[0].add(owner, OrganizationMember.Role.OWNER)
    return SimpleNamespace(row=provider.row, admin=admin, helper=helper, owner=owner, clients=clients)


@pytest.fixture
def history(lakeside):
    """Let people work in the clients, also more than a page of it."""
    clients = lakeside.clients
    token = origin.set(Origin("192.0.2.17", 9))
    group = make_group(clients[0].row, "Front desk")
    item = clients[0].add_items([{"type": 2, "name": "Note", "secureNote": {"type": 0}}])[0]
    staff, owner = lakeside.helper.user, lakeside.owner.user
    member = clients[0].row.members.get()
    for client in clients:
        record_in(client.row, EventType.ORGANIZATION_ACCESSED, actor=staff)
        record(EventType.CLIENT_ACCESSED, actor=staff, provider_id=lakeside.row.pk, client_id=client.row.pk)
    record_in(clients[0].row, EventType.GROUP_CREATED, actor=owner, group_id=group.pk)
    record_in(clients[0].row, EventType.MEMBER_CONFIRMED, actor=staff, member_id=member.pk)
    origin.reset(token)
    now = timezone.now()
    views = [
        build(
            EventType.CIPHER_VIEWED,
            actor=owner,
            organization_id=clients[0].row.pk,
            cipher_id=item.pk,
            date=now - timedelta(hours=number),
        )
        for number in range(1, 60)
    ]
    for number, event in enumerate(views):
        event.device_type, event.ip_address = number % 9, "198.51.100.4"
    record_many(views)


def test_a_provider_reads_what_happened(page, lakeside, history):
    log_in(page, lakeside.admin, reverse("organizations:client_list", args=[lakeside.row.pk]))
    page.get_by_role("link", name="Event logs").click()
    expect(page.get_by_role("heading", name="Event logs")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Opened client Acme Dental"))).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Logged in"))).to_contain_text("Robin")
    look_at(page, "provider-events")

    page.get_by_role("link", name="Events of clients").click()
    expect(page.get_by_role("row")).to_have_count(51)
    look_at(page, "client-events")
    page.get_by_role("link", name="Older").click()
    expect(page.get_by_role("link", name="Newest")).to_be_visible()

    page.get_by_label("What happened").select_option("Groups: all")
    page.get_by_role("button", name="Refresh").click()
    expect(page.get_by_role("row")).to_have_count(2)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    lines = download.value.path().read_text().splitlines()
    assert [line.split(",")[0][:24] for line in lines] == ["message", "Created group Front desk"]
    expect(page.get_by_role("button", name="Export")).not_to_have_attribute("aria-busy", "true")

    page.get_by_role("link", name=re.compile("Front desk")).click()
    expect(page.get_by_text("group Front desk", exact=True)).to_be_visible()
    look_at(page, "events-of-a-group")


def test_a_clients_owner_reads_what_happened(page, lakeside, history):
    log_in(page, lakeside.owner, reverse("vault:organization_vault", args=[lakeside.clients[0].row.pk]))
    page.get_by_role("link", name="Event logs").click()
    expect(page.get_by_role("row", name=re.compile("Opened the organization"))).to_contain_text("Lakeside IT")
    expect(page.get_by_text("Hanna")).to_have_count(0)
    look_at(page, "organization-events")

    page.get_by_role("link", name="Lakeside IT").first.click()
    expect(page.get_by_role("row")).to_have_count(3)
    page.get_by_label("From").fill("2020-01-01T00:00")
    page.get_by_role("button", name="Refresh").click()
    expect(page.get_by_role("alert")).to_have_text(re.compile("at most 367 days"))
    look_at(page, "events-range")
    page.get_by_role("link", name="Clear filters").click()
    page.get_by_label("Person").fill("nobody@acme.test")
    page.get_by_role("button", name="Refresh").click()
    expect(page.get_by_role("heading", name="No events found")).to_be_visible()
