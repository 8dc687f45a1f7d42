"""What the database itself refuses, whatever the code above it does."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from organizations.models import Organization
from provider_portal.tests.world import add_member, encstring, make_cipher, make_group, sealed
from vault import grants
from vault.levels import AccessLevel
from vault.models import Cipher, CipherCollection, Collection, CollectionGroupGrant, CollectionUserGrant, EmergencyAccess

pytestmark = pytest.mark.django_db


def item_in_foreign_collection(world):
    CipherCollection.objects.create(
        cipher=world.acme.shared_item, collection=world.birch.shared, organization=world.acme.organization
    )


def personal_item_in_collection(world):
    CipherCollection.objects.create(
        cipher=world.own_item, collection=world.acme.shared, organization=world.acme.organization
    )


def grant_on_foreign_collection(world):
    CollectionUserGrant.objects.filter(member=world.acme.member).update(content_object=world.birch.shared)


def grant_to_foreign_group(world):
    group = make_group(world.birch.organization, "Elsewhere")
    CollectionGroupGrant.objects.update(group=group.auth_group)


def two_levels_for_one_member(world):
    row = CollectionUserGrant.objects.get(member=world.acme.member)
    row.pk = None
    row.permission_id = grants.permission_ids()[AccessLevel.MANAGE.codename]
    row.save()


def item_of_two_owners(world):
    Cipher.objects.filter(pk=world.own_item.pk).update(organization=world.acme.organization)


def item_of_another_tenant(world):
    Cipher.objects.filter(pk=world.own_item.pk).update(tenant_id=world.acme.organization.pk)


def collection_name_in_clear(world):
    Collection.objects.filter(pk=world.acme.shared.pk).update(name="Finance")


def key_of_a_weak_kind(world):
    User.objects.filter(pk=world.people.member.pk).update(wrapped_user_key=encstring().replace("2.", "0.", 1))


def key_derivation_below_the_floor(world):
    User.objects.filter(pk=world.people.member.pk).update(kdf_iterations=599_999)


def half_a_set_of_keys(world):
    User.objects.filter(pk=world.people.member.pk).update(public_key=None)


def address_not_normalized(world):
    User.objects.filter(pk=world.people.member.pk).update(email="Member@Acme.test")


def member_twice(world):
    add_member(world.acme.organization, world.people.member)


def confirmed_without_a_key(world):
    world.acme.organization.members.filter(user=world.people.member).update(wrapped_key=None)


def provider_without_the_key(world):
    Organization.objects.filter(pk=world.acme.organization.pk).update(provider_wrapped_key=None)


def own_emergency_contact(world):
    member = world.people.member
    EmergencyAccess.objects.create(grantor=member, grantee=member, type=0, wait_days=7, wrapped_key=sealed())


@pytest.mark.parametrize(
    "attempt",
    [
        item_in_foreign_collection,
        personal_item_in_collection,
        grant_on_foreign_collection,
        grant_to_foreign_group,
        two_levels_for_one_member,
        item_of_two_owners,
        item_of_another_tenant,
        collection_name_in_clear,
        key_of_a_weak_kind,
        key_derivation_below_the_floor,
        half_a_set_of_keys,
        address_not_normalized,
        member_twice,
        confirmed_without_a_key,
        provider_without_the_key,
        own_emergency_contact,
    ],
    ids=lambda attempt: attempt.__name__,
)
def test_the_database_refuses(world, attempt):
    with pytest.raises(IntegrityError), transaction.atomic():
        attempt(world)
        # Tenant keys are checked at the end of a transaction.
        transaction.get_connection().check_constraints()


def test_a_removed_member_takes_their_grants_along(world):
    world.acme.member.delete()

    assert not CollectionUserGrant.objects.filter(user=world.people.member).exists()


def test_a_deleted_organization_leaves_nothing_behind(world):
    item = make_cipher(world.acme.organization, world.acme.shared)
    world.acme.organization.delete()

    assert not Cipher.objects.filter(pk=item.pk).exists()
    assert not Collection.objects.filter(pk=world.acme.shared.pk).exists()
