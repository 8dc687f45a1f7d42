"""Which collections and groups a member has: written together with the invitation, or changed later."""

from collections import defaultdict

from django.contrib.auth.models import Group as AuthGroup
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.backends import permissions_on
from accounts.models import User
from accounts.permissions import Permission
from events.types import EventType
from organizations.reach import reach_of
from organizations.services import members as memberships
from organizations.services.events import record_in
from organizations.services.groups import GroupRefused, refuse_joining
from organizations.services.vacancies import take_seats
from vault import grants as granted
from vault.levels import AccessLevel
from vault.models import Collection, CollectionGroupGrant, CollectionUserGrant

Places = User.groups.through


def grantable_collections(organization, user, through=Permission.COLLECTIONS_EDIT):
    """Return the collections of `organization` whose access `user` may decide: `COLLECTION_EDIT` as a query.

    Where owners and admins have access to all collections, so has, for its own kind, who holds `through`
    (features 1.8).
    """
    held = permissions_on(organization, user)
    collections = organization.collections.filter(type=Collection.Type.SHARED)
    if Permission.COLLECTIONS_EDIT in held or organization.allow_admin_access_to_all and through in held:
        return collections
    managed = [pk for pk, access in collections.access_of(user).items() if access.manage]
    allowed = collections.filter(pk__in=managed)
    if Permission.ADMINS_MANAGE in held:
        allowed |= collections.filter(~Exists(managers(CollectionUserGrant)), ~Exists(managers(CollectionGroupGrant)))
    return allowed


def managers(grant):
    return grant.objects.filter(
        content_object=OuterRef("pk"), permission__codename=AccessLevel.MANAGE.codename
    )


@transaction.atomic
def invite_with_access(organization, *, emails, role, actor, custom_flags=(), grants=(), groups=()):
    """Invite the addresses; when they are confirmed, they have these `(collection, level)` and groups."""
    refuse_grants(organization, grants, groups, actor)
    members = memberships.invite_members(
        organization, emails=emails, role=role, actor=actor, custom_flags=custom_flags
    )
    granted.grant_to_members(
        [(member, collection, level) for member in members for collection, level in grants]
    )
    Places.objects.bulk_create(
        Places(user_id=member.user_id, group_id=group.auth_group_id) for member in members for group in groups
    )
    return members


@transaction.atomic
def invite_lines(organization, lines, *, actor):
    """Invite everybody a file names, each with their role and groups, and return how many; all or none."""
    # For all of them together: else a refusal would speak of those before it as if they were members.
    take_seats(memberships.locked(organization), len(lines), actor=actor)
    alike = defaultdict(list)
    for line in lines:
        alike[line.role, tuple(line.groups)].append(line.email)
    return sum(
        len(invite_with_access(organization, emails=emails, role=role, groups=groups, actor=actor))
        for (role, groups), emails in alike.items()
    )


@transaction.atomic
def change_access(organization, member, *, role, actor, custom_flags=(), grants=None, groups=None):
    """Set role, collections and groups of the member at once; None leaves the collections or groups as they are.

    `grants` speaks for the collections whose access `actor` may decide; the others keep theirs.
    """
    member = memberships.change_role(organization, member, role=role, actor=actor, custom_flags=custom_flags)
    if not reach_of(actor, organization).covers(member.role, member.custom_flags):
        raise memberships.MembershipRefused(_("You may not change members who hold more than you."))
    if grants is not None:
        replace_grants(organization, member, grants, actor)
    if groups is not None:
        replace_groups(organization, member, groups, actor)
    memberships.touch_accounts([member])
    return member


def replace_grants(organization, member, grants, actor):
    before = levels_of(member)
    own = set(grantable_collections(organization, actor).values_list("pk", flat=True))
    wanted = {collection.pk: (collection, level) for collection, level in grants}
    if {pk: level for pk, (_collection, level) in wanted.items()} == {
        pk: level for pk, level in before.items() if pk in own
    }:
        return
    refuse_grants(organization, grants, (), actor)
    member.collection_grants.filter(content_object__in=own - wanted.keys()).delete()
    granted.grant_to_members([(member, collection, level) for collection, level in wanted.values()])
    record_in(organization, EventType.MEMBER_UPDATED, actor=actor, member_id=member.pk, user_id=member.user_id)


def replace_groups(organization, member, groups, actor):
    before = set(groups_of(organization, member))
    after = {group.auth_group_id for group in groups}
    if before == after:
        return
    refuse_grants(organization, (), groups, actor)
    try:
        refuse_joining(organization, {member.user_id} if after - before else set(), actor)
    except GroupRefused as refusal:
        raise memberships.MembershipRefused(str(refusal)) from None
    places = Places.objects.filter(user=member.user_id)
    places.filter(group__in=before - after).delete()
    Places.objects.bulk_create(
        [Places(user_id=member.user_id, group_id=pk) for pk in after - before], ignore_conflicts=True
    )
    record_in(
        organization, EventType.MEMBER_UPDATED_GROUPS, actor=actor, member_id=member.pk, user_id=member.user_id
    )


def refuse_grants(organization, grants, groups, actor):
    """Raise MembershipRefused unless `actor` may decide about all these collections and groups."""
    wanted = {collection.pk for collection, _level in grants}
    allowed = grantable_collections(organization, actor).filter(pk__in=wanted).values_list("pk", flat=True)
    if wanted - set(allowed):
        raise memberships.MembershipRefused(_("You may not decide who has access to one of these collections."))
    if groups and not may_assign_groups(organization, actor):
        raise memberships.MembershipRefused(_("You may not change who belongs to groups."))
    if any(group.organization_id != organization.pk for group in groups):
        raise memberships.MembershipRefused(_("One of these groups does not exist any more."))


def may_assign_groups(organization, user):
    return organization.features.groups and Permission.GROUPS_MANAGE in permissions_on(organization, user)


def levels_of(member):
    """Return {collection id: AccessLevel} of what the member is granted directly."""
    rows = member.collection_grants.values_list("content_object", "permission__codename")
    return {pk: AccessLevel.from_codename(codename) for pk, codename in rows}


def groups_of(organization, member):
    """Return the ids of the auth groups the member belongs to here."""
    places = AuthGroup.objects.filter(group__organization=organization, user=member.user_id)
    return places.values_list("pk", flat=True)
