"""`visible_to` and `has_perm` answer the same question; the second is the oracle of the first."""

import pytest

from accounts.permissions import Permission
from organizations.models import Organization
from provider_portal.tests.world import PERSONAS, Role, add_member
from providers.models import Provider
from vault import grants
from vault.levels import AccessLevel
from vault.models import Cipher, Collection

QUESTIONS = [
    (Provider, Permission.PROVIDER_VIEW),
    (Organization, Permission.ORGANIZATION_VIEW),
    (Collection, Permission.COLLECTION_VIEW),
    (Cipher, Permission.ITEM_VIEW),
]


def allow_admins(world):
    Organization.objects.update(allow_admin_access_to_all=True)


def restrict_provider(world):
    Organization.objects.update(provider_item_access="administration")


def give_custom_role_all_collections(world):
    world.acme.organization.members.filter(role=Role.CUSTOM).update(custom_flags=["editAnyCollection"])


def grant_twice(world):
    member = add_member(world.birch.organization, world.people.grouped)
    grants.grant_to_members([(member, world.birch.other, AccessLevel.MANAGE)])


def suspend_clients(world):
    Organization.objects.update(enabled=False)


def suspend_providers(world):
    Provider.objects.update(enabled=False)


@pytest.mark.parametrize(
    "change",
    [
        None,
        allow_admins,
        restrict_provider,
        give_custom_role_all_collections,
        grant_twice,
        suspend_clients,
        suspend_providers,
    ],
    ids=lambda change: change.__name__ if change else "as it is",
)
@pytest.mark.parametrize(("model", "permission"), QUESTIONS, ids=lambda value: getattr(value, "__name__", ""))
def test_visible_is_what_may_be_viewed(world, model, permission, change):
    if change:
        change(world)
    # Loaded once and asked for everybody; what belongs to an organization shares it.
    owner = ["organization"] if hasattr(model, "organization") else []
    rows = list(model.objects.prefetch_related(*owner))
    for name in PERSONAS:
        user = getattr(world.people, name)
        allowed = {obj.pk for obj in rows if user.has_perm(permission, obj)}

        assert set(model.objects.visible_to(user).values_list("pk", flat=True)) == allowed, name


ORGANIZATION_PERMISSIONS = {permission for permission in Permission if permission.startswith("organization:")}


@pytest.mark.parametrize("change", [None, suspend_clients, suspend_providers])
def test_granting_is_permissions_of_as_a_query(world, change):
    if change:
        change(world)
    Organization.objects.update(limit_collection_creation=True)
    check_granting(world, ORGANIZATION_PERMISSIONS - {Permission.PROVIDER_ACCESS_MANAGE})

    world.people.rival_admin.organization_memberships.all().delete()
    check_granting(world, {Permission.PROVIDER_ACCESS_MANAGE})


def check_granting(world, permissions):
    rows = list(Organization.objects.all())
    for name in PERSONAS:
        user = getattr(world.people, name)
        for permission in permissions:
            allowed = {obj.pk for obj in rows if user.has_perm(permission, obj)}

            assert {obj.pk for obj in Organization.objects.granting(permission, user)} == allowed, (name, permission)


def test_a_superuser_who_is_nobodys_member_opens_nothing(world, superuser):
    for model, permission in QUESTIONS:
        assert not any(superuser.has_perm(permission, obj) for obj in model.objects.all())


def test_a_revoked_member_keeps_grants_that_give_nothing(world, revoked):
    assert world.acme.revoked.collection_grants.exists()
    assert not revoked.has_perm(Permission.COLLECTION_VIEW, world.acme.shared)


def test_a_direct_grant_stands_above_the_groups(world, grouped):
    grants.grant_to_groups([(world.acme.group, world.acme.shared, AccessLevel.MANAGE)])
    member = world.acme.organization.membership(grouped)
    grants.grant_to_members([(member, world.acme.shared, AccessLevel.VIEW)])

    assert world.acme.shared.access_of(grouped) == AccessLevel.VIEW.access
