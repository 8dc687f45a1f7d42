"""Reading and writing the seats of a provider's clients."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Sum

from organizations.models import Organization, OrganizationMember, SeatChange
from organizations.plans import CLIENT_PLANS, Plan
from organizations.seats import SeatAccount, discounted, money
from providers.models import Provider

PRICES = {Plan.TEAMS: "SEAT_PRICE_TEAMS", Plan.ENTERPRISE: "SEAT_PRICE_ENTERPRISE"}


def plans_of(provider):
    """Return the plans the provider may give its clients (features 1.2)."""
    return (Plan.ENTERPRISE,) if provider.type == Provider.Type.BUSINESS_UNIT else CLIENT_PLANS


def seat_accounts(provider):
    """Return {plan: SeatAccount} of the provider, in one statement."""
    assigned = dict(
        provider.clients.filter(status=Organization.Status.MANAGED).values_list("plan").annotate(Sum("seats"))
    )
    minimums = {Plan.TEAMS: provider.teams_seat_minimum, Plan.ENTERPRISE: provider.enterprise_seat_minimum}
    return {plan: SeatAccount(minimums[plan], assigned.get(plan, 0)) for plan in plans_of(provider)}


def used_seats(provider):
    """Return {plan: seats that members of its clients take}, in one statement."""
    members = OrganizationMember.objects.occupying_a_seat().filter(
        organization__provider=provider, organization__status=Organization.Status.MANAGED
    )
    return dict(members.values_list("organization__plan").annotate(Count("pk")))


def list_price(plan):
    return getattr(settings, PRICES[plan])


def seat_price(provider, plan):
    """Return what a seat of the plan costs this provider in a month."""
    return money(discounted(list_price(plan), provider.discount_percent))


def record_seats(organization, *, before, actor):
    """Write a line of the ledger: the organization had `before` seats and has what its row says."""
    return write_line(organization, before, organization.seats, actor)


def record_departure(organization, *, actor):
    """Write that whoever paid for the organization's seats does so no more."""
    return write_line(organization, organization.seats, 0, actor)


def write_line(organization, before, after, actor):
    return SeatChange.objects.create(
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
    """Return a line for each plan that has seats, given or paid for, in two statements."""
    used = used_seats(provider)
    return [
        PlanSummary(plan.label, used.get(plan, 0), account)
        for plan, account in seat_accounts(provider).items()
        if account.billed
    ]
