"""Who was granted which collection. The only module that writes guardian's rows, and the only one with their SQL.

One row is one grant: its permission is one of the five levels of `vault.levels`.
"""

from collections import defaultdict
from functools import lru_cache

from django.contrib.auth.models import Permission
from django.db.models.signals import post_migrate
from guardian.ctypes import get_content_type

from vault.levels import AccessLevel
from vault.models import Collection, CollectionGroupGrant, CollectionUserGrant


@lru_cache(maxsize=1)
def permission_ids():
    """Return {codename: id of guardian's permission}, looked up once per process."""
    rows = Permission.objects.filter(content_type=get_content_type(Collection))
    ids = dict(rows.values_list("codename", "pk"))
    return {level.codename: ids[level.codename] for level in AccessLevel}


def forget_permission_ids(**kwargs):
    permission_ids.cache_clear()


# Emptying the database, as tests do, gives guardian's permissions new ids.
post_migrate.connect(forget_permission_ids)


def grant_to_members(grants):
    """Write `(member, collection, level)` triples in one statement; a second grant replaces the first."""
    rows = [
        CollectionUserGrant(
            organization_id=collection.organization_id,
            user_id=member.user_id,
            member=member,
            content_object=collection,
            permission_id=permission_ids()[level.codename],
        )
        for member, collection, level in grants
    ]
    return CollectionUserGrant.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["member", "content_object"],
        update_fields=["permission"],
        batch_size=5000,
    )


def grant_to_groups(grants):
    """Write `(group, collection, level)` triples in one statement; a second grant replaces the first."""
    rows = [
        CollectionGroupGrant(
            organization_id=collection.organization_id,
            group_id=group.auth_group_id,
            content_object=collection,
            permission_id=permission_ids()[level.codename],
        )
        for group, collection, level in grants
    ]
    return CollectionGroupGrant.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["group", "content_object"],
        update_fields=["permission"],
        batch_size=5000,
    )


def levels_of_members(collection):
    """Return `(member id, AccessLevel)` of the members granted this collection directly."""
    rows = collection.user_grants.values_list("member_id", "permission__codename")
    return [(member_id, AccessLevel.from_codename(codename)) for member_id, codename in rows]


def levels_of_groups(collection):
    """Return `(auth group id, AccessLevel)` of the groups granted this collection."""
    rows = collection.group_grants.values_list("group_id", "permission__codename")
    return [(group_id, AccessLevel.from_codename(codename)) for group_id, codename in rows]


def replace_access(collection, *, members, groups):
    """Make `members` and `groups`, lists of `(row, level)`, the only ones granted the collection."""
    collection.user_grants.exclude(member__in=[member for member, _ in members]).delete()
    collection.group_grants.exclude(group__in=[group.auth_group_id for group, _ in groups]).delete()
    grant_to_members([(member, collection, level) for member, level in members])
    grant_to_groups([(group, collection, level) for group, level in groups])


def levels_of_group(group):
    """Return {collection id: AccessLevel} of what the group is granted."""
    rows = CollectionGroupGrant.objects.filter(group=group.auth_group_id)
    rows = rows.values_list("content_object", "permission__codename")
    return {pk: AccessLevel.from_codename(codename) for pk, codename in rows}


def replace_collections_of_group(group, grants, *, among):
    """Make `grants`, a list of `(collection, level)`, the only ones the group holds `among` these collection ids."""
    kept = [collection.pk for collection, _ in grants]
    rows = CollectionGroupGrant.objects.filter(group=group.auth_group_id, content_object__in=among)
    rows.exclude(content_object__in=kept).delete()
    grant_to_groups([(group, collection, level) for collection, level in grants])


def levels_by_collection(collections):
    """Return two dictionaries of what is granted: {collection id: [(member id, AccessLevel)]}, and of groups by id."""
    tables = (CollectionUserGrant, "member"), (CollectionGroupGrant, "group__group")
    return tuple(granted_to(table, column, collections) for table, column in tables)


def granted_to(table, column, collections):
    found = defaultdict(list)
    rows = table.objects.filter(content_object__in=collections).order_by("pk")
    for collection, pk, codename in rows.values_list("content_object", column, "permission__codename"):
        found[collection].append((pk, AccessLevel.from_codename(codename)))
    return found
