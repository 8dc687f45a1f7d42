"""Founding an organization that stands on its own, without a provider."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.services import touch_people
from events.types import EventType
from organizations.models import Organization, OrganizationMember, Policy
from organizations.plans import FEATURES
from organizations.policies import memberships_bound
from organizations.services.members import MembershipRefused, record_members
from organizations.services.seats import record_seats
from vault.services.collections import create_collection


@dataclass(frozen=True)
class NewKeys:
    """What the founder's client made: the key sealed to the founder, and the key pair."""

    sealed_key: str
    public_key: str
    wrapped_private_key: str


@transaction.atomic
def create_organization(*, name, billing_email, plan, seats, keys, collection_name, actor):
    """Make an organization that `actor` owns, with a first collection; raises MembershipRefused.

    It has as many seats as its plan includes, or `seats` where the plan counts them, and grows no further by itself.
    """
    if memberships_bound(Policy.Kind.SINGLE_ORGANIZATION, [actor]).exists():
        raise MembershipRefused(_("Another organization allows its members to belong to no other one."))
    seats = FEATURES[plan].members or max(seats, 1)
    organization = Organization.objects.create(
        name=name,
        billing_email=billing_email,
        plan=plan,
        seats=seats,
        seat_limit=seats,
        public_key=keys.public_key,
        wrapped_private_key=keys.wrapped_private_key,
    )
    record_seats(organization, before=0, actor=actor)
    owner = organization.members.create(
        user=actor,
        role=OrganizationMember.Role.OWNER,
        status=OrganizationMember.Status.CONFIRMED,
        wrapped_key=keys.sealed_key,
    )
    record_members(organization, EventType.MEMBER_CONFIRMED, [owner], actor=actor)
    create_collection(organization, name=collection_name, actor=actor)
    touch_people([actor.pk])
    return organization
