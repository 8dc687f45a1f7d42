"""Every write to a group: its name, its people, its end. What it is granted is the vault's."""

from django.contrib.auth.models import Group as AuthGroup
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.backends import permissions_on
from accounts.models import User
from accounts.permissions import Permission
from events.types import EventType
from organizations.models import Group
from organizations.plans import Plan
from organizations.services.events import record_in, record_many_in
from organizations.services.members import touch_accounts
from provider_portal.models import time_ordered_id

Places = User.groups.through


class GroupRefused(Exception):
    """What was asked cannot be done; the message says why."""


@transaction.atomic
def create_group(organization, *, name, actor, external_id=None, members=()):
    """Make a group of these members; raises GroupRefused."""
    if not organization.features.groups:
        raise GroupRefused(_("Groups need the %(plan)s plan or a higher one.") % {"plan": Plan.TEAMS.label})
    pk = time_ordered_id()
    # The name is nobody's to read: it only has to be one of its own among all organizations.
    auth_group = AuthGroup.objects.create(name=f"group {pk}")
    group = Group.objects.create(
        pk=pk, organization=organization, auth_group=auth_group, name=name, external_id=external_id
    )
    record_in(organization, EventType.GROUP_CREATED, actor=actor, group_id=group.pk)
    set_members(group, members, actor=actor)
    return group


@transaction.atomic
def update_group(group, *, name, actor, external_id=None):
    """Give the group another name or external id; returns whether anything changed."""
    group = Group.objects.select_for_update(of=["self"]).select_related("organization").get(pk=group.pk)
    if (group.name, group.external_id) == (name, external_id):
        return False
    group.name, group.external_id, group.updated_at = name, external_id, timezone.now()
    group.save(update_fields=["name", "external_id", "updated_at"])
    record_in(group.organization, EventType.GROUP_UPDATED, actor=actor, group_id=group.pk)
    return True


@transaction.atomic
def set_members(group, members, *, actor):
    """Make `members`, rows of the group's organization, the only ones in the group; raises GroupRefused."""
    organization = group.organization
    # Locked, so that of two who decide at once the later one has the last word.
    Group.objects.select_for_update().get(pk=group.pk)
    before = set(Places.objects.filter(group=group.auth_group_id).values_list("user", flat=True))
    after = {member.user_id for member in members}
    if before == after:
        return
    refuse_joining(organization, after - before, actor)
    Places.objects.filter(group=group.auth_group_id, user__in=before - after).delete()
    Places.objects.bulk_create(
        [Places(user_id=pk, group_id=group.auth_group_id) for pk in after - before], ignore_conflicts=True
    )
    changed = list(organization.members.filter(user__in=before ^ after))
    record_many_in(
        organization,
        EventType.MEMBER_UPDATED_GROUPS,
        [{"member_id": row.pk, "user_id": row.user_id, "group_id": group.pk} for row in changed],
        actor=actor,
    )
    touch_accounts(changed)


@transaction.atomic
def delete_groups(organization, groups, *, actor):
    """Delete the groups; their members keep what they are granted themselves."""
    groups = list(organization.groups.filter(pk__in=[group.pk for group in groups]).order_by("pk").select_for_update())
    people = Places.objects.filter(group__in=[group.auth_group_id for group in groups])
    concerned = list(organization.members.filter(user__in=people.values("user")))
    record_many_in(
        organization, EventType.GROUP_DELETED, [{"group_id": group.pk} for group in groups], actor=actor
    )
    # What stands behind them, `auth.Group`, places and grants, the database deletes with them.
    organization.groups.filter(pk__in=[group.pk for group in groups]).delete()
    touch_accounts(concerned)
    return len(groups)


def refuse_joining(organization, joining, actor):
    """Raise GroupRefused where `actor`, without access to all items, would give it to themselves by a group."""
    if actor is None or actor.pk not in joining:
        return
    if Permission.COLLECTIONS_EDIT not in permissions_on(organization, actor):
        raise GroupRefused(_("You may not add yourself to a group."))
