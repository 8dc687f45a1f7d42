"""Deleting the accounts that belong to an organization by their domain (features 4.13)."""

from django.db import transaction
from django.utils.translation import gettext as _

from events.types import EventType
from organizations.domains import claimed_members
from organizations.models import OrganizationMember
from organizations.recovery import refusal_of_power
from organizations.services import members as memberships
from vault import stored_files
from vault.models import Send
from vault.services.purges import delete_items


@transaction.atomic
def delete_accounts(organization, members, *, actor):
    """Delete the members' accounts and all that is theirs alone, for good; {member id: None, or why not}."""
    organization = memberships.locked(organization)
    members = memberships.locked_members(organization, members)
    results = memberships.refusals_of_departure(organization, members, actor)
    owned = set(claimed_members(organization).filter(pk__in=[member.pk for member in members]).values_list("pk", flat=True))
    needed = only_owners(members)
    for member in members:
        results[member.pk] = results[member.pk] or refusal(member, owned, needed, actor)
    deleted = [member for member in members if results[member.pk] is None]
    memberships.record_members(organization, EventType.MEMBER_DELETED, deleted, actor=actor)
    for member in deleted:
        delete_account(member.user)
    return results


def refusal(member, owned, needed, actor):
    if member.pk not in owned:
        return _("This account belongs to its person: remove the member instead.")
    if member.user_id in needed:
        return _("Another organization has no other owner.")
    return refusal_of_power(member.user, actor)


def only_owners(members):
    """Return the ids of those without whom another organization has no confirmed owner."""
    people = {member.user_id for member in members}
    owners = OrganizationMember.objects.confirmed().filter(role=OrganizationMember.Role.OWNER)
    places = owners.filter(user__in=people).exclude(organization__in={member.organization_id for member in members})
    return {
        place.user_id
        for place in places
        if not owners.filter(organization=place.organization_id).exclude(user__in=people).exists()
    }


def delete_account(user):
    delete_items(user.pk)
    files = Send.objects.filter(user=user).values_list("file", flat=True)
    stored_files.delete_on_commit(list(files))
    user.delete()
