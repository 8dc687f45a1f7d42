"""Reading and writing the seats of a provider's clients."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Sum

from organizations.models import Organization, SeatChange
from organizations.plans import CLIENT_PLANS, Plan
from organizations.seats import SeatAccount, discounted, money
from providers.models import Provider

PRICES = {Plan.TEAMS: "SEAT_PRICE_TEAMS", Plan.ENTERPRISE: "SEAT_PRICE_ENTERPRISE"}


def plans_of(provider):
    """Return the plans the provider may give its clients (features 1.2)."""
    return (Plan.ENTERPRISE,) if provider.type == Provider.Type.BUSINESS_UNIT else CLIENT_PLANS


def seat_accounts(provider):
    """Return {plan: SeatAccount} of the provider, in one statement."""
    return {plan: summary.account for plan, summary in all_summaries(provider).items()}


def list_price(plan):
    return getattr(settings, PRICES[plan])


def seat_price(provider, plan):
    """Return what a seat of the plan costs this provider in a month."""
    return money(discounted(list_price(plan), provider.discount_percent))


def record_seats(organization, *, before, actor):
    """Write a line of the ledger: the organization had `before` seats and has what its row says."""
    return record_seats_of({organization: before}, actor=actor)[0]


def record_seats_of(before, *, actor):
    """As `record_seats`, of {organization: seats before}, in one statement."""
    lines = [line(organization, seats, organization.seats, actor) for organization, seats in before.items()]
    return SeatChange.objects.bulk_create(lines)


def record_departure(organization, *, actor):
    """Write that whoever paid for the organization's seats does so no more."""
    line(organization, organization.seats, 0, actor).save()


def line(organization, before, after, actor):
    return SeatChange(
        organization_id=organization.pk,
        organization_name=organization.name,
        provider_id=organization.provider_id,
        plan=organization.plan,
        seats_before=before,
        seats_after=after,
        actor_id=actor.pk if actor else None,
    )


@dataclass(frozen=True)
class PlanSummary:
    """One plan's line over the client list."""

    label: str
    used: int
    account: SeatAccount


def plan_summaries(provider):
    """Return a line for each plan that has seats, given or paid for, in one statement."""
    return [summary for summary in all_summaries(provider).values() if summary.account.billed]


def all_summaries(provider):
    managed = provider.clients.filter(status=Organization.Status.MANAGED)
    sums = {plan: (seats, used) for plan, seats, used in managed.values_list("plan").annotate(Sum("seats"), Sum("used"))}
    minimums = {Plan.TEAMS: provider.teams_seat_minimum, Plan.ENTERPRISE: provider.enterprise_seat_minimum}
    summaries = {}
    for plan in plans_of(provider):
        seats, used = sums.get(plan, (0, 0))
        summaries[plan] = PlanSummary(plan.label, used, SeatAccount(minimums[plan], seats))
    return summaries
