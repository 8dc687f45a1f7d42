"""What many items are told at once: favorites, the archive, further collections, an organization."""

import pytest

from events.models import Event
from events.types import EventType
from provider_portal.tests.world import make_cipher, make_collection
from vault.models import Cipher, CipherCollection, CipherUserState
from vault.tests import bodies
from vault.tests.test_trash_item import post

pytestmark = pytest.mark.django_db


def test_favorites_and_archive_are_each_persons_own_and_keep_the_rest(client, world, member, owner):
    items = [world.acme.shared_item, world.own_item]
    CipherUserState.objects.create(user=member, cipher=world.own_item, folder=world.folder)
    client.force_login(member)

    assert post(client, "favorite_item", *items, favorite=True).status_code == 200
    assert post(client, "archive_item", *items, archived=True).status_code == 200
    states = CipherUserState.objects.filter(user=member, favorite=True, archived_at__isnull=False)
    assert {state.cipher for state in states} == set(items)
    assert states.get(cipher=world.own_item).folder == world.folder
    assert Cipher.objects.get(pk=world.acme.shared_item.pk).revision_date == world.acme.shared_item.revision_date

    assert post(client, "favorite_item", *items, favorite=False).status_code == 200
    assert post(client, "archive_item", *items, archived=False).status_code == 200
    assert not CipherUserState.objects.filter(favorite=True).exists()
    assert not CipherUserState.objects.filter(archived_at__isnull=False).exists()


def test_items_are_put_into_further_collections(client, world, service_user):
    acme = world.acme
    items = [make_cipher(acme.organization, acme.shared), make_cipher(acme.organization)]
    client.force_login(service_user)

    assert post(client, "assign_item", *items, collectionIds=[str(acme.other.pk)]).status_code == 200
    # Twice does no harm.
    assert post(client, "assign_item", *items, collectionIds=[str(acme.other.pk)]).status_code == 200

    assert [set(item.collections.all()) for item in items] == [{acme.shared, acme.other}, {acme.other}]
    recorded = Event.objects.filter(type=EventType.CIPHER_UPDATED_COLLECTIONS).values_list("cipher_id", flat=True)
    assert set(recorded) == {item.pk for item in items}


def test_collections_one_may_not_fill_are_refused_whole(client, world, member):
    acme = world.acme
    another = make_collection(acme.organization)
    client.force_login(member)
    before = CipherCollection.objects.count()

    unknown = post(client, "assign_item", acme.shared_item, collectionIds=[str(another.pk), str(acme.shared.pk)])
    mixed = post(client, "assign_item", acme.shared_item, world.own_item, collectionIds=[str(acme.shared.pk)])

    assert (unknown.status_code, mixed.status_code) == (404, 404)
    assert CipherCollection.objects.count() == before


def test_own_items_move_to_an_organization_together(client, world, member):
    organization = world.acme.organization
    items = [world.own_item, make_cipher(member)]
    client.force_login(member)
    sealed = [bodies.item(id=str(item.pk), organizationId=str(organization.pk)) for item in items]

    answer = client.post(
        "/vault/items/share/",
        {"ciphers": sealed, "collectionIds": [str(world.acme.shared.pk)]},
        content_type="application/json",
    )

    assert answer.status_code == 200
    assert set(Cipher.objects.filter(organization=organization, collections=world.acme.shared)) >= set(items)
