"""Memberships that end with the person, whoever acts for them."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.types import EventType
from organizations.domains import refusal_of_leaving
from organizations.models import OrganizationMember
from organizations.services.members import (
    MembershipRefused,
    locked,
    locked_members,
    record_members,
    refusal_of_last_owner,
    touch_accounts,
)


@transaction.atomic
def leave_organization(organization, *, actor):
    """End the actor's own membership, in whatever state it is; raises MembershipRefused for the last owner."""
    organization = locked(organization)
    member = organization.members.filter(user=actor).first()
    if member is None:
        raise MembershipRefused(_("You are no member of %(organization)s.") % {"organization": organization.name})
    refusal = refusal_of_last_owner(organization, [member]).get(member.pk)
    if refusal := refusal or refusal_of_leaving(actor, organization):
        raise MembershipRefused(refusal)
    leave(member, actor=actor)


@transaction.atomic
def leave_what_others_own(user, *, actor):
    """End every membership of `user` but those as an owner, with its grants and places in groups."""
    memberships = user.organization_memberships.exclude(role=OrganizationMember.Role.OWNER)
    for member in memberships.select_related("organization").order_by("organization"):
        leave(member, actor=actor)


def leave(member, *, actor):
    organization = locked(member.organization)
    for row in locked_members(organization, [member]):
        User.groups.through.objects.filter(user=row.user_id, group__group__organization=organization).delete()
        touch_accounts([row])
        record_members(organization, EventType.MEMBER_LEFT, [row], actor=actor)
        row.delete()
