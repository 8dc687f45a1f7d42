"""Statements from the ledger: the worked examples of features 3.6 as months of a provider."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from organizations import statement_pdf
from organizations import statements as module
from organizations.models import Organization, SeatChange
from organizations.plans import Plan
from organizations.services.clients import change_seats, unlink_client
from organizations.services.contracts import TERMS, update_contract
from organizations.services.seats import record_seats
from organizations.statements import Statements, following
from provider_portal.tests.world import add_member, add_provider_member, make_organization, make_provider, make_user
from providers.models import FormerContract, Provider, ProviderMember

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture
def msp(db):
    """A provider since November 2026 with a minimum of 50 enterprise seats, and its administrator."""
    provider = make_provider("Msp")
    Provider.objects.filter(pk=provider.pk).update(
        teams_seat_minimum=0, enterprise_seat_minimum=50, created_at=datetime(2026, 11, 1, tzinfo=UTC)
    )
    provider.refresh_from_db()
    provider.admin = make_user("admin@msp.test")
    add_provider_member(provider, provider.admin, ProviderMember.Role.PROVIDER_ADMIN)
    return provider


@pytest.fixture
def clock(monkeypatch):
    """Set the day: what happens next is written and read as of then."""

    def on(*day):
        moment = datetime(*day, 12, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        for field in (SeatChange._meta.get_field("at"), FormerContract._meta.get_field("until")):
            monkeypatch.setattr(field, "_get_default", lambda: moment)

    return on


def add(provider, name, seats, plan=Plan.ENTERPRISE):
    organization = make_organization(name, provider=provider, plan=plan, seats=seats)
    record_seats(organization, before=0, actor=provider.admin)
    return organization


def total(provider, month):
    return Statements(Provider.objects.get(pk=provider.pk)).of(month).total


def test_1_and_2_seats_within_the_minimum_and_beyond(msp, clock):
    clock(2026, 11, 1)
    first = add(msp, "First", 25)
    assert total(msp, NOVEMBER) == 300
    change_seats(msp, first, seats=50, actor=msp.admin)
    assert total(msp, NOVEMBER) == 300
    clock(2026, 11, 30)
    add(msp, "Second", 10)

    assert total(msp, NOVEMBER) == Decimal("302.00")
    clock(2026, 12, 5)
    assert total(msp, DECEMBER) == 360


def test_3_what_is_released_is_credited(msp, clock):
    clock(2026, 11, 1)
    first = add(msp, "First", 50)
    add(msp, "Second", 10)
    clock(2026, 12, 17)
    change_seats(msp, first, seats=35, actor=msp.admin)

    # Fifteen of 31 days are left of ten purchased seats.
    assert total(msp, DECEMBER) == 360 - Decimal("29.03")
    clock(2027, 1, 2)
    assert total(msp, date(2027, 1, 1)) == 300
    assert total(msp, DECEMBER) == 360 - Decimal("29.03")


def test_5_a_transfer_within_a_day_costs_nothing(msp, clock):
    clock(2026, 11, 1)
    first, second = add(msp, "First", 40), add(msp, "Second", 20)
    clock(2026, 12, 10)
    change_seats(msp, first, seats=35, actor=msp.admin)
    change_seats(msp, second, seats=25, actor=msp.admin)

    statement = Statements(msp).of(DECEMBER)
    assert (statement.total, statement.plans[0].adjustments) == (360, [])


def test_6_discount_and_the_client_report(client, msp, clock):
    clock(2026, 10, 31)
    Provider.objects.update(
        discount_percent=35, enterprise_seat_minimum=100, teams_seat_minimum=30,
        created_at=datetime(2026, 10, 1, tzinfo=UTC),
    )
    msp.refresh_from_db()
    big, small = add(msp, "=Big", 120), add(msp, "Small", 20, Plan.TEAMS)
    add_member(big, make_user("a@big.test"))
    clock(2026, 11, 5)
    client.force_login(msp.admin)

    assert total(msp, NOVEMBER) == Decimal("546.00")
    assert "546.00 USD" in client.get(reverse("organizations:statement", args=[msp.pk])).content.decode()
    rows = report(client, msp)
    assert rows[0] == ["Client", "Id", "Assigned", "Used", "Remaining", "Plan", "Estimated total"]
    assert rows[1:] == [
        ["'=Big", str(big.pk), "120", "1", "119", "Enterprise", "468.00"],
        ["Small", str(small.pk), "20", "0", "20", "Teams", "52.00"],
        ["Unassigned seats", "", "10", "", "", "Teams", "26.00"],
    ]


def test_7_what_is_bought_within_a_month_is_paid_for_its_rest(msp, clock):
    clock(2026, 11, 1)
    add(msp, "First", 50)
    clock(2026, 11, 11)
    add(msp, "Second", 10)

    statement = Statements(msp).of(NOVEMBER)
    assert [(line.seats, line.amount) for line in statement.plans[0].adjustments] == [(10, Decimal("40.00"))]
    clock(2026, 12, 1)
    assert total(msp, DECEMBER) == 360


def agree(provider, **changes):
    provider.refresh_from_db()
    terms = {field: getattr(provider, field) for field in TERMS}
    update_contract(provider, enabled=True, actor=None, **terms | changes)
    provider.refresh_from_db()


def test_8_another_contract(msp, clock):
    clock(2026, 11, 1)
    add(msp, "First", 60)
    clock(2026, 12, 1)
    assert total(msp, DECEMBER) == 360

    for minimum, cost in ((55, 360), (70, 420)):
        agree(msp, enterprise_seat_minimum=minimum)
        assert total(msp, DECEMBER) == cost
    # The first of November fell under the old contract.
    assert total(msp, NOVEMBER) == 360


def test_a_contract_counts_from_its_day_on(msp, clock):
    clock(2026, 11, 1)
    add(msp, "First", 60)
    clock(2026, 12, 17)
    agree(msp, enterprise_seat_minimum=70)
    clock(2026, 12, 22)
    agree(msp, discount_percent=Decimal(50))

    statement = Statements(msp).of(DECEMBER)
    # Ten seats more for 15 of 31 days, then half the price of 70 for ten.
    assert [(line.seats, line.amount) for line in statement.plans[0].adjustments] == [
        (10, Decimal("29.03")), (0, Decimal("-67.74"))
    ]
    assert total(msp, NOVEMBER) == 360
    clock(2027, 1, 2)
    assert total(msp, date(2027, 1, 1)) == 210
    assert total(msp, DECEMBER) == statement.total


def test_9_plans_do_not_borrow_from_each_other(msp, clock):
    Provider.objects.update(teams_seat_minimum=10)
    clock(2026, 11, 1)
    add(msp, "First", 30)
    add(msp, "Second", 12, Plan.TEAMS)
    clock(2026, 12, 1)

    assert total(msp, DECEMBER) == 300 + 48


def test_10_an_unlinked_client_takes_its_seats_along_and_stays_in_the_past(client, msp, clock):
    clock(2026, 11, 1)
    stays, goes = add(msp, "Stays", 40), add(msp, "Goes", 20)
    add_member(goes, make_user("owner@goes.test"), role=0)
    clock(2026, 12, 1)
    unlink_client(msp, goes, actor=msp.admin)
    clock(2027, 1, 3)
    client.force_login(msp.admin)

    assert total(msp, date(2027, 1, 1)) == 300
    past = report(client, msp, month="2026-11")
    assert [(row[0], row[2], row[3], row[6]) for row in past[1:]] == [
        ("Goes", "20", "", "120.00"), ("Stays", "40", "", "240.00")
    ]
    now = report(client, msp)
    assert [row[0] for row in now[1:]] == ["Stays", "Unassigned seats"]
    assert Organization.objects.get(pk=stays.pk).seats == 40


def report(client, provider, **query):
    answer = client.get(reverse("organizations:client_report", args=[provider.pk]), query)
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))


@pytest.mark.parametrize(("month", "status"), [("2026-11", 200), ("2026-10", 404), ("2027-02", 404), ("nonsense", 404)])
def test_there_is_a_statement_for_each_month_of_the_provider(client, msp, clock, month, status):
    clock(2027, 1, 3)
    client.force_login(msp.admin)

    assert client.get(reverse("organizations:statement", args=[msp.pk]), {"month": month}).status_code == status
    assert module.this_month() == date(2027, 1, 1)
    assert following(DECEMBER) == date(2027, 1, 1)


def test_a_statement_is_a_pdf_whatever_clients_are_called(client, msp, clock, monkeypatch):
    clock(2026, 11, 1)
    for name in ("Ελλάς & Söhne", "x" * 50, "株式会社", "</Title>(\\"):
        add(msp, name, 20)
    clock(2026, 12, 3)
    add(msp, "Later", 2)
    client.force_login(msp.admin)

    answer = client.get(reverse("organizations:statement_file", args=[msp.pk]))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="statement_2026-12.pdf"'
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert answer.content.rstrip().endswith(b"%%EOF")
    monkeypatch.setattr(statement_pdf, "MOST_CLIENTS", 2)
    assert client.get(reverse("organizations:statement_file", args=[msp.pk])).status_code == 200


def test_a_neighbor_changes_no_statement(msp, clock):
    clock(2026, 11, 1)
    other = make_provider("Other")
    other.admin = msp.admin
    add(other, "Foreign", 500)

    assert total(msp, NOVEMBER) == 300


def test_statements_do_not_grow_with_clients(client, msp, clock, django_assert_max_num_queries):
    clock(2026, 11, 1)
    for number in range(30):
        add(msp, f"Client {number}", 3)
    clock(2027, 12, 1)
    client.force_login(msp.admin)

    with django_assert_max_num_queries(22):
        client.get(reverse("organizations:statement", args=[msp.pk]))
    with django_assert_max_num_queries(12):
        report(client, msp)
