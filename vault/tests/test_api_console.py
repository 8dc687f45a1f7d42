"""What the web vault's console does over the wire: items, organizations, collections, groups."""

import pytest

from events.models import Event
from events.types import EventType
from organizations.models import Organization
from provider_portal.tests.world import PROOF, Role, encstring, public_key, sealed
from vault.models import Cipher, Collection, Folder
from vault.tests.bodies import shared
from vault.tests.wire import Api


@pytest.fixture
def staff(client, provider_admin):
    return Api(client, provider_admin)


@pytest.fixture
def acme(world):
    return world.acme


def at(acme, path=""):
    return f"organizations/{acme.organization.pk}{path}"


def ids(response):
    assert response.status_code == 200, response.content
    return {row["id"] for row in response.json()["data"]}


def test_all_items_of_an_organization_are_listed_to_who_may_see_them(client, acme, staff, member, custom):
    everything = {str(acme.shared_item.pk), str(acme.other_item.pk)}
    path = f"ciphers/organization-details?organizationId={acme.organization.pk}"

    assert ids(staff.get(path)) == everything
    # A custom role has the console, and no items.
    assert ids(Api(client, custom).get(path)) == set()
    assert Api(client, member).get(path).status_code == 404
    assigned = path.replace("organization-details", "organization-details/assigned")
    assert ids(Api(client, member).get(assigned)) == {str(acme.shared_item.pk)}
    assert ids(staff.get(assigned)) == set()


def test_staff_who_are_kept_from_items_are_told_none(acme, staff):
    Organization.objects.filter(pk=acme.organization.pk).update(provider_item_access="administration")

    assert ids(staff.get(f"ciphers/organization-details?organizationId={acme.organization.pk}")) == set()


def test_the_console_changes_items_by_routes_of_its_own(acme, staff):
    created = staff.ask("POST", "ciphers/admin", shared(acme.organization, acme.other)).json()
    path = f"ciphers/{created['id']}"
    moved = staff.ask("PUT", f"{path}/collections-admin", {"collectionIds": [str(acme.shared.pk)]}).json()
    assert moved["collectionIds"] == [str(acme.shared.pk)]
    assert staff.ask("PUT", f"{path}/delete-admin").status_code == 200
    assert staff.get(f"{path}/admin").json()["deletedDate"]
    assert staff.ask("PUT", f"{path}/restore-admin").json()["deletedDate"] is None
    body = {"organizationId": str(acme.organization.pk), "ids": [created["id"]]}
    assert staff.ask("PUT", "ciphers/delete-admin", body).status_code == 200
    assert staff.ask("DELETE", "ciphers/admin", body).status_code == 200
    assert not Cipher.objects.filter(pk=created["id"]).exists()


def test_many_items_are_put_into_collections_and_taken_out(client, world, acme, staff, member):
    chosen = {"organizationId": str(acme.organization.pk), "collectionIds": [str(acme.shared.pk)]}
    body = chosen | {"cipherIds": [str(acme.shared_item.pk), str(acme.other_item.pk)], "removeCollections": False}
    everything = {str(acme.shared_item.pk), str(acme.other_item.pk)}
    granted = f"ciphers/organization-details/assigned?organizationId={acme.organization.pk}"

    assert staff.ask("POST", "ciphers/bulk-collections", body).status_code == 200
    assert ids(Api(client, member).get(granted)) == everything
    # A member may not take an item out of its last collection.
    taken = chosen | {"cipherIds": [str(acme.shared_item.pk)], "removeCollections": True}
    assert Api(client, member).ask("POST", "ciphers/bulk-collections", taken).status_code == 400
    assert staff.ask("POST", "ciphers/bulk-collections", body | {"removeCollections": True}).status_code == 200
    assert ids(Api(client, member).get(granted)) == set()
    foreign = body | {"cipherIds": [str(acme.shared_item.pk), str(world.birch.shared_item.pk)]}
    assert staff.ask("POST", "ciphers/bulk-collections", foreign).status_code == 404


def test_an_organizations_vault_is_purged_by_its_owner_alone(client, acme, owner, admin, member):
    path = f"ciphers/purge?organizationId={acme.organization.pk}"
    assert Api(client, admin).ask("POST", path, {"masterPasswordHash": PROOF}).status_code == 404
    assert Api(client, owner).ask("POST", path, {"masterPasswordHash": "B" + PROOF[1:]}).status_code == 400
    assert Cipher.objects.filter(organization=acme.organization).count() == 2

    assert Api(client, owner).ask("POST", path, {"masterPasswordHash": PROOF}).status_code == 200
    assert not Cipher.objects.filter(organization=acme.organization).exists()
    assert acme.organization.collections.count() == 2
    assert Event.objects.filter(type=EventType.ORGANIZATION_PURGED).count() == 1
    assert Cipher.objects.filter(user=member).exists()


def test_an_own_vault_is_purged_and_what_is_shared_stays(client, world, member):
    assert Api(client, member).ask("POST", "ciphers/purge", {"masterPasswordHash": PROOF}).status_code == 200

    assert not Cipher.objects.filter(user=member).exists()
    assert not Folder.objects.filter(user=member).exists()
    assert ids(Api(client, member).get("ciphers")) == {str(world.acme.shared_item.pk)}


def test_folders_are_deleted_together_or_not_at_all(client, world, member, neighbor):
    api, foreign = Api(client, member), Folder.objects.create(user=neighbor, name=encstring())
    mine = str(world.folder.pk)

    assert api.ask("DELETE", "folders", {"ids": [mine, str(foreign.pk)]}).status_code == 404
    assert api.ask("DELETE", "folders", {"ids": [mine]}).status_code == 200
    assert list(Folder.objects.all()) == [foreign]


def new_organization(**changes):
    keys = {"publicKey": public_key(), "encryptedPrivateKey": encstring()}
    body = {"name": "Elm", "billingEmail": "bills@elm.test", "planType": 19, "key": sealed(), "keys": keys}
    return body | {"collectionName": encstring(), "additionalSeats": 5, "paymentToken": "ignored"} | changes


def test_a_person_makes_an_organization_and_owns_it(client, stranger):
    api = Api(client, stranger)
    made = api.ask("POST", "organizations", new_organization()).json()

    [place] = api.get("sync?excludeDomains=true").json()["profile"]["organizations"]
    assert (place["id"], place["type"], place["status"], place["productTierType"]) == (made["id"], Role.OWNER, 2, 3)
    assert (made["seats"], made["planType"]) == (5, 19)
    assert [row["manage"] for row in api.get("collections").json()["data"]] == [True]
    assert api.ask("POST", "organizations", new_organization(planType=1)).status_code == 400
    assert api.ask("POST", "organizations", new_organization(key="2.x")).status_code == 400


def test_who_may_belong_to_one_organization_only_makes_no_other(client, acme, member):
    acme.organization.policies.create(kind=3, enabled=True)

    assert Api(client, member).ask("POST", "organizations", new_organization()).status_code == 400


def test_owners_read_and_change_the_organization(client, acme, owner, admin):
    api = Api(client, owner)
    assert Api(client, admin).get(at(acme)).status_code == 404
    assert api.ask("PUT", at(acme), {"name": "Acme Ltd", "billingEmail": "billing@acme.test"}).json()["name"] == "Acme Ltd"
    # A client's bills are its provider's affair.
    assert api.ask("PUT", at(acme), {"name": "Acme", "billingEmail": "own@acme.test"}).status_code == 400
    changed = api.ask("PUT", at(acme, "/collection-management"), {"limitItemDeletion": True}).json()
    assert changed["limitItemDeletion"] and not changed["limitCollectionCreation"]
    assert api.get(at(acme, "/keys")).json()["privateKey"] == acme.organization.wrapped_private_key
    assert api.ask("POST", at(acme, "/keys"), {}).status_code == 400
    for stub in ("subscription", "two-factor", "billing/metadata", "billing/vnext/warnings", "public-key"):
        assert api.get(at(acme, f"/{stub}")).status_code == 200


def test_members_leave_but_not_the_last_owner(client, acme, owner, member):
    assert Api(client, owner).ask("POST", at(acme, "/leave")).status_code == 400
    assert Api(client, member).ask("POST", at(acme, "/leave")).status_code == 200
    assert not acme.organization.members.filter(user=member).exists()


def test_an_organization_is_deleted_with_the_master_password(client, acme, owner):
    api = Api(client, owner)
    assert api.ask("DELETE", at(acme), {"masterPasswordHash": "B" + PROOF[1:]}).status_code == 400
    assert api.ask("DELETE", at(acme), {"masterPasswordHash": PROOF}).status_code == 200
    assert not Organization.objects.filter(pk=acme.organization.pk).exists()


def test_groups_are_made_read_changed_and_deleted(acme, staff):
    access = {"id": str(acme.shared.pk), "readOnly": True, "hidePasswords": False, "manage": False}
    body = {"name": "Night shift", "collections": [access], "users": [str(acme.member.pk)]}
    made = staff.ask("POST", at(acme, "/groups"), body).json()
    path = at(acme, f"/groups/{made['id']}")

    assert made["collections"] == [access]
    assert staff.get(f"{path}/users").json() == [str(acme.member.pk)]
    assert staff.ask("PUT", path, {"name": "Day shift"}).json() | {"name": "Night shift"} == made
    assert staff.ask("DELETE", f"{path}/user/{acme.member.pk}").status_code == 200
    assert staff.get(f"{path}/users").json() == []
    assert ids(staff.get(at(acme, "/groups/details"))) == {made["id"], str(acme.group.pk)}
    assert staff.ask("DELETE", at(acme, "/groups"), {"ids": [made["id"], str(acme.shared.pk)]}).status_code == 404
    assert staff.ask("DELETE", at(acme, "/groups"), {"ids": [made["id"]]}).status_code == 200
    assert ids(staff.get(at(acme, "/groups"))) == {str(acme.group.pk)}


def test_a_group_takes_no_member_or_collection_of_elsewhere(world, acme, staff):
    neighbor = world.birch.organization.members.first()
    for part in ({"users": [str(neighbor.pk)]}, {"collections": [{"id": str(world.birch.shared.pk)}]}):
        assert staff.ask("POST", at(acme, "/groups"), {"name": "Spies", **part}).status_code == 404
    assert acme.organization.groups.count() == 1


def test_many_collections_are_granted_and_deleted_at_once(client, world, acme, staff, grouped):
    grantee = acme.organization.members.get(user=grouped)
    chosen = [str(acme.shared.pk), str(acme.other.pk)]
    body = {"collectionIds": chosen, "users": [{"id": str(grantee.pk), "manage": True}], "groups": []}

    assert staff.ask("POST", at(acme, "/collections/bulk-access"), body).status_code == 200
    assert ids(Api(client, grouped).get("collections")) == set(chosen)
    # What others hold stays.
    assert acme.shared.user_grants.filter(member=acme.member).exists()
    foreign = {"ids": [chosen[0], str(world.birch.shared.pk)]}
    assert staff.ask("DELETE", at(acme, "/collections"), foreign).status_code == 404
    assert staff.ask("DELETE", at(acme, "/collections"), {"ids": chosen}).status_code == 200
    assert not Collection.objects.filter(pk__in=chosen).exists()
    assert Cipher.objects.filter(organization=acme.organization).count() == 2


def test_a_member_grants_and_deletes_no_collection_they_do_not_manage(client, acme, member):
    api, body = Api(client, member), {"collectionIds": [str(acme.shared.pk)], "users": [{"id": str(acme.member.pk)}]}

    assert api.ask("POST", at(acme, "/collections/bulk-access"), body).status_code == 404
    assert api.ask("DELETE", at(acme, "/collections"), {"ids": [str(acme.shared.pk)]}).status_code == 404
