"""An owner's settings: the switches, and the door to the provider, which opens and closes by the master password."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from organizations.models import Organization, OrganizationMember
from provider_portal.tests.browser.clients import real_organization, real_provider
from provider_portal.tests.browser.helpers import log_in, look_at, make_account

WRONG_PASSWORD = "not the one at all"


@pytest.fixture
def world(live):
    staff = make_account("admin@msp.test")
    acme = real_organization("Acme", real_provider("Northwind", staff))
    owner = make_account("owner@acme.test", key_pair=None)
    acme.add(owner, OrganizationMember.Role.OWNER)
    return SimpleNamespace(acme=acme, owner=owner, staff=staff)


def access(world):
    return Organization.objects.get(pk=world.acme.row.pk).provider_item_access


def test_an_owner_sets_the_switches_and_closes_the_items_to_the_provider(page, new_page, world):
    settings = reverse("vault:organization_settings", args=[world.acme.row.pk])
    sent = []
    page.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
    log_in(page, world.owner, settings)
    page.get_by_label("Only who manages a collection deletes its items").check()
    look_at(page, "organization-settings")
    page.locator("form").filter(has_text="Collection management").get_by_role("button", name="Save").click()
    expect(page.get_by_text("The settings are saved.")).to_be_visible()
    expect(page.get_by_label("Only who manages a collection deletes its items")).to_be_checked()

    page.get_by_role("button", name="Change", exact=True).click()
    dialog = page.get_by_role("dialog", name="Change the provider's access")
    dialog.get_by_label("Administration only").check()
    look_at(page, "provider-access")
    dialog.get_by_role("button", name="Save").click()
    proof = page.get_by_role("dialog", name="Enter your master password")
    proof.get_by_label("Master password", exact=True).fill(WRONG_PASSWORD)
    proof.get_by_role("button", name="Continue").click()
    expect(proof.get_by_text("The master password is wrong.")).to_be_visible()
    look_at(page, "provider-access-proof")
    assert access(world) == "full"
    proof.get_by_label("Master password", exact=True).fill(world.owner.password)
    proof.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Administration only")).to_be_visible()
    assert access(world) == "administration"
    assert not [text for text in sent if WRONG_PASSWORD in text or world.owner.password in text]

    staff = new_page()
    log_in(staff, world.staff, settings)
    expect(staff.get_by_text("Only an owner who does not work for the provider changes this.")).to_be_visible()
    expect(staff.get_by_role("button", name="Change", exact=True)).to_have_count(0)
    look_at(staff, "organization-settings-staff")
