"""A platform operator changes a provider's contract and suspends it; its people see that."""

from django.urls import reverse
from playwright.sync_api import expect

from organizations.models import Organization
from provider_portal.tests.browser.clients import real_organization, real_provider
from provider_portal.tests.browser.helpers import log_in, look_at, make_account


def test_a_provider_is_suspended(page, new_page):
    operator, admin = make_account("operator@platform.test", is_operator=True), make_account("admin@msp.test")
    provider = real_provider("Northwind", admin)
    real_organization("Acme", provider)
    log_in(page, operator, reverse("organizations:operator_provider_list"))
    look_at(page, "operator-providers")
    page.get_by_label("Search by name").fill("admin@msp")
    page.get_by_label("Search by name").press("Enter")
    page.get_by_role("link", name="Northwind").click()
    page.get_by_label("Enterprise seat minimum").fill("50")
    page.get_by_label("Discount in percent").fill("12.5")
    page.get_by_label("Active").uncheck()
    look_at(page, "operator-provider")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The contract of Northwind is saved.")).to_be_visible()
    expect(page.get_by_text("Suspended")).to_be_visible()
    assert not Organization.objects.get().enabled

    staff = new_page()
    log_in(staff, admin, reverse("organizations:client_list", args=[provider.row.pk]))
    expect(staff.get_by_text("Northwind is suspended, and its clients with it.")).to_be_visible()
    look_at(staff, "clients-suspended")
    staff.get_by_role("button", name="Options of Acme").click()
    expect(staff.locator(".menu:popover-open").get_by_text("Manage seats")).to_have_count(0)
