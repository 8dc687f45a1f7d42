"""Deleting for good: a client from its own settings, then the provider that has no client left."""

from django.urls import reverse
from playwright.sync_api import expect

from organizations.models import Organization
from provider_portal.tests.browser.clients import real_organization, real_provider
from provider_portal.tests.browser.helpers import log_in, look_at, make_account
from providers.models import Provider


def delete(page, name, password):
    page.get_by_role("button", name="Delete ").click()
    dialog = page.get_by_role("dialog", name=f"Delete {name}?")
    dialog.get_by_label("To go on, type").fill(name)
    dialog.get_by_role("button", name="Delete ").click()
    page.get_by_label("Master password", exact=True).fill(password)
    page.get_by_role("dialog", name="Enter your master password").get_by_role("button", name="Continue").click()


def test_a_client_and_then_its_provider_are_deleted(page):
    admin = make_account("admin@msp.test")
    provider = real_provider("Northwind", admin)
    acme = real_organization("Acme", provider)
    acme.add_items([{"type": 2, "name": "Safe", "notes": "", "secureNote": {"type": 0}}], acme.add_collection("Network"))
    log_in(page, admin, reverse("providers:provider_settings", args=[provider.row.pk]))
    page.get_by_label("Provider name").fill("Northwind IT")
    look_at(page, "provider-settings")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The settings are saved.")).to_be_visible()
    expect(page.get_by_text("Northwind IT still has clients.")).to_be_visible()
    expect(page.get_by_role("button", name="Delete ")).to_have_count(0)

    page.goto(reverse("vault:organization_settings", args=[acme.row.pk]))
    look_at(page, "organization-settings")
    delete(page, "Acme", "not the one at all")
    expect(page.get_by_text("The master password is wrong.")).to_be_visible()
    assert Organization.objects.exists()
    page.get_by_label("Master password", exact=True).fill(admin.password)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Acme is deleted.")).to_be_visible()
    assert not Organization.objects.exists()

    page.goto(reverse("providers:provider_settings", args=[provider.row.pk]))
    delete(page, "Northwind IT", admin.password)
    expect(page.get_by_text("Northwind IT is deleted.")).to_be_visible()
    assert not Provider.objects.exists()
