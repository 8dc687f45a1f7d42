"""A member orders their vault: by keyboard alone, then on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from provider_portal.tests.browser.clients import real_organization
from provider_portal.tests.browser.helpers import PHONE, log_in, look_at, make_account
from provider_portal.tests.browser.test_vault import dialog, entry, login_item
from script.client import items
from vault import grants
from vault.ciphers import render_body
from vault.levels import AccessLevel
from vault.models import Cipher
from vault.schemas import CipherRequest

MOST_STEPS = 80


@pytest.fixture
def member(live):
    """Return a person with three items of their own and a collection they may fill."""
    person = make_account("member@acme.test")
    client = real_organization("Acme")
    collection = client.add_collection("Team")
    grants.grant_to_members([(client.add(person), collection, AccessLevel.MANAGE)])
    client.add_items([login_item("Wiki")], collection)
    for name in ("Bank", "Mail", "Shop"):
        request = items.encrypt_item(login_item(name), person.keys.user_key)
        body = render_body(CipherRequest.model_validate(request))
        Cipher.objects.create(tenant_id=person.user.pk, user=person.user, type=1, body=body)
    return person, client, collection


def reach(page, target, key="Tab"):
    """Press the key until `target` has the focus, as somebody does who has no mouse."""
    for _ in range(MOST_STEPS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{target} cannot be reached")


def use(page, target, key="Tab", press="Enter"):
    reach(page, target, key)
    page.keyboard.press(press)


def test_a_member_orders_their_vault_without_a_mouse_and_on_a_phone(page, member):
    person, client, collection = member
    log_in(page, person, reverse("vault:member_vault"))
    area = page.locator("[data-selection]")
    expect(entry(page, "Wiki")).to_be_visible()

    use(page, page.get_by_role("button", name="Favorite: Bank"))
    star = page.get_by_role("button", name="Favorite: Bank")
    expect(star).to_have_attribute("aria-pressed", "true")
    expect(star).to_be_focused()
    use(page, page.get_by_label("Select Bank"), press="Space")
    look_at(page, "vault-bulk")
    use(page, area.get_by_role("button", name="Archive"), "Shift+Tab")
    expect(entry(page, "Bank")).to_be_hidden()
    expect(page.get_by_label("Select all on this page")).to_be_focused()

    for name in ("Mail", "Shop"):
        use(page, page.get_by_label(f"Select {name}"), press="Space")
    use(page, area.get_by_role("button", name="Move to an organization"), "Shift+Tab")
    ask = page.locator("#placement-dialog")
    use(page, ask.get_by_label("Team"), press="Space")
    look_at(page, "vault-placement")
    use(page, ask.get_by_role("button", name="Move", exact=True))
    expect(page.get_by_text("Moved to the organization.")).to_be_visible()
    assert {item["name"] for item in client.open_items()} == {"Wiki", "Mail", "Shop"}
    assert collection.ciphers.count() == 3

    use(page, entry(page, "Wiki").locator("xpath=ancestor::button"))
    use(page, dialog(page).get_by_role("button", name="Edit", exact=True))
    expect(dialog(page).get_by_text("3 other items have the same password.")).to_be_visible()
    look_at(page, "vault-password-health")
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()

    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Filters").click()
    page.locator("#filters").get_by_role("link", name="Archive").click()
    expect(entry(page, "Bank")).to_be_visible()
    page.get_by_role("button", name="Actions for Bank").click()
    page.get_by_role("button", name="Take out of the archive").click()
    expect(page.get_by_text("The archive is empty")).to_be_visible()
    look_at(page, "vault-archive")
