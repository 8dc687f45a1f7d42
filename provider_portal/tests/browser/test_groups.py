"""A group's way: made, filled, granted a collection, found, deleted."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group as AuthGroup
from django.urls import reverse
from playwright.sync_api import expect

from organizations.models import OrganizationMember
from provider_portal.tests.browser.clients import real_organization, real_provider
from provider_portal.tests.browser.helpers import log_in, look_at, make_account
from vault import grants
from vault.levels import AccessLevel

Role = OrganizationMember.Role


@pytest.fixture
def world(live):
    """A client whose admins reach everything, with an owner, two members and two collections."""
    provider = real_provider("Northwind", make_account("admin@msp.test"))
    acme = real_organization("Acme", provider, allow_admin_access_to_all=True)
    owner = make_account("owner@acme.test")
    acme.add(owner, Role.OWNER)
    grace, ada = make_account("grace@acme.test"), make_account("ada@acme.test")
    for person in (grace, ada):
        acme.add(person)
    servers = acme.add_collection("Servers")
    acme.add_collection("Banks")
    return SimpleNamespace(acme=acme, owner=owner, grace=grace, servers=servers)


def menu(page, name, action):
    page.get_by_role("button", name=f"Options of {name}").click()
    page.locator(".menu:popover-open").get_by_text(action, exact=True).click()


def test_a_group_is_made_filled_and_deleted(page, world):
    group_list = reverse("vault:group_list", args=[world.acme.row.pk])
    log_in(page, world.owner, group_list)
    look_at(page, "group-list-empty")
    page.get_by_role("link", name="New group").first.click()
    expect(page.get_by_text("No collection yet.", exact=False)).to_be_visible()
    page.get_by_label("Name", exact=True).fill("Night shift")
    page.get_by_label("Grace").check()
    # By keys alone: the first that fits, the next, and one that is taken away again.
    search = page.get_by_role("combobox", name="Search collections to add")
    search.fill("s")
    search.press("ArrowDown")
    search.press("Enter")
    search.press("Enter")
    page.get_by_role("button", name="Remove Banks").press("Enter")
    expect(page.get_by_role("button", name="Remove Servers")).to_be_focused()
    page.get_by_label("Servers", exact=True).select_option("edit")
    page.evaluate("scrollTo(0, 0)")
    look_at(page, "group-new")
    page.get_by_role("button", name="Create group").click()
    expect(page.get_by_text("The group Night shift is created.")).to_be_visible()

    group = world.acme.row.groups.get()
    assert list(group.auth_group.user_set.all()) == [world.grace.user]
    assert grants.levels_of_group(group) == {world.servers.pk: AccessLevel.EDIT}
    look_at(page, "group-list")
    menu(page, "Night shift", "Members")
    expect(page.get_by_role("row", name="Grace")).to_be_visible()
    expect(page.get_by_role("row", name="Ada")).to_be_hidden()
    page.get_by_text("Everyone", exact=True).click()
    page.get_by_label("Search by name or e-mail address").fill("ada")
    expect(page.get_by_role("row", name="Grace")).to_be_hidden()
    page.get_by_label("Ada").check()
    look_at(page, "group-edit")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The group Night shift is changed.")).to_be_visible()
    assert group.auth_group.user_set.count() == 2

    page.get_by_label("Choose Night shift").check()
    page.locator(".bulk-bar").get_by_role("button", name="Delete").click()
    dialog = page.get_by_role("dialog", name="Delete this group?")
    look_at(page, "group-delete")
    dialog.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("1 group is deleted.")).to_be_visible()
    assert not AuthGroup.objects.exists()
