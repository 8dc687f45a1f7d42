"""The policy baseline: put together, previewed, applied; a client that differs gets an exception."""

from django.urls import reverse
from playwright.sync_api import expect

from organizations.models import Policy
from provider_portal.tests.browser.clients import real_organization, real_provider
from provider_portal.tests.browser.helpers import log_in, look_at, make_account


def test_a_provider_admin_brings_clients_in_line(page):
    admin = make_account("admin@msp.test")
    provider = real_provider("Northwind", admin)
    acme, _birch = (real_organization(name, provider) for name in ("Acme", "Birch"))
    acme.add(make_account("member@acme.test"))
    log_in(page, admin, reverse("organizations:baseline", args=[provider.row.pk]))

    page.get_by_role("link", name="Edit “Master password requirements”").click()
    page.get_by_label("In the baseline").check()
    page.get_by_label("Shortest length").fill("14")
    look_at(page, "baseline-policy")
    page.get_by_role("button", name="Save").click()
    provider.row.baseline_policies.create(kind=Policy.Kind.TWO_STEP)
    page.reload()
    expect(page.get_by_text("Shortest length: 14")).to_be_visible()
    look_at(page, "baseline")

    page.get_by_role("link", name="Clients", exact=True).last.click()
    page.get_by_label("Choose all on this page").check()
    page.get_by_role("button", name="Preview and apply").click()
    expect(page.get_by_text("Revokes 1 member")).to_be_visible()
    look_at(page, "baseline-preview")
    page.get_by_role("button", name="Apply to 2 clients").click()
    expect(page.get_by_text("2 clients follow the baseline.")).to_be_visible()

    acme.row.policies.update(enabled=False)
    page.get_by_role("link", name="Different").click()
    look_at(page, "baseline-drift")
    page.get_by_role("link", name="Acme").click()
    page.get_by_role("button", name="Make an exception from “Require two-step login”").click()
    page.get_by_role("dialog").get_by_label("Why may this client differ?").fill("Passkeys come in spring")
    page.get_by_role("dialog").get_by_role("button", name="Make an exception").click()
    expect(page.get_by_text("Passkeys come in spring")).to_be_visible()
    look_at(page, "baseline-client")
