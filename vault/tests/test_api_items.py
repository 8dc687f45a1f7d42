"""Many items at once as Bitwarden's clients change, import and archive them."""

import pytest

from events.models import Event
from events.types import EventType
from provider_portal.tests.world import encstring, make_cipher
from vault.models import Cipher, CipherUserState, Collection, Folder, ImportChunk
from vault.tests.wire import login_request


def ids(*items):
    return {"ids": [str(item.pk) for item in items]}


def test_items_are_trashed_restored_moved_and_deleted_together(api, world, member):
    asking, both = api(member), ids(world.own_item, world.acme.shared_item)

    assert asking.ask("PUT", "ciphers/delete", both).status_code == 200
    assert Cipher.objects.filter(deleted_at=None, pk__in=both["ids"]).count() == 0
    restored = asking.ask("PUT", "ciphers/restore", both).json()["data"]
    assert {row["id"]: row["deletedDate"] for row in restored} == dict.fromkeys(both["ids"])
    assert asking.ask("PUT", "ciphers/move", {**both, "folderId": str(world.folder.pk)}).status_code == 200
    assert {row["folderId"] for row in asking.sync()["ciphers"]} == {str(world.folder.pk)}
    assert asking.ask("DELETE", "ciphers", both).status_code == 200
    assert not Cipher.objects.filter(pk__in=both["ids"]).exists()


def test_one_item_of_elsewhere_keeps_all_as_they_are(api, world, member, grouped):
    for path in ("delete", "restore", "move", "archive", "unarchive"):
        body = ids(world.own_item, world.birch.shared_item)
        assert api(member).ask("PUT", f"ciphers/{path}", body).status_code == 404
    # Who may only read deletes nothing, and is told no more than that.
    assert api(grouped).ask("DELETE", "ciphers", ids(world.acme.shared_item)).status_code == 404
    assert Cipher.objects.filter(deleted_at=None).count() == Cipher.objects.count()
    assert not Event.objects.exists() and not CipherUserState.objects.exists()


def test_an_item_is_archived_for_one_person(api, world, member, grouped):
    [row] = api(member).ask("PUT", "ciphers/archive", ids(world.acme.shared_item)).json()["data"]
    assert row["archivedDate"] and row["collectionIds"] == [str(world.acme.shared.pk)]
    assert [row["archivedDate"] for row in api(grouped).sync()["ciphers"]] == [None]

    answer = api(member).ask("PUT", f"ciphers/{world.acme.shared_item.pk}/unarchive").json()
    assert answer["archivedDate"] is None


def test_provider_staff_see_what_they_restored(api, world, service_user):
    [row] = api(service_user).ask("PUT", "ciphers/restore", ids(world.acme.other_item)).json()["data"]

    assert (row["id"], row["edit"]) == (str(world.acme.other_item.pk), True)


def test_own_items_are_shared_together_or_not_at_all(api, world, member):
    other, organization = make_cipher(member), str(world.acme.organization.pk)
    requests = [
        login_request(id=str(item.pk), organizationId=organization) for item in (world.own_item, other)
    ]
    body = {"ciphers": requests, "collectionIds": [str(world.acme.shared.pk)]}
    foreign = {**body, "collectionIds": [str(world.birch.shared.pk)]}
    assert api(member).ask("PUT", "ciphers/share", foreign).status_code == 404
    assert Cipher.objects.filter(user=member).count() == 2

    rows = api(member).ask("PUT", "ciphers/share", body).json()["data"]
    assert {row["organizationId"] for row in rows} == {organization}
    assert not Cipher.objects.filter(user=member).exists()
    assert Event.objects.filter(type=EventType.CIPHER_SHARED).count() == 2


def test_a_persons_import_uses_their_folders_again(api, world, member):
    body = {
        "folders": [{"name": encstring()}, {"id": str(world.folder.pk), "name": encstring()}],
        "ciphers": [login_request(favorite=True), login_request(), login_request()],
        "folderRelationships": [{"key": 0, "value": 0}, {"key": 1, "value": 1}],
    }
    assert api(member).ask("POST", "ciphers/import", body).status_code == 200

    made = Folder.objects.exclude(pk=world.folder.pk).get(user=member)
    assert made.name == body["folders"][0]["name"]
    rows = {row["name"]: row for row in api(member).sync()["ciphers"]}
    found = [(rows[sent["name"]]["folderId"], rows[sent["name"]]["favorite"]) for sent in body["ciphers"]]
    assert found == [(str(made.pk), True), (str(world.folder.pk), False), (None, False)]
    assert not ImportChunk.objects.exists()


@pytest.mark.parametrize("count", [1, 40])
def test_an_import_takes_as_many_statements_for_much_as_for_little(
    api, member, count, django_assert_max_num_queries
):
    asking, body = api(member), {"ciphers": [login_request() for _ in range(count)]}
    with django_assert_max_num_queries(20):
        assert asking.ask("POST", "ciphers/import", body).status_code == 200


def test_an_import_with_a_place_that_is_not_there_writes_nothing(api, world, member, owner):
    relation = [{"key": 0, "value": 3}]
    own = {"ciphers": [login_request()], "folderRelationships": relation}
    shared = {"ciphers": [login_request()], "collectionRelationships": relation}
    path = f"ciphers/import-organization?organizationId={world.acme.organization.pk}"
    before = Cipher.objects.count()

    assert api(member).ask("POST", "ciphers/import", own).status_code == 404
    assert api(owner).ask("POST", path, shared).status_code == 404
    assert api(member).ask("POST", path, {"ciphers": []}).status_code == 404
    assert api(owner).ask("POST", "ciphers/import-organization?organizationId=x", shared).status_code == 404
    assert Cipher.objects.count() == before and not ImportChunk.objects.exists()


def test_an_import_into_an_organization_makes_its_collections(api, world, owner):
    pk = world.acme.organization.pk
    body = {
        "collections": [
            {"name": encstring(), "externalId": None, "users": [], "groups": []},
            {"id": str(world.acme.other.pk), "name": encstring()},
            # A collection of elsewhere is none of ours, so it is made anew.
            {"id": str(world.birch.shared.pk), "name": encstring()},
        ],
        "ciphers": [login_request(organizationId=str(pk)) for _ in range(3)],
        "collectionRelationships": [{"key": index, "value": index} for index in range(3)],
    }
    assert api(owner).ask("POST", f"ciphers/import-organization?organizationId={pk}", body).status_code == 200

    made = Collection.objects.filter(organization=pk, name__in=[row["name"] for row in body["collections"]])
    assert made.count() == 2 and world.acme.other.ciphers.count() == 2
    assert {collection.ciphers.count() for collection in made} == {1}
    assert world.birch.shared.ciphers.count() == 1
    assert Event.objects.filter(type=EventType.ITEMS_IMPORTED, organization_id=pk).count() == 1
