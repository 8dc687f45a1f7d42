"""The way of somebody who starts to work for a provider: invited, registered, accepted, confirmed, among the clients."""

import re

from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from provider_portal.tests.browser.clients import real_organization, real_provider
from provider_portal.tests.browser.helpers import PASSWORD, log_in, look_at, make_account
from providers.models import ProviderKeyShare, ProviderMember
from script.client import crypto

LINK = re.compile(r"http://\S+/providers/invitation/\S+")
Role, Status = ProviderMember.Role, ProviderMember.Status


def menu(page, name, action):
    page.get_by_role("button", name=f"Options of {name}").click()
    page.locator(".menu:popover-open").get_by_text(action, exact=True).click()


def test_a_technician_is_invited_confirmed_and_opens_a_client(page, new_page):
    admin = make_account("admin@msp.test")
    provider = real_provider("Northwind", admin)
    acme = real_organization("Acme", provider)
    acme.add_collection("Network")
    members = reverse("providers:member_list", args=[provider.row.pk])
    log_in(page, admin, members)
    page.get_by_role("link", name="Invite members").click()
    page.get_by_label("E-mail addresses").fill("grace@msp.test, ida@msp.test")
    look_at(page, "staff-invite")
    page.get_by_role("button", name="Send invitations").click()
    expect(page.get_by_text("2 invitations are on their way.")).to_be_visible()

    grace = new_page()
    letter = next(message for message in mail.outbox if message.to == ["grace@msp.test"])
    grace.goto(LINK.search(letter.body)[0])
    look_at(grace, "staff-invitation")
    grace.get_by_role("link", name="Create account").click()
    grace.get_by_label("Name").fill("Grace Hopper")
    grace.get_by_label("Master password", exact=True).fill(PASSWORD)
    grace.get_by_label("Repeat the master password").fill(PASSWORD)
    grace.get_by_role("button", name="Create account").click()
    grace.get_by_role("button", name="Accept the invitation").click()
    expect(grace.get_by_role("heading", name="Almost there")).to_be_visible()

    page.goto(members)
    expect(page.get_by_text("Somebody waits for you")).to_be_visible()
    look_at(page, "staff-list")
    menu(page, "Grace Hopper", "Confirm")
    dialog = page.get_by_role("dialog", name="Confirm members")
    row = provider.row.members.select_related("user").get(user__email="grace@msp.test")
    phrase = dialog.locator("[data-phrase]").inner_text()
    assert phrase == crypto.fingerprint(row.user.public_key, str(row.user_id))
    look_at(page, "staff-confirm")
    dialog.get_by_label("Your master password").fill("not the one at all")
    dialog.get_by_role("button", name="Confirm", exact=True).click()
    expect(dialog.get_by_text("This is not your master password.")).to_be_visible()
    assert not ProviderKeyShare.objects.filter(member=row).exists()
    dialog.get_by_label("Your master password").fill(admin.password)
    dialog.get_by_role("button", name="Confirm", exact=True).click()
    expect(page.get_by_text("1 member is confirmed.")).to_be_visible()

    grace.goto(reverse("organizations:client_list", args=[provider.row.pk]))
    grace.get_by_role("link", name="Acme").click()
    expect(grace.get_by_text("Network")).to_be_visible()

    page.goto(members)
    menu(page, "Grace Hopper", "Change role")
    look_at(page, "staff-role")
    page.get_by_text("Provider Admin", exact=True).click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The role of Grace Hopper is changed.")).to_be_visible()
    page.get_by_label("Choose all on this page").check()
    look_at(page, "staff-bulk")
    bar = page.locator(".bulk-bar")
    expect(bar.get_by_role("button", name="Resend invitation")).to_be_hidden()
    bar.get_by_role("button", name="Remove").click()
    page.get_by_role("dialog", name="Remove 2 members?").get_by_role("button", name="Remove").click()
    expect(page.get_by_text("2 members are removed.")).to_be_visible()
    # Whoever is removed is logged out, and may open nothing of the provider afterwards.
    grace.goto(reverse("organizations:client_list", args=[provider.row.pk]))
    assert reverse("accounts:login") in grace.url
    assert not provider.row.members.filter(user=row.user).exists()
