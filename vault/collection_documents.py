"""Collections in the protocol's JSON, in a number of statements that does not grow with them (spec/api.md 10.2)."""

from accounts.backends import permissions_on
from accounts.permissions import Permission
from vault import grants
from vault.levels import AccessLevel
from vault.services.access import grantable_collections


def plain_collection(collection):
    return {
        "object": "collection",
        "id": collection.pk,
        "organizationId": collection.organization_id,
        "name": collection.name,
        "externalId": collection.external_id,
        "type": collection.type,
        "defaultUserCollectionEmail": collection.default_user.email if collection.default_user else None,
    }


def access_documents(organization, collections, user):
    """Return the collections with what `user` holds on each, and with who else is granted it.

    Who else is told to those who may see every collection of the organization, and for those they may share.
    """
    collections = list(collections)
    ids = [collection.pk for collection in collections]
    held = permissions_on(organization, user)
    rows = organization.collections.filter(pk__in=ids)
    granted = rows.access_of(user)
    shareable = set(grantable_collections(organization, user).filter(pk__in=ids).values_list("pk", flat=True))
    told = ids if Permission.COLLECTIONS_VIEW in held else shareable
    members, groups = grants.levels_by_collection(told)
    return [
        {
            **plain_collection(collection),
            "object": "collectionAccessDetails",
            **flags(granted.get(collection.pk), held, shareable=collection.pk in shareable),
            "assigned": collection.pk in granted,
            "unmanaged": collection.pk in told and not managed(collection.pk, members, groups),
            "users": [selection(*row) for row in members[collection.pk]],
            "groups": [selection(*row) for row in groups[collection.pk]],
        }
        for collection in collections
    ]


def flags(access, held, *, shareable):
    return {
        "readOnly": Permission.ITEMS_EDIT not in held and (access is None or access.read_only),
        "hidePasswords": Permission.ITEMS_VIEW not in held and (access is None or access.hide_passwords),
        "manage": shareable,
    }


def managed(pk, members, groups):
    return any(level == AccessLevel.MANAGE for _, level in members[pk] + groups[pk])


def selection(pk, level):
    access = level.access
    return {
        "id": pk,
        "readOnly": access.read_only,
        "hidePasswords": access.hide_passwords,
        "manage": access.manage,
    }
