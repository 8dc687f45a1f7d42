"""Keeping new items: what is accepted, what is refused, and what is left behind."""

import json

import pytest
from django.urls import reverse

from events.models import Event
from events.types import EventType
from provider_portal.tests.world import encstring
from vault.models import Cipher, CipherUserState
from vault.tests.bodies import item, shared

pytestmark = pytest.mark.django_db


def create(client, body):
    return client.post(reverse("vault:create_item"), body, content_type="application/json")


def create_shared(client, organization, body):
    address = reverse("vault:create_shared_item", kwargs={"organization_id": organization.pk})
    return client.post(address, body, content_type="application/json")


def body_of(cipher):
    return json.loads(f"{{{cipher.body}}}")


@pytest.mark.parametrize("type", [1, 2, 3, 4])
def test_an_own_item_is_kept_as_it_came(client, world, member, type):
    client.force_login(member)
    sent = item(type, notes=encstring(), fields=[{"type": 0, "name": encstring(), "value": encstring()}])

    answer = create(client, sent)

    cipher = Cipher.objects.get(pk=answer.json()["id"])
    kept = body_of(cipher)
    assert (cipher.user, cipher.organization, cipher.tenant_id) == (member, None, member.pk)
    assert (kept["name"], kept["notes"], kept["key"]) == (sent["name"], sent["notes"], sent["key"])
    assert kept["fields"][0] == {**sent["fields"][0], "linkedId": None}
    assert not Event.objects.exists()


def test_what_a_newer_client_adds_inside_is_kept_and_outside_ignored(client, world, member):
    client.force_login(member)
    sent = item(brandNew=1)
    sent["login"] |= {"response": None, "notYetKnown": {"a": 1}}

    kept = body_of(Cipher.objects.get(pk=create(client, sent).json()["id"]))

    assert kept["login"]["notYetKnown"] == {"a": 1}
    assert kept["login"]["uri"] == sent["login"]["uris"][0]["uri"]
    assert "response" not in kept["login"]
    assert "brandNew" not in kept


def in_clear(sent):
    sent["login"]["password"] = "open sesame"


def of_a_weak_type(sent):
    sent["name"] = sent["name"].replace("2.", "0.", 1)


def too_long(sent):
    sent["login"]["username"] = f"2.{'A' * 22}==|{'A' * 1200}|{'A' * 43}="


def without_content(sent):
    del sent["login"]


def without_name(sent):
    del sent["name"]


def of_the_second_format(sent):
    sent["data"] = encstring()


def on_no_day(sent):
    sent["login"]["passwordRevisionDate"] = "2026-13-40T00:00:00Z"


@pytest.mark.parametrize(
    "spoil", [in_clear, of_a_weak_type, too_long, without_content, without_name, of_the_second_format, on_no_day]
)
def test_what_is_not_a_whole_encrypted_item_is_refused(client, world, member, spoil):
    client.force_login(member)
    sent = item()
    spoil(sent)
    before = Cipher.objects.count()

    answer = create(client, sent)

    assert answer.status_code == 400
    assert "open sesame" not in answer.content.decode()
    assert Cipher.objects.count() == before


def test_what_another_account_encrypted_is_refused(client, world, member, owner):
    client.force_login(member)
    assert create(client, item(encryptedFor=str(owner.pk))).status_code == 400
    assert create(client, item(encryptedFor=str(member.pk))).status_code == 201


def test_what_an_old_key_encrypted_is_refused(client, world, member):
    member.user_key_id = "a" * 32
    member.save()
    client.force_login(member)
    assert create(client, item(encryptedByKeyId="b" * 32)).status_code == 400
    assert create(client, item(encryptedByKeyId="A" * 32)).status_code == 201


def test_nothing_is_put_into_a_foreign_folder(client, world, owner):
    client.force_login(owner)
    create(client, item(folderId=str(world.folder.pk), favorite=True))
    assert not CipherUserState.objects.filter(folder=world.folder).exists()


def test_provider_staff_keep_an_item_and_both_sides_are_told(client, world, service_user):
    acme = world.acme
    client.force_login(service_user)
    before = acme.shared.revision_date

    answer = create_shared(client, acme.organization, shared(acme.organization, acme.shared))

    cipher = Cipher.objects.get(pk=answer.json()["id"])
    acme.shared.refresh_from_db()
    assert list(cipher.collections.all()) == [acme.shared]
    assert acme.shared.revision_date > before
    event = Event.objects.get(type=EventType.CIPHER_CREATED)
    assert (event.cipher_id, event.provider_id) == (cipher.pk, world.northwind.pk)


def test_members_put_items_where_they_may_edit(client, world, member):
    acme = world.acme
    client.force_login(member)
    assert create_shared(client, acme.organization, shared(acme.organization, acme.shared)).status_code == 201
    for collections in ([acme.other], [acme.shared, acme.other], [world.birch.shared], []):
        answer = create_shared(client, acme.organization, shared(acme.organization, *collections))
        # What one may not know of is not there: 404.
        assert answer.status_code in (400, 404)


def test_who_only_views_puts_nothing_there(client, world, grouped):
    acme = world.acme
    client.force_login(grouped)
    assert create_shared(client, acme.organization, shared(acme.organization, acme.shared)).status_code == 400


def test_an_item_names_the_organization_it_is_kept_in(client, world, service_user):
    client.force_login(service_user)
    body = shared(world.birch.organization, world.acme.shared)
    assert create_shared(client, world.acme.organization, body).status_code in (400, 404)


def test_a_rival_keeps_nothing(client, world, rival_admin):
    client.force_login(rival_admin)
    acme = world.acme
    assert create_shared(client, acme.organization, shared(acme.organization, acme.shared)).status_code == 404
