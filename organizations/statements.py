"""What a provider owes for seats, month by month (features 3.6): from the ledger, to the day."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from decimal import Decimal

from django.db.models import F, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from organizations.models import SeatChange
from organizations.plans import Plan
from organizations.seats import SeatAccount, discounted, money, prorated
from organizations.services.seats import list_price, plans_of, seat_accounts


@dataclass(frozen=True)
class Adjustment:
    """What changed within the month, and what it costs, or saves, for the rest of it."""

    day: date
    seats: int
    amount: Decimal


@dataclass(frozen=True)
class PlanStatement:
    plan: Plan
    price: Decimal
    start: SeatAccount
    end: SeatAccount
    base: Decimal
    adjustments: list

    @property
    def label(self):
        return self.plan.label

    @property
    def total(self):
        return self.base + sum(line.amount for line in self.adjustments)

    @property
    def is_empty(self):
        return not (self.start.billed or self.end.billed or self.adjustments)


def plan_statement(plan, start, changes, *, price, first_day):
    """Return the month of one plan: `changes` is [(day, seats more or fewer)], in order; `price` is after discount."""
    days = monthrange(first_day.year, first_day.month)[1]
    account, adjustments = start, []
    for day, change in changes:
        after = account.after(change)
        if seats := after.billed - account.billed:
            # The day of the change is paid for.
            amount = prorated(seats, price, days_left=days - day.day + 1, days=days)
            adjustments.append(Adjustment(day, seats, amount))
        account = after
    return PlanStatement(plan, price, start, account, money(start.billed * price), adjustments)


@dataclass(frozen=True)
class Statement:
    """One month of a provider."""

    month: date
    plans: list

    @property
    def total(self):
        return sum((plan.total for plan in self.plans), Decimal(0))

    @property
    def is_current(self):
        return self.month == this_month()

    @property
    def key(self):
        return f"{self.month:%Y-%m}"


class Statements:
    """Every month of a provider, newest first, in two statements however many seats and clients there are."""

    def __init__(self, provider):
        self.provider = provider
        self.accounts = seat_accounts(provider)
        self.changes = daily_changes(provider)
        first = min([provider.created_at.date(), *(day for _plan, day, _change in self.changes)])
        self.months = months_between(first.replace(day=1), this_month())

    def of(self, month):
        """Return the statement of the month that begins on the day `month`."""
        plans = [self.plan(plan, month) for plan in plans_of(self.provider)]
        return Statement(month, [plan for plan in plans if not plan.is_empty])

    def plan(self, plan, month):
        own = [(day, change) for kind, day, change in self.changes if kind == plan]
        later = sum(change for day, change in own if day >= month)
        return plan_statement(
            plan,
            self.accounts[plan].after(-later),
            [(day, change) for day, change in own if month <= day < following(month)],
            price=discounted(list_price(plan), self.provider.discount_percent),
            first_day=month,
        )

    def parse(self, text):
        """Return the month written as 2026-11, by default this one; None where there is no such statement."""
        if not text:
            return this_month()
        return next((month for month in self.months if f"{month:%Y-%m}" == text), None)

    @property
    def history(self):
        return [self.of(month) for month in self.months]


def daily_changes(provider):
    """Return [(plan, day, seats more or fewer)] of the ledger, by day; days are those of UTC."""
    lines = SeatChange.objects.filter(provider_id=provider.pk).annotate(day=TruncDate("at", tzinfo=UTC))
    sums = lines.values_list("plan", "day").annotate(change=Sum(F("seats_after") - F("seats_before")))
    return list(sums.order_by("day"))


def months_between(first, last):
    months = []
    while first <= last:
        months.append(first)
        first = following(first)
    return months[::-1]


def following(month):
    return (month + timedelta(days=31)).replace(day=1)


def this_month():
    return timezone.now().astimezone(UTC).date().replace(day=1)
