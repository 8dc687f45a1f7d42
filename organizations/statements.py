"""What a provider owes for seats, month by month (features 3.6): from the ledger, to the day."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta
from decimal import Decimal
from operator import itemgetter

from django.db.models import F, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from organizations.models import SeatChange
from organizations.plans import Plan
from organizations.seats import SeatAccount, discounted, money, prorated
from organizations.services.seats import list_price, plans_of, seat_accounts


@dataclass(frozen=True)
class Terms:
    """What is agreed on for one plan: the least number of seats, and the price of one after discount."""

    minimum: int
    price: Decimal


@dataclass(frozen=True)
class Adjustment:
    """What changed within the month, and what it costs, or saves, for the rest of it."""

    day: date
    seats: int
    amount: Decimal
    is_contract: bool


@dataclass(frozen=True)
class PlanStatement:
    plan: Plan
    terms: Terms
    end_terms: Terms
    start: SeatAccount
    end: SeatAccount
    adjustments: list

    @property
    def label(self):
        return self.plan.label

    @property
    def base(self):
        return money(self.start.billed * self.terms.price)

    @property
    def total(self):
        return self.base + sum(line.amount for line in self.adjustments)

    @property
    def is_empty(self):
        return not (self.start.billed or self.end.billed or self.adjustments)


def plan_statement(plan, start, terms, changes):
    """Return the month of one plan: `changes` is [(day, seats more or fewer, new Terms or None)], in order."""
    account, now, adjustments = start, terms, []
    for day, seats, new in changes:
        then, before = new or now, account.billed * now.price
        after = account.after(seats).with_minimum(then.minimum)
        bought, difference = after.billed - account.billed, after.billed * then.price - before
        if bought or difference:
            days = monthrange(day.year, day.month)[1]
            # The day of the change is paid for.
            amount = prorated(1, difference, days_left=days - day.day + 1, days=days)
            adjustments.append(Adjustment(day, bought, amount, is_contract=new is not None))
        account, now = after, then
    return PlanStatement(plan, terms, now, start, account, adjustments)


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
    """Every month of a provider, newest first, in a few statements however many clients there are."""

    def __init__(self, provider):
        self.provider = provider
        self.accounts = seat_accounts(provider)
        self.changes = daily_changes(provider)
        self.contracts = list(provider.former_contracts.order_by("until", "pk"))
        first = min([provider.created_at.date(), *(day for _plan, day, _change in self.changes)])
        self.months = months_between(first.replace(day=1), this_month())

    def of(self, month):
        """Return the statement of the month that begins on the day `month`."""
        plans = [self.plan(plan, month) for plan in plans_of(self.provider)]
        return Statement(month, [plan for plan in plans if not plan.is_empty])

    def plan(self, plan, month):
        own = [(day, seats, None) for kind, day, seats in self.changes if kind == plan]
        later = sum(seats for day, seats, _none in own if day >= month)
        terms = self.terms_on(plan, month)
        within = [change for change in own + self.new_terms(plan) if month <= change[0] < following(month)]
        start = replace(self.accounts[plan].after(-later), minimum=terms.minimum)
        return plan_statement(plan, start, terms, sorted(within, key=itemgetter(0)))

    def terms_on(self, plan, day):
        """Return what was agreed when the day began."""
        contracts = [contract for contract in self.contracts if contract.until.date() >= day]
        return terms(plan, contracts[0] if contracts else self.provider)

    def new_terms(self, plan):
        """Return [(day, 0, Terms)] for each contract that followed another."""
        followers = [*self.contracts[1:], self.provider]
        return [
            (former.until.date(), 0, terms(plan, contract))
            for former, contract in zip(self.contracts, followers, strict=False)
        ]

    def parse(self, text):
        """Return the month written as 2026-11, by default this one; None where there is no such statement."""
        if not text:
            return this_month()
        return next((month for month in self.months if f"{month:%Y-%m}" == text), None)

    @property
    def history(self):
        return [self.of(month) for month in self.months]


def terms(plan, contract):
    minimum = getattr(contract, f"{plan}_seat_minimum")
    return Terms(minimum, discounted(list_price(plan), contract.discount_percent))


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
