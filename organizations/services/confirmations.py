"""Confirming members while somebody's portal is open, where the organization asked for it: nobody compares fingerprints."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from events.types import EventType
from organizations.clients.conditions import CONFIRMS_AUTOMATICALLY, WAITING
from organizations.keyring import keyring_for
from organizations.models import Organization, OrganizationMember
from organizations.policies import refusals_of_joining
from organizations.reach import reach_of
from organizations.services.members import MembershipRefused, confirm_members
from providers.schemas import BULK_LIMIT

# How many organizations a portal serves each time it asks.
ORGANIZATIONS = 20
Status = OrganizationMember.Status


def confirms_for_any(user):
    """Return whether any organization in which `user` manages members confirms automatically."""
    return automatic(user).exists()


def waiting_for(user):
    """Return the keyring of `user` for organizations in which they can confirm now, and [(organization, members)]."""
    organizations = list(automatic(user).filter(WAITING).select_related("provider").order_by("pk")[:ORGANIZATIONS])
    keyring = keyring_for(user, organizations)
    opened = {entry["id"] for entry in keyring["organizations"]}
    found = [(row, confirmable(row, user)) for row in organizations if str(row.pk) in opened]
    return keyring, [(organization, members) for organization, members in found if members]


def confirmable(organization, user):
    """Return the members that `user` could confirm now; a policy that holds somebody back is said in the list of members."""
    reach = reach_of(user, organization)
    waiting = organization.members.filter(status=Status.ACCEPTED).select_related("user").order_by("pk")[:BULK_LIMIT]
    members = [member for member in waiting if reach.covers(member.role, member.custom_flags)]
    refusals = refusals_of_joining(organization, members)
    return [member for member in members if refusals[member.pk] is None]


@transaction.atomic
def confirm_automatically(organization, *, keys, actor):
    """Confirm as `confirm_members` does; who was confirmed meanwhile by another portal is left out."""
    if organization.automatic_confirmation is None:
        words = _("%(organization)s confirms its members by hand.")
        raise MembershipRefused(words % {"organization": organization.name})
    waiting = set(organization.members.filter(pk__in=keys, status=Status.ACCEPTED).values_list("pk", flat=True))
    keys = {pk: key for pk, key in keys.items() if pk in waiting}
    return confirm_members(organization, keys=keys, actor=actor, event_type=EventType.MEMBER_AUTOMATICALLY_CONFIRMED)


def automatic(user):
    return Organization.objects.granting(Permission.MEMBERS_MANAGE, user).filter(CONFIRMS_AUTOMATICALLY, enabled=True)
