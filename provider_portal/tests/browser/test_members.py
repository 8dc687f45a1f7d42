"""A member's way: invited, registered, accepted, confirmed, granted a collection."""

import re
from types import SimpleNamespace

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from organizations.models import Organization, OrganizationMember
from provider_portal.tests.browser.clients import real_organization, real_provider
from provider_portal.tests.browser.helpers import PASSWORD, log_in, look_at, make_account, unlock
from provider_portal.tests.world import make_group
from script.client import crypto

LINK = re.compile(r"http://\S+/organizations/invitation/\S+")
WRONG_PASSWORD = "not the one at all"
Role = OrganizationMember.Role
Status = OrganizationMember.Status


def login_item(name):
    return {"type": 1, "name": name, "login": {"username": "ops", "password": "not-a-real-one", "uris": []}}


@pytest.fixture
def world(live):
    """A client with an owner and an item in each of two collections, and another client of the same provider."""
    staff = make_account("admin@msp.test")
    provider = real_provider("Northwind", staff)
    acme, birch = real_organization("Acme", provider), real_organization("Birch", provider)
    owner = make_account("owner@acme.test", key_pair=None)
    acme.add(owner, Role.OWNER)
    network, finance = acme.add_collection("Network"), acme.add_collection("Finance")
    acme.add_items([login_item("Core router")], network)
    acme.add_items([login_item("Payroll bank")], finance)
    birch.add_items([login_item("Birch door code")], birch.add_collection("Doors"))
    for name in ("Day shift", "Night shift"):
        make_group(acme.row, name)
    return SimpleNamespace(provider=provider, acme=acme, birch=birch, owner=owner, staff=staff, network=network)


def member_list(organization):
    return reverse("vault:member_list", args=[organization.row.pk])


def waiting(organization, person):
    return organization.row.members.create(user=person.user, role=Role.MEMBER, status=Status.ACCEPTED)


def menu(page, name, action):
    page.get_by_role("button", name=f"Options of {name}").click()
    page.locator(".menu:popover-open").get_by_text(action, exact=True).click()


def test_a_member_is_invited_registers_accepts_is_confirmed_and_sees_what_is_granted(page, new_page, world):
    log_in(page, world.owner, member_list(world.acme))
    page.get_by_role("link", name="Invite members").click()
    page.get_by_label("E-mail addresses").fill("grace@acme.test")
    page.get_by_role("combobox", name="Search collections to add").click()
    expect(page.get_by_role("option", name="Network")).to_be_visible()
    groups = page.get_by_role("combobox", name="Search groups to add")
    groups.fill("night")
    groups.press("Enter")
    expect(page.get_by_role("button", name="Remove Night shift")).to_be_visible()
    look_at(page, "invite-member")
    page.get_by_role("button", name="Send invitations").click()
    expect(page.get_by_text("1 invitation is on its way.")).to_be_visible()

    member = new_page()
    member.goto(LINK.search(mail.outbox[-1].body)[0])
    look_at(member, "invitation-new")
    member.get_by_role("link", name="Create account").click()
    member.get_by_label("Name").fill("Grace Hopper")
    member.get_by_label("Master password", exact=True).fill(PASSWORD)
    member.get_by_label("Repeat the master password").fill(PASSWORD)
    member.get_by_role("button", name="Create account").click()
    member.get_by_role("button", name="Accept the invitation").click()
    expect(member.get_by_role("heading", name="Almost there")).to_be_visible()
    look_at(member, "invitation-accepted")

    page.goto(member_list(world.acme) + "?status=accepted")
    menu(page, "Grace Hopper", "Confirm")
    dialog = page.get_by_role("dialog", name="Confirm members")
    phrase = dialog.locator("[data-phrase]").inner_text()
    row = world.acme.row.members.select_related("user").get(user__email="grace@acme.test")
    assert phrase == crypto.fingerprint(row.user.public_key, str(row.user_id))
    look_at(page, "confirm-member")
    dialog.get_by_label("Your master password").fill(world.owner.password)
    dialog.get_by_role("button", name="Confirm", exact=True).click()
    expect(page.get_by_text("1 member is confirmed.")).to_be_visible()

    page.goto(member_list(world.acme))
    look_at(page, "member-list")
    menu(page, "Grace Hopper", "Role and access")
    page.get_by_role("combobox", name="Search collections to add").click()
    page.get_by_role("option", name="Network").click()
    expect(page.get_by_label("Network", exact=True)).to_have_value("view")
    expect(page.get_by_role("button", name="Remove Night shift")).to_be_visible()
    look_at(page, "member-access")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The access of Grace Hopper is changed.")).to_be_visible()

    member.goto(reverse("vault:member_vault"))
    expect(member.get_by_role("button", name="Core router", exact=False).first).to_be_visible()
    expect(member.get_by_text("Payroll bank")).to_have_count(0)
    expect(member.get_by_text("Birch door code")).to_have_count(0)
    for place in (
        reverse("vault:organization_vault", args=[world.birch.row.pk]),
        member_list(world.birch),
        reverse("organizations:client_list", args=[world.provider.row.pk]),
    ):
        assert member.goto(place).status == 404
    assert member.goto(member_list(world.acme)).status == 403


def test_a_wrong_password_hands_over_nothing(page, world):
    person = waiting(world.acme, make_account("grace@acme.test"))
    sent = []
    page.on("request", lambda request: sent.append((request.url, request.post_data or "")))
    log_in(page, world.owner, member_list(world.acme))
    menu(page, "Grace", "Confirm")
    dialog = page.get_by_role("dialog", name="Confirm members")
    dialog.get_by_label("Your master password").fill(WRONG_PASSWORD)
    dialog.get_by_role("button", name="Confirm", exact=True).click()

    expect(dialog.get_by_text("This is not your master password. Nothing was sent.")).to_be_visible()
    assert not [url for url, _ in sent if url.endswith("/members/confirm/")]
    assert not [url for url, body in sent if WRONG_PASSWORD in url + body]
    person.refresh_from_db()
    assert person.status == Status.ACCEPTED


def test_provider_staff_confirm_with_the_clients_real_key(page, world):
    grace = make_account("grace@acme.test")
    row = waiting(world.acme, grace)
    log_in(page, world.staff, member_list(world.acme))
    menu(page, "Grace", "Confirm")
    page.get_by_label("Your master password").fill(world.staff.password)
    page.get_by_role("dialog").get_by_role("button", name="Confirm", exact=True).click()
    expect(page.get_by_text("1 member is confirmed.")).to_be_visible()

    row.refresh_from_db()
    assert grace.keys.unseal(row.wrapped_key) == world.acme.keys.key


def test_several_are_confirmed_at_once(page, world):
    people = [make_account(f"{name}@acme.test") for name in ("ann", "ben", "cleo")]
    rows = [waiting(world.acme, person) for person in people]
    log_in(page, world.owner, member_list(world.acme) + "?status=accepted")
    page.get_by_label("Choose all on this page").check()
    look_at(page, "member-bulk")
    page.locator(".bulk-bar").get_by_role("button", name="Confirm").click()
    expect(page.locator("[data-phrase]")).to_have_count(3)
    page.get_by_label("Your master password").fill(world.owner.password)
    page.get_by_role("dialog").get_by_role("button", name="Confirm", exact=True).click()
    expect(page.get_by_text("3 members are confirmed.")).to_be_visible()

    for person, row in zip(people, rows, strict=True):
        row.refresh_from_db()
        assert person.keys.unseal(row.wrapped_key) == world.acme.keys.key


def test_what_was_refused_is_said_for_each(page, world):
    waiting(world.acme, make_account("ann@acme.test"))
    world.acme.add(make_account("ben@acme.test"))
    log_in(page, world.owner, member_list(world.acme))
    page.get_by_label("Choose Ann").check()
    page.get_by_label("Choose Ben").check()
    bar = page.locator(".bulk-bar")
    expect(bar.get_by_role("button", name="Restore access")).to_be_hidden()
    # Meanwhile, somebody else revokes Ann.
    world.acme.row.members.filter(user__email="ann@acme.test").update(
        status=Status.REVOKED, status_before_revocation=Status.ACCEPTED
    )
    bar.get_by_role("button", name="Revoke access").click()
    page.get_by_role("dialog", name="Revoke the access of 2 members?").get_by_role("button", name="Revoke access").click()

    results = page.get_by_role("dialog", name="Not everything was done")
    expect(results.get_by_role("row", name="Ann")).to_contain_text("revoked already")
    expect(results.get_by_role("row", name="Ben")).to_contain_text("Done")
    look_at(page, "member-results")
    results.get_by_role("button", name="Close").click()
    menu(page, "Ben", "Restore access")
    expect(page.get_by_text("1 member is restored.")).to_be_visible()


def test_staff_of_a_client_that_keeps_its_items_confirm_nobody(page, world):
    waiting(world.acme, make_account("ann@acme.test"))
    world.acme.row.provider_item_access = Organization.ProviderItemAccess.ADMINISTRATION
    world.acme.row.save()
    log_in(page, world.staff, member_list(world.acme))

    expect(page.get_by_text("Confirming is up to the client")).to_be_visible()
    page.get_by_role("button", name="Options of Ann").click()
    expect(page.locator(".menu:popover-open").get_by_text("Confirm", exact=True)).to_have_count(0)
    look_at(page, "member-list-administration")


def test_a_locked_page_asks_for_the_password_and_comes_back(page, world):
    log_in(page, world.owner, reverse("vault:invite_member", args=[world.acme.row.pk]))
    page.get_by_role("button", name="Lock").click()
    page.wait_for_url(lambda url: reverse("accounts:lock") in url)
    page.goto(reverse("vault:invite_member", args=[world.acme.row.pk]))
    page.wait_for_url(lambda url: reverse("accounts:lock") in url)
    unlock(page, world.owner)

    page.get_by_label("Search collections to add").fill("network")
    expect(page.get_by_role("option", name="Network", exact=True)).to_be_visible()


def test_the_wrong_account_is_told_which_one_is_needed(page, world):
    log_in(page, world.owner, reverse("vault:invite_member", args=[world.acme.row.pk]))
    page.get_by_label("E-mail addresses").fill("grace@acme.test")
    page.get_by_role("button", name="Send invitations").click()
    expect(page.get_by_text("1 invitation is on its way.")).to_be_visible()

    page.goto(LINK.search(mail.outbox[-1].body)[0])
    expect(page.get_by_text("This invitation is for grace@acme.test")).to_be_visible()
    look_at(page, "invitation-wrong-account")
    page.goto(reverse("organizations:accept_invitation", args=["nonsense"]))
    expect(page.get_by_role("heading", name="This invitation no longer works")).to_be_visible()
    look_at(page, "invitation-gone")
