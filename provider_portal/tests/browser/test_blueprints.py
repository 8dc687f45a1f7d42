"""A client's structure becomes a blueprint, and the next client is made from it: no name leaves the browser in clear."""

from django.urls import reverse
from playwright.sync_api import expect

from organizations.models import Organization
from provider_portal.tests.browser.clients import real_organization, real_provider
from provider_portal.tests.browser.helpers import log_in, look_at, make_account
from script.client.organization import open_organization


def test_the_next_client_is_made_like_the_first(page):
    admin = make_account("admin@msp.test")
    provider = real_provider("Northwind", admin)
    acme = real_organization("Acme", provider)
    for name in ("Servers", "Servers/Backup", "Büro"):
        acme.add_collection(name)
    acme.row.policies.create(kind=1, enabled=True, data={"minLength": 14})
    sent = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    log_in(page, admin, reverse("organizations:client_list", args=[provider.row.pk]))

    page.get_by_role("button", name="Options of Acme").click()
    page.get_by_role("link", name="Save as blueprint").click()
    expect(page.get_by_text("Servers/Backup")).to_be_visible()
    page.get_by_label("Name of the blueprint").fill("Branch office")
    look_at(page, "blueprint-save")
    page.get_by_role("button", name="Save blueprint").click()
    expect(page.get_by_text("Branch office")).to_be_visible()
    look_at(page, "blueprints")
    page.get_by_role("button", name="Options").click()
    page.get_by_role("button", name="Rename").click()
    page.locator("#name-dialog").get_by_label("Name").fill("Small branch")
    page.locator("#name-dialog").get_by_role("button", name="Save").click()
    expect(page.get_by_text("Small branch")).to_be_visible()

    page.goto(reverse("vault:create_client", args=[provider.row.pk]))
    page.get_by_role("radio", name="Enterprise").check()
    page.get_by_label("Client name").fill("Birch")
    page.get_by_label("E-mail address of the client's owner").fill("owner@birch.test")
    page.get_by_label("Structure").select_option(label="Small branch")
    look_at(page, "blueprint-chosen")
    page.get_by_role("button", name="Create client").click()
    expect(page.get_by_text("Birch is created.")).to_be_visible()

    birch = Organization.objects.get(name="Birch")
    keys = open_organization(provider.keys, birch.provider_wrapped_key)
    names = birch.collections.values_list("name", flat=True)
    assert {keys.decrypt(name) for name in names} == {"Servers", "Servers/Backup", "Büro"}
    assert birch.policies.filter(enabled=True).count() == 1
    assert not [body for body in sent if "Servers" in body or "branch" in body.casefold()]
