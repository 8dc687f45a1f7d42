"""Sync, items and folders as Bitwarden's clients ask for them."""

import gzip
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import Event
from events.types import EventType
from organizations.models import Organization
from provider_portal.tests.world import add_member, encstring, make_cipher, make_collection, make_organization
from vault import grants
from vault.levels import AccessLevel
from vault.models import Cipher, CipherUserState, Folder
from vault.tests.wire import login_request


def test_sync_gives_a_member_what_is_theirs_and_nothing_else(api, world, member):
    world.acme.organization.policies.create(kind=1, enabled=True, data={"minLength": 12})
    world.birch.organization.policies.create(kind=1, enabled=True)

    answer = api(member).sync()

    assert answer["profile"]["id"] == str(member.pk)
    assert answer["profile"]["accountKeys"]["publicKeyEncryptionKeyPair"]["publicKey"] == member.public_key
    assert [(row["name"], row["type"], row["key"]) for row in answer["profile"]["organizations"]] == [
        ("Acme", 2, world.acme.member.wrapped_key)
    ]
    assert answer["profile"]["providers"] == answer["profile"]["providerOrganizations"] == []
    assert {row["id"] for row in answer["ciphers"]} == {str(world.acme.shared_item.pk), str(world.own_item.pk)}
    assert [row["id"] for row in answer["collections"]] == [str(world.acme.shared.pk)]
    assert [row["id"] for row in answer["folders"]] == [str(world.folder.pk)]
    assert [row["data"] for row in answer["policies"]] == [{"minLength": 12}]
    assert answer["userDecryption"]["masterPasswordUnlock"]["salt"] == member.email
    assert answer["domains"]["equivalentDomains"] == []
    assert [row["id"] for row in answer["sends"]] == [str(world.own_send.pk)]
    assert api(member).get("sync?excludeDomains=true").json()["domains"] is None


def test_sync_gives_provider_staff_the_keys_of_clients_that_share_their_items(api, world, service_user):
    Organization.objects.filter(name="Birch").update(provider_item_access="administration")

    profile = api(service_user).sync()["profile"]

    assert [row["name"] for row in profile["providers"]] == ["Northwind"]
    assert [(row["name"], row["key"]) for row in profile["providerOrganizations"]] == [
        ("Acme", world.acme.organization.provider_wrapped_key)
    ]
    assert profile["organizations"] == []


def test_a_membership_counts_while_it_is_confirmed(api, world, revoked):
    answer = api(revoked).sync()

    assert answer["profile"]["organizations"] == answer["ciphers"] == answer["collections"] == []


def test_sync_is_compressed_for_those_who_ask(api, world, member):
    asking = api(member)
    response = asking.client.get("/api/sync", headers={**asking.headers, "Accept-Encoding": "gzip"})

    assert response.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(response.content)) == asking.sync()


def test_sync_takes_as_many_statements_for_much_as_for_little(api, world, member):
    # Policies are one statement more, for those who have some.
    world.acme.organization.policies.create(kind=1)
    asking = api(member)
    # Postgres plans it now, once for this connection.
    asking.sync()
    with CaptureQueriesContext(connection) as little:
        asking.sync()
    for number in range(10):
        organization = make_organization(f"Org{number}", provider=world.northwind)
        membership = add_member(organization, member)
        collections = [make_collection(organization) for _ in range(3)]
        grants.grant_to_members((membership, collection, AccessLevel.VIEW) for collection in collections)
        make_cipher(organization, *collections)
        organization.policies.create(kind=1)
    with CaptureQueriesContext(connection) as much:
        answer = asking.sync()

    assert len(answer["ciphers"]) == 12
    assert len(much) == len(little) <= 9


def test_staff_read_and_write_an_item_in_few_statements(api, world, service_user):
    asking, path = api(service_user), f"ciphers/{world.acme.shared_item.pk}"
    body = login_request(organizationId=str(world.acme.organization.pk))
    # The first time prepares some of them.
    assert asking.get(path).status_code == asking.ask("PUT", path, body).status_code == 200

    with CaptureQueriesContext(connection) as reading:
        asking.get(path)
    with CaptureQueriesContext(connection) as writing:
        asking.ask("PUT", path, body)

    # A write is in a transaction, whose begin and end are counted.
    assert (len(reading), len(writing)) == (6, 15)


def test_the_revision_tells_of_what_one_sees_and_of_nothing_else(api, world, member, owner):
    membership = world.acme.organization.members.get(user=owner)
    grants.grant_to_members(
        (membership, collection, AccessLevel.MANAGE) for collection in (world.acme.shared, world.acme.other)
    )
    dates = [api(member).get("accounts/revision-date").json()]
    for item in (world.acme.other_item, world.acme.shared_item):
        assert api(owner).ask("PUT", f"ciphers/{item.pk}/delete").status_code == 200
        dates.append(api(member).get("accounts/revision-date").json())

    assert isinstance(dates[0], int)
    assert dates[0] == dates[1] < dates[2]


def test_an_item_alone_is_the_item_of_sync(api, world, member, grouped):
    for person in (member, grouped):
        synced = {row["id"]: row for row in api(person).sync()["ciphers"]}
        assert synced
        for pk, item in synced.items():
            assert api(person).get(f"ciphers/{pk}").json() == api(person).get(f"ciphers/{pk}/details").json() == item


def test_an_item_comes_back_as_it_was_sent(api, world, member):
    request = login_request(folderId=str(world.folder.pk), favorite=True, encryptedFor=str(member.pk))

    created = api(member).ask("POST", "ciphers", request).json()

    for name in ("name", "notes", "key", "folderId", "favorite", "organizationId"):
        assert created[name] == request[name]
    for sent, kept in [
        (request["login"]["uris"][0], created["login"]["uris"][0]),
        (request["fields"][0], created["fields"][0]),
    ]:
        assert kept == {member: value for member, value in sent.items() if member != "response"}
    assert created["login"]["password"] == request["login"]["password"]
    assert created in api(member).sync()["ciphers"]


def test_an_item_is_edited_trashed_restored_and_deleted(api, world, member):
    asking, path = api(member), f"ciphers/{world.own_item.pk}"
    request = login_request()

    assert asking.ask("PUT", path, request).json()["name"] == request["name"]
    assert asking.ask("PUT", f"{path}/delete").content == b""
    assert asking.get(path).json()["deletedDate"]
    assert asking.ask("PUT", f"{path}/restore").json()["deletedDate"] is None
    assert asking.ask("DELETE", path).content == b""
    assert not Cipher.objects.filter(pk=world.own_item.pk).exists()


def test_an_item_of_an_organization_is_created_in_a_collection_and_recorded(api, world, member):
    body = {
        "cipher": login_request(organizationId=str(world.acme.organization.pk)),
        "collectionIds": [str(world.acme.shared.pk)],
    }

    created = api(member).ask("POST", "ciphers/create", body).json()

    assert created["collectionIds"] == body["collectionIds"]
    event = Event.objects.get(type=EventType.CIPHER_CREATED)
    assert (str(event.cipher_id), event.acting_user_id) == (created["id"], member.pk)


def test_own_items_move_into_an_organization_and_between_collections(api, world, member):
    asking, path = api(member), f"ciphers/{world.own_item.pk}"
    membership = world.acme.organization.members.get(user=member)
    second = make_collection(world.acme.organization)
    grants.grant_to_members([(membership, second, AccessLevel.EDIT)])
    body = {
        "cipher": login_request(organizationId=str(world.acme.organization.pk)),
        "collectionIds": [str(world.acme.shared.pk)],
    }

    shared = asking.ask("PUT", f"{path}/share", body).json()
    moved = asking.ask("PUT", f"{path}/collections_v2", {"collectionIds": [str(second.pk)]}).json()

    assert shared["organizationId"] == str(world.acme.organization.pk)
    assert moved["unavailable"] is False
    assert moved["cipher"]["collectionIds"] == [str(second.pk)]


def test_who_may_only_read_sorts_an_item_but_does_not_change_it(api, world, grouped):
    asking, path = api(grouped), f"ciphers/{world.acme.shared_item.pk}"

    assert asking.ask("PUT", f"{path}/partial", {"folderId": None, "favorite": True}).json()["favorite"] is True
    for method, end, body in [("PUT", "", login_request()), ("PUT", "/delete", None), ("DELETE", "", None)]:
        response = asking.ask(method, path + end, body)
        assert (response.status_code, response.json()["message"]) == (404, "Resource not found.")
    assert CipherUserState.objects.get().user == grouped


@pytest.mark.parametrize("persona", ["member", "provider_admin", "rival_admin", "stranger", "revoked"])
def test_a_foreign_item_is_not_there(api, world, persona):
    asking, item = api(getattr(world.people, persona)), world.acme.other_item
    if persona == "provider_admin":
        item = world.cedar.shared_item
    if persona == "rival_admin":
        item = world.acme.shared_item
    path, before = f"ciphers/{item.pk}", Cipher.objects.values().get(pk=item.pk)

    for method, end in [
        ("GET", ""), ("GET", "/details"), ("PUT", ""), ("POST", ""), ("DELETE", ""), ("PUT", "/partial"),
        ("PUT", "/delete"), ("PUT", "/restore"), ("PUT", "/share"), ("PUT", "/collections_v2"),
    ]:  # fmt: skip
        assert asking.ask(method, path + end, login_request()).status_code == 404

    assert Cipher.objects.values().get(pk=item.pk) == before


def test_foreign_identifiers_in_a_body_change_nothing(api, world, member):
    asking, count = api(member), Cipher.objects.count()
    foreign = {
        "cipher": login_request(organizationId=str(world.birch.organization.pk)),
        "collectionIds": [str(world.birch.shared.pk)],
    }
    beside = {
        "cipher": login_request(organizationId=str(world.acme.organization.pk)),
        "collectionIds": [str(world.birch.shared.pk)],
    }

    assert asking.ask("POST", "ciphers/create", foreign).status_code == 404
    assert asking.ask("PUT", f"ciphers/{world.own_item.pk}/share", foreign).status_code == 404
    assert asking.ask("POST", "ciphers/create", beside).status_code == 404
    assert asking.ask("POST", "ciphers", foreign["cipher"]).status_code == 400
    assert Cipher.objects.count() == count


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"lastKnownRevisionDate": "2020-01-01T00:00:00.000Z"}, "out of date"),
        ({"encryptedFor": "00000000-0000-4000-8000-000000000000"}, "encrypted for another account"),
        ({"encryptedByKeyId": "f" * 32}, "not encrypted with the current user key"),
        ({"name": "in clear"}, "not of the expected form"),
        ({"name": "0.AAAA|AAAA"}, "not of the expected form"),
    ],
)
def test_an_item_that_does_not_fit_is_refused_with_400(api, world, member, changes, message):
    member.user_key_id = "a" * 32
    member.save()

    response = api(member).ask("PUT", f"ciphers/{world.own_item.pk}", login_request(**changes))

    assert response.status_code == 400
    assert message in response.json()["message"]


def test_clients_report_what_was_read(api, world, member):
    now = timezone.now()
    reports = [
        (EventType.CIPHER_VIEWED, world.acme.shared_item),
        (EventType.CIPHER_VIEWED, world.acme.other_item),
        (EventType.CIPHER_VIEWED, world.own_item),
        (EventType.CIPHER_DELETED, world.acme.shared_item),
    ]
    body = [
        {"type": kind, "cipherId": str(item.pk), "organizationId": None, "date": now.isoformat()}
        for kind, item in reports
    ]
    asking = api(member)

    response = asking.client.post("/events/collect", body, content_type="application/json", headers=asking.headers)

    assert (response.status_code, response.content) == (200, b"")
    event = Event.objects.get()
    assert (event.type, event.cipher_id, event.date) == (EventType.CIPHER_VIEWED, world.acme.shared_item.pk, now)
    assert (event.organization_id, event.acting_user_id) == (world.acme.organization.pk, member.pk)


def test_folders_are_kept(api, world, member):
    asking, name = api(member), encstring()
    created = asking.ask("POST", "folders", {"name": name}).json()
    path = f"folders/{created['id']}"

    assert (created["object"], created["name"]) == ("folder", name)
    assert created["revisionDate"].endswith("Z")
    changed = asking.ask("PUT", path, {"name": encstring()}).json()
    assert asking.get(path).json() == changed
    assert changed in asking.get("folders").json()["data"]
    assert asking.ask("DELETE", path).content == b""
    assert asking.get(path).status_code == 404


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_a_foreign_folder_is_not_there(api, world, admin, method):
    response = api(admin).ask(method, f"folders/{world.folder.pk}", {"name": encstring()})

    assert response.status_code == 404
    assert Folder.objects.get().name == world.folder.name


def test_another_method_is_not_allowed(api, world, member):
    assert api(member).ask("PATCH", f"ciphers/{world.own_item.pk}").status_code == 405


@pytest.mark.parametrize("path", ["sync", "accounts/revision-date", "folders", "ciphers/{item}"])
def test_without_a_token_one_is_asked_to_log_in(client, world, path):
    response = client.get(f"/api/{path.format(item=world.own_item.pk)}")

    assert response.status_code == 401
    assert "Set-Cookie" not in response.headers
