"""Emergency access in the browser: two people, from the invitation to the vault or the new password."""

import re
from dataclasses import replace

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from provider_portal.tests.browser.helpers import log_in, look_at, make_account
from script.client import crypto
from vault.models import Cipher, EmergencyAccess

LINK = re.compile(r"http://\S+/vault/emergency/invitation/\S+")
LIST = "/vault/emergency/"
NEW_PASSWORD = "another and quieter lake"
Status, Type = EmergencyAccess.Status, EmergencyAccess.Type


@pytest.fixture
def ada(live):
    person = make_account("ada@acme.test", key_pair=None)
    name = crypto.encrypt("Boiler manual", person.keys.user_key)
    body = f'"name":"{name}","notes":null,"key":null,"login":{{"uris":null,"username":null,"password":null}}'
    Cipher.objects.create(tenant_id=person.user.pk, user=person.user, type=Cipher.Type.LOGIN, body=body)
    return person


@pytest.fixture
def grace(live):
    return make_account("grace@acme.test", key_pair=None)


def granted(ada, grace, type):
    """Return what the two have after confirming and waiting."""
    return EmergencyAccess.objects.create(
        grantor=ada.user, grantee=grace.user, type=type, wait_days=7, status=Status.RECOVERY_APPROVED,
        wrapped_key=crypto.seal(ada.keys.user_key, grace.user.public_key),
    )


def test_two_people_go_all_the_way_to_the_vault(page, new_page, ada, grace):
    log_in(page, ada, LIST)
    look_at(page, "emergency-empty")
    page.get_by_role("button", name="Invite a contact").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("E-mail address").fill(grace.email)
    look_at(page, "emergency-invite")
    dialog.get_by_role("button", name="Invite").click()
    expect(page.get_by_text("The invitation is on its way.")).to_be_visible()

    hers = new_page()
    hers.goto(LINK.search(mail.outbox[0].body)[0])
    hers.get_by_role("link", name="Log in to accept").click()
    hers.get_by_label("Master password", exact=True).fill(grace.password)
    hers.get_by_role("button", name="Log in", exact=True).click()
    hers.get_by_role("button", name="Accept the invitation").click()
    expect(hers.get_by_text("You accepted.")).to_be_visible()

    page.reload()
    page.get_by_role("button", name="Confirm", exact=True).first.click()
    expect(dialog.locator("[data-phrase]")).to_have_text(crypto.fingerprint(grace.user.public_key, str(grace.user.pk)))
    dialog.get_by_label("Your master password").fill("not the one at all")
    dialog.get_by_role("button", name="Confirm").click()
    expect(dialog.get_by_text("This is not your master password.")).to_be_visible()
    dialog.get_by_label("Your master password").fill(ada.password)
    look_at(page, "emergency-confirm")
    dialog.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("Confirmed", exact=True)).to_be_visible()
    access = EmergencyAccess.objects.get()
    assert grace.keys.unseal(access.wrapped_key) == ada.keys.user_key

    hers.reload()
    hers.get_by_role("button", name="Ask for access").click()
    hers.get_by_role("dialog").get_by_role("button", name="Ask for access").click()
    expect(hers.get_by_text("The access is asked for.")).to_be_visible()
    look_at(hers, "emergency-asked")
    page.reload()
    page.get_by_role("button", name="Options of Grace").click()
    look_at(page, "emergency-menu")
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("dialog").get_by_role("button", name="Approve").click()
    expect(page.get_by_text("The access is granted.")).to_be_visible()

    hers.reload()
    hers.get_by_role("link", name="View the vault").click()
    hers.get_by_role("button", name="Boiler manual").click()
    expect(hers.get_by_role("dialog").get_by_role("heading", name="Boiler manual")).to_be_visible()
    look_at(hers, "emergency-item")
    hers.keyboard.press("Escape")
    look_at(hers, "emergency-vault")


def test_an_account_is_taken_over_and_keeps_what_it_had(page, new_page, ada, grace):
    access = granted(ada, grace, Type.TAKEOVER)
    log_in(page, grace, LIST)
    page.get_by_role("link", name="Take over").click()
    page.get_by_label("New master password", exact=True).fill(NEW_PASSWORD)
    page.get_by_label("Repeat the master password").fill("something else")
    page.get_by_role("button", name="Take over").click()
    expect(page.get_by_text("The two passwords are not the same.")).to_be_visible()
    page.get_by_label("Repeat the master password").fill(NEW_PASSWORD)
    look_at(page, "emergency-takeover")
    page.get_by_role("button", name="Take over").click()
    page.get_by_role("dialog").get_by_role("button", name="Take over").click()
    page.wait_for_url(lambda url: url.endswith(reverse("vault:emergency_list")))

    again = new_page()
    log_in(again, replace(ada, password=NEW_PASSWORD), reverse("vault:member_vault"))
    expect(again.get_by_role("button", name="Boiler manual").first).to_be_visible()
    assert EmergencyAccess.objects.get(pk=access.pk).status == Status.RECOVERY_APPROVED
