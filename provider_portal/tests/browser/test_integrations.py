"""An owner lets a directory in."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from organizations.models import OrganizationMember
from organizations.services import keys
from provider_portal.tests.browser.clients import real_organization
from provider_portal.tests.browser.helpers import log_in, look_at, make_account


@pytest.fixture
def world(live):
    acme, owner = real_organization("Acme"), make_account("owner@acme.test")
    acme.add(owner, OrganizationMember.Role.OWNER)
    return SimpleNamespace(acme=acme.row, owner=owner)


def test_a_key_for_a_directory_is_made_and_shown_once(page, world):
    log_in(page, world.owner, reverse("organizations:integrations", args=[world.acme.pk]))
    page.get_by_role("button", name="Turn on").click()
    page.get_by_label("Master password", exact=True).fill(world.owner.password)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="The new key")).to_be_visible()
    look_at(page, "new-key")
    key = page.locator("#key").inner_text().strip()
    page.get_by_role("button", name="I keep it safe").click()

    expect(page.get_by_role("button", name="Turn off")).to_be_visible()
    look_at(page, "integrations")
    world.acme.refresh_from_db()
    assert keys.fits(world.acme, keys.SCIM, key)
