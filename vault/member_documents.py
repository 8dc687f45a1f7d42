"""Members in the protocol's JSON, in a number of statements that does not grow with them (spec/api.md 10.3)."""

from collections import defaultdict

from django.db.models import Exists, OuterRef

from accounts.models import TwoFactorMethod, User
from accounts.permissions import CUSTOM_FLAGS
from organizations.domains import claimed_members
from vault.collection_documents import selection
from vault.levels import AccessLevel
from vault.models import CollectionUserGrant


def member_documents(organization, members, *, with_collections, with_groups):
    """Return the rows of the queryset `members` of `organization` as clients know members."""
    second = TwoFactorMethod.objects.filter(user=OuterRef("user"), enabled=True)
    owned = claimed_members(organization).filter(pk=OuterRef("pk"))
    members = members.select_related("user").annotate(has_second_factor=Exists(second), is_claimed=Exists(owned))
    members = list(members)
    collections = collections_of(members) if with_collections else {}
    groups = groups_of(organization, members) if with_groups else {}
    return [
        member_document(member, collections.get(member.pk, []), groups.get(member.user_id, []))
        for member in members
    ]


def member_document(member, collections, groups):
    user = member.user
    return {
        "object": "organizationUserUserDetails",
        "id": member.pk,
        "userId": member.user_id,
        "type": member.role,
        "status": member.status,
        "externalId": member.external_id,
        "accessSecretsManager": False,
        "accessPam": False,
        "permissions": {flag: flag in member.custom_flags for flag in CUSTOM_FLAGS},
        "resetPasswordEnrolled": member.recovery_key is not None,
        "usesKeyConnector": False,
        "hasMasterPassword": user.is_registered,
        "name": user.name or None,
        "email": user.email,
        "avatarColor": user.avatar_color,
        "twoFactorEnabled": member.has_second_factor,
        "ssoBound": False,
        "claimedByOrganization": member.is_claimed,
        "managedByOrganization": member.is_claimed,
        "collections": collections,
        "groups": groups,
        "revocationReason": member.revocation_reason,
        "creationDate": member.created_at,
    }


def mini_document(member):
    return {
        "object": "organizationUserUserMiniDetails",
        "id": member.pk,
        "userId": member.user_id,
        "type": member.role,
        "status": member.status,
        "name": member.user.name or None,
        "email": member.user.email,
    }


def collections_of(members):
    found = defaultdict(list)
    rows = CollectionUserGrant.objects.filter(member__in=members).order_by("pk")
    for member, collection, codename in rows.values_list("member", "content_object", "permission__codename"):
        found[member].append(selection(collection, AccessLevel.from_codename(codename)))
    return found


def groups_of(organization, members):
    found = defaultdict(list)
    places = User.groups.through.objects.filter(
        user__in=[member.user_id for member in members], group__group__organization=organization
    )
    for user, group in places.order_by("pk").values_list("user", "group__group"):
        found[user].append(group)
    return found
