"""Account recovery in the browser: a member enrolls, forgets the master password, and gets back in."""

from dataclasses import replace

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from organizations.models import OrganizationMember, Policy
from provider_portal.tests.browser.clients import real_organization
from provider_portal.tests.browser.helpers import log_in, look_at, make_account
from script.client import crypto

TEMPORARY = "temporary and quite noisy brook"
OWN = "my own and very calm meadow"


@pytest.fixture
def acme(live):
    organization = real_organization("Acme")
    kinds = {Policy.Kind.SINGLE_ORGANIZATION: {}, Policy.Kind.ACCOUNT_RECOVERY: {"autoEnrollEnabled": False}}
    for kind, data in kinds.items():
        organization.row.policies.create(kind=kind, enabled=True, data=data)
    return organization


def prove(page, person):
    page.get_by_role("dialog").get_by_label("Master password").fill(person.password)
    page.get_by_role("dialog").get_by_role("button", name="Continue").click()


def choose(page, button, label, password):
    page.get_by_label(label, exact=True).fill(password)
    page.get_by_label("Repeat the master password").fill(password)
    page.get_by_role("button", name=button).click()


def test_a_member_gets_back_in(page, new_page, acme):
    owner, ada = make_account("owner@acme.test", key_pair=None), make_account("ada@acme.test", key_pair=None)
    acme.add(owner, OrganizationMember.Role.OWNER)
    place = acme.add(ada)
    ada.user.two_factor_methods.create(kind=1, enabled=True, configuration={"email": ada.email})

    log_in(page, owner, reverse("vault:member_list", args=[acme.row.pk]))
    ada.user.two_factor_methods.update(enabled=False)
    hers = new_page()
    log_in(hers, ada, reverse("organizations:own_organizations"))
    words = crypto.fingerprint(acme.row.public_key, str(acme.row.pk))
    expect(hers.locator("[data-phrase]")).to_have_text(words)
    look_at(hers, "recovery-own")
    hers.get_by_role("button", name="Enroll").click()
    prove(hers, ada)
    expect(hers.get_by_text("You take part in account recovery.")).to_be_visible()
    place.refresh_from_db()
    ada.user.two_factor_methods.update(enabled=True)

    page.reload()
    page.get_by_role("button", name="Options of Ada").click()
    page.get_by_role("link", name="Recover account").click()
    page.get_by_label("Turn off two-step login").check()
    look_at(page, "recovery-member")
    choose(page, "Recover the account", "Temporary master password", TEMPORARY)
    prove(page, owner)
    expect(page.get_by_text("The account of Ada is recovered.")).to_be_visible()
    look_at(page, "recovery-done")

    again = new_page()
    log_in(again, replace(ada, password=TEMPORARY), reverse("vault:member_vault"))
    expect(again.get_by_text("Choose a new master password first")).to_be_visible()
    look_at(again, "recovery-temporary")
    again.get_by_label("Current master password").or_(again.get_by_label("Master password", exact=True)).first.fill(TEMPORARY)
    choose(again, "Change the password", "New master password", OWN)
    expect(again.get_by_text("Your master password is changed.")).to_be_visible()
    ada.user.refresh_from_db()
    assert not ada.user.force_password_reset
    again.goto(reverse("vault:member_vault"))
    expect(again.get_by_role("heading", name="All items")).to_be_visible()
