"""What a Provider Admin reads about seats and money."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from organizations.models import SeatChange
from provider_portal.tests.browser.clients import real_organization, real_provider
from provider_portal.tests.browser.helpers import log_in, look_at, make_account
from providers.models import Provider


def test_the_statement_of_a_month_and_its_client_report(page):
    admin = make_account("admin@msp.test")
    provider = real_provider("Northwind", admin)
    today = timezone.now().replace(day=1)
    Provider.objects.update(
        enterprise_seat_minimum=20, teams_seat_minimum=10, discount_percent="12.50", created_at=today - timedelta(days=70)
    )
    for name, plan, seats, at in (
        ("Acme", "enterprise", 24, today - timedelta(days=40)),
        ("Birch", "teams", 4, today - timedelta(days=35)),
        ("Cedar", "enterprise", 6, today + timedelta(hours=1)),
    ):
        row = real_organization(name, provider, plan=plan, seats=seats).row
        SeatChange.objects.create(
            organization_id=row.pk, organization_name=name, provider_id=provider.row.pk,
            plan=plan, seats_before=0, seats_after=seats, at=at,
        )
    log_in(page, admin, reverse("organizations:statement", args=[provider.row.pk]))

    expect(page.get_by_text("Purchased on")).to_be_visible()
    expect(page.get_by_text("6 paid seats are unassigned")).to_be_visible()
    look_at(page, "statement")
    with page.expect_download() as download:
        page.get_by_role("link", name="Client report").click()
    assert download.value.suggested_filename == f"client-report_{today:%Y-%m}.csv"
    assert "Acme" in download.value.path().read_text()
    page.get_by_role("table").last.get_by_role("link").nth(1).click()
    expect(page.get_by_text("as far as it has gone")).to_have_count(0)
