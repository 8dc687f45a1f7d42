"""Members, groups and collections as the public API gives them, each list in a fixed number of statements."""

from collections import defaultdict

from accounts.permissions import CUSTOM_FLAGS
from organizations.roles import MemberRole
from vault import grants
from vault.collection_documents import selection
from vault.levels import AccessLevel
from vault.member_documents import member_documents
from vault.models import CollectionGroupGrant

OF_MEMBER = (
    "id userId name email twoFactorEnabled status type externalId resetPasswordEnrolled collections".split()
)


def public_members(organization, members):
    rows = member_documents(organization, members, with_collections=True, with_groups=False)
    return [public_member(row) for row in rows]


def public_member(row):
    # Only a custom role has permissions of its own.
    flags = {flag: row["permissions"][flag] for flag in CUSTOM_FLAGS} if row["type"] == MemberRole.CUSTOM else None
    return {"object": "member", **{name: row[name] for name in OF_MEMBER}, "permissions": flags, "ssoExternalId": None}


def public_groups(groups):
    groups = list(groups)
    found = defaultdict(list)
    rows = CollectionGroupGrant.objects.filter(group__in=[group.auth_group_id for group in groups]).order_by("pk")
    for group, collection, codename in rows.values_list("group", "content_object", "permission__codename"):
        found[group].append(selection(collection, AccessLevel.from_codename(codename)))
    return [
        {
            "object": "group",
            "id": group.pk,
            "name": group.name,
            "externalId": group.external_id,
            "collections": found[group.auth_group_id],
        }
        for group in groups
    ]


def public_collections(collections):
    collections = list(collections)
    members, groups = grants.levels_by_collection([collection.pk for collection in collections])
    return [
        {
            "object": "collection",
            "id": collection.pk,
            "externalId": collection.external_id,
            "groups": [selection(*row) for row in groups[collection.pk]],
            "users": [selection(*row) for row in members[collection.pk]],
        }
        for collection in collections
    ]
