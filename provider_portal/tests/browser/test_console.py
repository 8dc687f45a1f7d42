"""Pages of the admin console that need no key: domains to claim, and inviting by a file."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from organizations.models import OrganizationMember
from provider_portal.tests.browser.clients import real_organization
from provider_portal.tests.browser.helpers import log_in, look_at, make_account
from provider_portal.tests.resolver import RECORDS

PEOPLE = "ada@acme.test,user\nnobody\ngrace@acme.test,admin\n"


@pytest.fixture
def records():
    yield RECORDS
    RECORDS.clear()


def test_a_domain_is_claimed_and_many_are_invited(page, live, records):
    acme = real_organization("Acme")
    owner = make_account("owner@acme.test")
    acme.add(owner, OrganizationMember.Role.OWNER)
    acme.row.seats = 20
    acme.row.save(update_fields=["seats"])

    log_in(page, owner, reverse("organizations:domain_list", args=[acme.row.pk]))
    page.get_by_label("Domain").fill("acme.test")
    page.get_by_role("button", name="Add domain").click()
    records["acme.test"] = [page.locator("code").inner_text()]
    look_at(page, "domain-waiting")
    page.get_by_role("button", name="Verify now").click()
    expect(page.get_by_text("acme.test is claimed.")).to_be_visible()
    look_at(page, "domain-claimed")

    page.goto(reverse("vault:invite_from_file", args=[acme.row.pk]))
    look_at(page, "member-file")
    files = {"name": "people.csv", "mimeType": "text/csv", "buffer": PEOPLE.encode()}
    page.get_by_label("CSV file").set_input_files(files)
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_text("2 people can be invited.")).to_be_visible()
    look_at(page, "member-file-preview")
    page.get_by_role("button", name="Send invitations").click()
    expect(page.get_by_text("2 invitations are on their way.")).to_be_visible()
    expect(page.get_by_label("or its lines")).to_have_value("nobody")
