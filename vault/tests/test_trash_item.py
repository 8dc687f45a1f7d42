"""The trash: one item or many, all or none."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from events.types import EventType
from provider_portal.tests.world import make_cipher
from vault import grants
from vault.levels import AccessLevel
from vault.models import Cipher, CipherUserState

pytestmark = pytest.mark.django_db


def post(client, name, *items, **body):
    ids = [str(item.pk) for item in items]
    return client.post(reverse(f"vault:{name}"), {"ids": ids, **body}, content_type="application/json")


def is_trashed(cipher):
    return Cipher.objects.get(pk=cipher.pk).deleted_at is not None


def test_an_item_goes_to_the_trash_and_comes_back(client, world, member):
    cipher = world.acme.shared_item
    client.force_login(member)

    assert post(client, "trash_item", cipher).status_code == 200
    assert is_trashed(cipher)
    assert post(client, "restore_item", cipher).status_code == 200
    assert not is_trashed(cipher)
    types = set(Event.objects.filter(cipher_id=cipher.pk).values_list("type", flat=True))
    assert types == {EventType.CIPHER_TRASHED, EventType.CIPHER_RESTORED}


def test_an_item_is_deleted_for_good(client, world, service_user):
    cipher = world.acme.shared_item
    before = world.acme.shared.revision_date
    client.force_login(service_user)

    assert post(client, "delete_item", cipher).status_code == 200

    world.acme.shared.refresh_from_db()
    assert not Cipher.objects.filter(pk=cipher.pk).exists()
    assert world.acme.shared.revision_date > before
    assert Event.objects.get(type=EventType.CIPHER_DELETED).cipher_id == cipher.pk


@pytest.mark.parametrize("name", ["trash_item", "delete_item", "restore_item", "move_item"])
def test_one_foreign_item_leaves_all_as_they_were(client, world, member, name):
    mine, foreign = world.own_item, world.cedar.shared_item
    client.force_login(member)

    assert post(client, name, mine, foreign).status_code == 404

    assert not is_trashed(mine) and not is_trashed(foreign)
    assert not CipherUserState.objects.exists()


def test_one_item_one_may_not_delete_leaves_all_as_they_were(client, world, member):
    acme = world.acme
    grants.grant_to_members([(acme.member, acme.other, AccessLevel.VIEW)])
    client.force_login(member)

    assert post(client, "trash_item", acme.shared_item, acme.other_item).status_code == 403
    assert not is_trashed(acme.shared_item)


def test_limited_deletion_leaves_it_to_those_who_manage(client, world, member):
    organization = world.acme.organization
    organization.limit_item_deletion = True
    organization.save()
    client.force_login(member)
    assert post(client, "trash_item", world.acme.shared_item).status_code == 403

    grants.grant_to_members([(world.acme.member, world.acme.shared, AccessLevel.MANAGE)])
    assert post(client, "trash_item", world.acme.shared_item).status_code == 200


def test_what_is_in_the_trash_already_is_not_recorded_again(client, world, member):
    Cipher.objects.filter(pk=world.acme.shared_item.pk).update(deleted_at=timezone.now())
    client.force_login(member)
    post(client, "trash_item", world.acme.shared_item)
    assert not Event.objects.filter(type=EventType.CIPHER_TRASHED).exists()


def test_own_items_leave_no_event(client, world, member):
    client.force_login(member)
    post(client, "trash_item", world.own_item)
    assert is_trashed(world.own_item)
    assert not Event.objects.exists()


def test_many_go_in_as_few_statements_as_few(client, world, service_user):
    acme = world.acme
    client.force_login(service_user)
    client.get("/")

    def statements(count):
        items = [make_cipher(acme.organization, acme.shared) for _ in range(count)]
        with CaptureQueriesContext(connection) as captured:
            assert post(client, "trash_item", *items).status_code == 200
        assert all(is_trashed(item) for item in items)
        return len(captured)

    assert statements(2) == statements(40)


def test_more_than_a_batch_is_refused(client, world, member):
    client.force_login(member)
    assert post(client, "trash_item", *[world.own_item] * 501).status_code == 400
    assert post(client, "trash_item").status_code == 400


def test_items_are_put_into_ones_own_folder(client, world, member):
    client.force_login(member)
    items = [world.own_item, world.acme.shared_item]
    assert post(client, "move_item", *items, folderId=str(world.folder.pk)).status_code == 200
    assert CipherUserState.objects.filter(user=member, folder=world.folder).count() == 2
