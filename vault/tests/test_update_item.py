"""Changing items: the race two people may lose, collections, and what is each person's own."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from events.models import Event
from events.types import EventType
from provider_portal.tests.world import make_cipher
from vault import grants
from vault.levels import AccessLevel
from vault.models import Cipher
from vault.tests.bodies import item, shared

pytestmark = pytest.mark.django_db


def put(client, name, cipher, body):
    address = reverse(f"vault:{name}", kwargs={"cipher_id": cipher.pk})
    return client.put(address, body, content_type="application/json")


def change(organization=None, **members):
    return item(organizationId=str(organization.pk) if organization else None, **members)


def as_wire(date):
    return date.isoformat().replace("+00:00", "Z")


def test_a_member_who_may_edit_changes_the_item(client, world, member):
    acme = world.acme
    client.force_login(member)
    sent = change(acme.organization, lastKnownRevisionDate=as_wire(acme.shared_item.revision_date))

    assert put(client, "update_item", acme.shared_item, {"cipher": sent}).status_code == 200

    kept = Cipher.objects.get(pk=acme.shared_item.pk)
    assert json.loads(f"{{{kept.body}}}")["name"] == sent["name"]
    assert kept.revision_date > acme.shared_item.revision_date
    assert Event.objects.get(type=EventType.CIPHER_UPDATED).cipher_id == kept.pk


def test_the_second_of_two_editors_is_told(client, world, member):
    cipher = world.acme.shared_item
    client.force_login(member)
    seen = as_wire(cipher.revision_date - timedelta(seconds=5))
    answer = put(
        client, "update_item", cipher, {"cipher": change(world.acme.organization, lastKnownRevisionDate=seen)}
    )
    assert answer.status_code == 409
    assert Cipher.objects.get(pk=cipher.pk).body == cipher.body


def test_dates_in_milliseconds_are_no_conflict(client, world, member):
    cipher = world.acme.shared_item
    client.force_login(member)
    seen = cipher.revision_date.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    answer = put(
        client, "update_item", cipher, {"cipher": change(world.acme.organization, lastKnownRevisionDate=seen)}
    )
    assert answer.status_code == 200


def test_an_item_does_not_change_its_organization_by_an_edit(client, world, service_user):
    client.force_login(service_user)
    for owner in (None, world.birch.organization):
        assert put(client, "update_item", world.acme.shared_item, {"cipher": change(owner)}).status_code in (400, 404)


def test_who_only_views_changes_nothing(client, world, grouped):
    client.force_login(grouped)
    answer = put(client, "update_item", world.acme.shared_item, {"cipher": change(world.acme.organization)})
    assert answer.status_code == 403


def test_strangers_and_neighbors_find_nothing(client, world, neighbor, stranger, rival_admin, superuser, revoked):
    for person in (neighbor, stranger, rival_admin, superuser, revoked):
        client.force_login(person)
        body = {"cipher": change(world.acme.organization)}
        assert put(client, "update_item", world.acme.shared_item, body).status_code == 404


def test_collections_change_as_far_as_one_may_fill_them(client, world, service_user, member):
    acme = world.acme
    cipher = make_cipher(acme.organization, acme.shared, acme.other)
    client.force_login(member)
    # The other collection is not the member's to take the item out of.
    body = {"cipher": change(acme.organization), "collectionIds": [str(acme.shared.pk)]}
    assert put(client, "update_item", cipher, body).status_code == 200
    assert set(cipher.collections.all()) == {acme.shared, acme.other}

    client.force_login(service_user)
    answer = put(client, "update_item_collections", cipher, {"collectionIds": [str(acme.other.pk)]})
    assert answer.status_code == 200
    assert list(cipher.collections.all()) == [acme.other]
    assert Event.objects.filter(type=EventType.CIPHER_UPDATED_COLLECTIONS).count() == 1


def test_a_member_leaves_no_item_without_collection(client, world, member):
    client.force_login(member)
    cipher = world.acme.shared_item
    assert put(client, "update_item_collections", cipher, {"collectionIds": []}).status_code == 400
    assert list(cipher.collections.all()) == [world.acme.shared]


def test_who_is_not_shown_passwords_takes_no_item_away(client, world, member):
    acme = world.acme
    grants.grant_to_members(
        [(acme.member, acme.shared, AccessLevel.EDIT_HIDDEN), (acme.member, acme.other, AccessLevel.EDIT_HIDDEN)]
    )
    client.force_login(member)
    answer = put(client, "update_item_collections", acme.shared_item, {"collectionIds": [str(acme.other.pk)]})
    assert answer.status_code in (400, 404)
    assert list(acme.shared_item.collections.all()) == [acme.shared]


def test_a_foreign_collection_is_refused(client, world, service_user):
    client.force_login(service_user)
    body = {"collectionIds": [str(world.cedar.shared.pk)]}
    assert put(client, "update_item_collections", world.acme.shared_item, body).status_code in (400, 404)
    assert list(world.acme.shared_item.collections.all()) == [world.acme.shared]


def test_an_own_item_moves_to_the_organization(client, world, member):
    acme, cipher = world.acme, world.own_item
    client.force_login(member)

    assert put(client, "share_item", cipher, shared(acme.organization, acme.shared)).status_code == 200

    moved = Cipher.objects.get(pk=cipher.pk)
    assert (moved.organization, moved.user, moved.tenant_id) == (acme.organization, None, acme.organization.pk)
    assert list(moved.collections.all()) == [acme.shared]
    assert Event.objects.get(type=EventType.CIPHER_SHARED).cipher_id == cipher.pk


def test_nothing_moves_into_a_foreign_organization(client, world, member):
    client.force_login(member)
    body = shared(world.cedar.organization, world.cedar.shared)
    assert put(client, "share_item", world.own_item, body).status_code == 404
    assert Cipher.objects.get(pk=world.own_item.pk).user == member
