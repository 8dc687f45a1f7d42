"""Every change of a collection, and of who is granted it."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from events.types import EventType
from organizations.models import Organization
from organizations.services.events import record_in, record_many_in
from vault import grants, refusals
from vault.levels import AccessLevel
from vault.models import Collection
from vault.revisions import bump


@transaction.atomic
def create_collection(organization, *, name, actor, external_id=None, members=(), groups=()):
    """Make a collection granted to `members` and `groups`, lists of `(row, level)`, and managed by its creator."""
    # Lock the organization, so that two requests cannot take its last collection.
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    check_limit(organization)
    collection = Collection.objects.create(organization=organization, name=name, external_id=external_id)
    creator = organization.membership(actor)
    members = [(member, level) for member, level in members if member != creator]
    if creator:
        members.append((creator, AccessLevel.MANAGE))
    grants.replace_access(collection, members=members, groups=groups)
    record_in(organization, EventType.COLLECTION_CREATED, actor=actor, collection_id=collection.pk)
    bump(User, people(members, groups))
    return collection


@transaction.atomic
def update_collection(collection, *, name, actor, external_id=None, access=None):
    """Give a collection another encrypted name, and perhaps another `access`: two lists as `replace_access` takes."""
    check_shared(collection)
    concerned = set()
    if access is not None:
        members, groups = access
        concerned = granted_people(collection) | people(members, groups)
        grants.replace_access(collection, members=members, groups=groups)
    collection.name = name
    collection.external_id = external_id
    collection.updated_at = timezone.now()
    collection.save(update_fields=["name", "external_id", "updated_at"])
    record_in(
        collection.organization, EventType.COLLECTION_UPDATED, actor=actor, collection_id=collection.pk
    )
    bump(Collection, [collection.pk])
    bump(User, concerned)


@transaction.atomic
def replace_access(collection, *, members, groups, actor):
    """Make `members` and `groups`, lists of `(row, level)`, the only ones granted the collection."""
    check_shared(collection)
    before = granted_people(collection)
    grants.replace_access(collection, members=members, groups=groups)
    record_in(
        collection.organization, EventType.COLLECTION_UPDATED, actor=actor, collection_id=collection.pk
    )
    bump(Collection, [collection.pk], announced=True)
    bump(User, before | people(members, groups))


@transaction.atomic
def delete_collection(collection, *, actor):
    """Delete a collection; its items stay, in their other collections or in none."""
    check_shared(collection)
    organization = collection.organization
    record_in(organization, EventType.COLLECTION_DELETED, actor=actor, collection_id=collection.pk)
    collection.delete()
    bump(Organization, [organization.pk])


@transaction.atomic
def delete_collections(collections, *, actor):
    """Delete several collections, all or none."""
    for collection in collections:
        delete_collection(collection, actor=actor)


@transaction.atomic
def grant_access(organization, collections, *, members, groups, actor):
    """Grant collections to further `members` and `groups`, lists of `(row, level)`; what others hold stays."""
    for collection in collections:
        check_shared(collection)
    grants.grant_to_members([(member, row, level) for member, level in members for row in collections])
    grants.grant_to_groups([(group, row, level) for group, level in groups for row in collections])
    targets = [{"collection_id": collection.pk} for collection in collections]
    record_many_in(organization, EventType.COLLECTION_UPDATED, targets, actor=actor)
    bump(Collection, [collection.pk for collection in collections], announced=True)
    bump(User, people(members, groups))


def check_limit(organization):
    limit = organization.features.collections
    if limit is not None and organization.collections.count() >= limit:
        raise refusals.CollectionLimitReached


def check_shared(collection):
    if collection.type != Collection.Type.SHARED:
        raise refusals.DefaultCollection


def granted_people(collection):
    """Return the ids of the users to whom the collection is granted, directly or through a group."""
    direct = collection.user_grants.values_list("user", flat=True)
    return set(direct) | set(collection.group_grants.values_list("group__user", flat=True)) - {None}


def people(members, groups):
    """Return the ids of the users in `members` and `groups`, lists of `(row, level)`."""
    grouped = User.objects.filter(groups__in=[group.auth_group_id for group, _ in groups])
    return {member.user_id for member, _ in members} | set(grouped.values_list("pk", flat=True))
