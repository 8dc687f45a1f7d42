"""A group with its collections: what `organizations.services.groups` writes, and its grants."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from events.types import EventType
from organizations.services import groups
from organizations.services.events import record_in
from organizations.services.members import touch_accounts
from vault import grants as granted
from vault.services.access import grantable_collections


def collections_for_groups(organization, user):
    """Return the collections that `user` may grant to groups."""
    return grantable_collections(organization, user, through=Permission.GROUPS_MANAGE)


@transaction.atomic
def create_group(organization, *, name, actor, external_id=None, members=(), grants=()):
    """Make a group of these members with these `(collection, level)`; raises GroupRefused."""
    group = groups.create_group(organization, name=name, external_id=external_id, members=members, actor=actor)
    replace_grants(group, grants, actor)
    return group


@transaction.atomic
def update_group(group, *, name, members, actor, external_id=None, grants=None):
    """Set name, members and collections at once; `grants` None leaves the collections as they are.

    `grants` speaks for the collections whose access `actor` may decide; the others keep theirs.
    """
    renamed = groups.update_group(group, name=name, external_id=external_id, actor=actor)
    groups.set_members(group, members, actor=actor)
    if grants is not None and replace_grants(group, grants, actor) and not renamed:
        record_in(group.organization, EventType.GROUP_UPDATED, actor=actor, group_id=group.pk)
    return group


def replace_grants(group, grants, actor):
    """Make `grants` the only ones among those `actor` may decide; returns whether anything changed."""
    organization = group.organization
    own = set(collections_for_groups(organization, actor).values_list("pk", flat=True))
    if any(collection.pk not in own for collection, _level in grants):
        raise groups.GroupRefused(_("You may not decide who has access to one of these collections."))
    before = {pk: level for pk, level in granted.levels_of_group(group).items() if pk in own}
    if before == {collection.pk: level for collection, level in grants}:
        return False
    granted.replace_collections_of_group(group, grants, among=own)
    touch_accounts(organization.members.filter(user__groups=group.auth_group_id))
    return True
