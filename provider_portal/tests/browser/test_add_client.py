"""An owner brings an organization to the provider they work for, and a colleague opens it."""

from django.urls import reverse
from playwright.sync_api import expect

from organizations.models import Organization, OrganizationMember
from provider_portal.tests.browser.clients import real_organization, real_provider
from provider_portal.tests.browser.helpers import log_in, look_at, make_account
from providers.models import ProviderMember
from script.client import crypto

Role = OrganizationMember.Role


def test_an_existing_organization_is_added_and_opened_by_a_colleague(page, new_page):
    admin, colleague = make_account("admin@msp.test"), make_account("service@msp.test")
    provider = real_provider("Northwind", admin)
    provider.add(colleague, ProviderMember.Role.SERVICE_USER)
    own = real_organization("Elm & Söhne", plan="teams", seats=12)
    own.add(admin, Role.OWNER)
    own.add_collection("Doors")
    log_in(page, admin, reverse("organizations:client_list", args=[provider.row.pk]))
    page.get_by_role("link", name="Existing organization").click()
    expect(page.get_by_text("adds 12 seats to your bill")).to_be_visible()
    look_at(page, "client-add")
    page.get_by_role("button", name="Add organization").click()
    dialog = page.get_by_role("dialog", name="Enter your master password")
    dialog.get_by_label("Master password", exact=True).fill("not the one at all")
    dialog.get_by_role("button", name="Continue").click()
    expect(dialog.get_by_text("The master password is wrong.")).to_be_visible()
    assert Organization.objects.get().provider is None
    dialog.get_by_label("Master password", exact=True).fill(admin.password)
    dialog.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Elm & Söhne is a client now.")).to_be_visible()

    wrapped = Organization.objects.get().provider_wrapped_key
    assert crypto.decrypt_bytes(wrapped, provider.keys.key) == own.keys.key
    staff = new_page()
    log_in(staff, colleague, reverse("organizations:client_list", args=[provider.row.pk]))
    staff.get_by_role("link", name="Elm & Söhne").click()
    expect(staff.get_by_text("Doors")).to_be_visible()

    page.goto(reverse("organizations:add_client", args=[provider.row.pk]))
    expect(page.get_by_text("No organization to add")).to_be_visible()
    look_at(page, "client-add-none")
