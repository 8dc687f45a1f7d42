"""A provider, its members and its clients over the wire; what its clients' policies and logs say."""

import pytest

from accounts import mail_tokens
from accounts.models import MailToken
from organizations.models import Organization
from provider_portal.tests.world import PROOF, Role, add_member, encstring, make_organization, make_user, public_key, sealed
from providers.models import ProviderMember
from vault.tests.wire import Api

Status = ProviderMember.Status


@pytest.fixture
def admin_api(client, provider_admin):
    return Api(client, provider_admin)


@pytest.fixture
def path(world):
    return f"providers/{world.northwind.pk}"


def rows(response):
    assert response.status_code == 200, response.content
    return response.json()["data"]


def new_client(**changes):
    pair = {"publicKey": public_key(), "encryptedPrivateKey": encstring()}
    body = {"name": "Elm", "ownerEmail": "owner@elm.test", "planType": 17, "seats": 3, "key": encstring()}
    return body | {"keyPair": pair, "collectionName": encstring()} | changes


def test_a_provider_is_read_by_its_staff_and_changed_by_its_admins(client, admin_api, service_user, path):
    assert Api(client, service_user).get(path).json()["name"] == "Northwind"
    change = {"name": "Northwind IT", "businessName": "Northwind Ltd", "billingEmail": "bills@northwind.test"}
    assert Api(client, service_user).ask("PUT", path, change).status_code == 404
    assert admin_api.ask("PUT", path, change).json()["businessName"] == "Northwind Ltd"
    assert admin_api.ask("DELETE", path, {"masterPasswordHash": PROOF}).status_code == 400


def test_members_of_a_provider_come_change_and_go(client, admin_api, world, path):
    body = {"emails": ["new@northwind.test"], "type": 1}
    assert admin_api.ask("POST", f"{path}/users/invite", body).status_code == 200
    member = world.northwind.members.get(user__email="new@northwind.test")
    person = make_user("joining@northwind.test")
    ProviderMember.objects.filter(pk=member.pk).update(user=person)
    token = mail_tokens.issue(MailToken.Purpose.PROVIDER_INVITATION, member.pk)

    foreign = f"providers/{world.rival.pk}/users/{member.pk}/accept"
    assert Api(client, person).ask("POST", foreign, {"token": token}).status_code == 404
    assert Api(client, person).ask("POST", f"{path}/users/{member.pk}/accept", {"token": token}).status_code == 200
    [waiting] = rows(admin_api.ask("POST", f"{path}/users/public-keys", {"ids": [str(member.pk)]}))
    assert waiting["key"] == person.public_key
    keys = {"keys": [{"id": str(member.pk), "key": sealed()}]}
    assert [row["error"] for row in rows(admin_api.ask("POST", f"{path}/users/confirm", keys))] == [""]
    assert [row["error"] == "" for row in rows(admin_api.ask("POST", f"{path}/users/confirm", keys))] == [False]
    assert admin_api.ask("PUT", f"{path}/users/{member.pk}", {"type": 0}).status_code == 200
    assert admin_api.get(f"{path}/users/{member.pk}").json() | {"type": 0, "status": Status.CONFIRMED} == admin_api.get(
        f"{path}/users/{member.pk}"
    ).json()
    assert rows(admin_api.ask("DELETE", f"{path}/users", {"ids": [str(member.pk)]}))[0]["error"] == ""
    assert str(member.pk) not in {row["id"] for row in rows(admin_api.get(f"{path}/users"))}


def test_a_client_is_created_changed_and_listed(client, admin_api, service_user, world, path):
    assert Api(client, service_user).ask("POST", f"{path}/clients", new_client()).status_code == 404
    assert admin_api.ask("POST", f"{path}/clients", new_client(planType=0)).status_code == 400
    assert admin_api.ask("POST", f"{path}/clients", new_client()).status_code == 200

    listed = {row["organizationName"]: row for row in rows(Api(client, service_user).get(f"{path}/organizations"))}
    elm = listed["Elm"]
    assert (elm["seats"], elm["occupiedSeats"], elm["remainingSeats"], elm["plan"]) == (3, 1, 2, "Teams")
    assert elm["key"] in {row["key"] for row in admin_api.sync()["profile"]["providerOrganizations"]}
    change = {"assignedSeats": 4, "name": "Elm & Sons"}
    assert admin_api.ask("PUT", f"{path}/clients/{elm['id']}", change).status_code == 200
    # Both or none: fewer seats than are used take the new name back as well.
    refused = {"assignedSeats": 0, "name": "Nobody"}
    assert admin_api.ask("PUT", f"{path}/clients/{elm['id']}", refused).status_code == 400
    assert Organization.objects.get(pk=elm["id"]).name == "Elm & Sons"


def test_a_client_that_keeps_its_items_hands_out_no_key(admin_api, world, path):
    Organization.objects.filter(pk=world.acme.organization.pk).update(provider_item_access="administration")

    keys = {row["organizationName"]: row["key"] for row in rows(admin_api.get(f"{path}/organizations"))}
    assert keys["Acme"] is None and keys["Birch"]


def test_an_organization_is_added_and_let_go(admin_api, provider_admin, world, path):
    own = make_organization("Own")
    add_member(own, provider_admin, Role.OWNER)
    assert [row["id"] for row in admin_api.get(f"{path}/clients/addable").json()] == [str(own.pk)]
    foreign = {"organizationId": str(world.dune.organization.pk), "key": encstring()}
    assert admin_api.ask("POST", f"{path}/clients/existing", foreign).status_code == 404
    body = {"organizationId": str(own.pk), "key": encstring()}
    assert admin_api.ask("POST", f"{path}/clients/existing", body).status_code == 200
    # Nobody else owns it.
    assert admin_api.ask("DELETE", f"{path}/organizations/{own.pk}").status_code == 400
    acme = world.acme.organization
    assert admin_api.ask("DELETE", f"{path}/organizations/{acme.pk}").status_code == 200
    assert Organization.objects.get(pk=acme.pk).provider is None


def test_policies_are_read_and_set_in_both_forms(client, admin_api, world, member):
    path = f"organizations/{world.acme.organization.pk}/policies"
    never = admin_api.get(f"{path}/1").json()
    assert (never["enabled"], never["type"], never["data"]) == (False, 1, None)

    today = {"policy": {"enabled": True, "data": {"minLength": 14, "unknown": 1}}, "metadata": None}
    assert admin_api.ask("PUT", f"{path}/1", today).json()["data"]["minLength"] == 14
    before = {"enabled": True, "type": 10, "data": None}
    assert admin_api.ask("PUT", f"{path}/10/vnext", before).json()["enabled"]
    assert {row["type"] for row in rows(admin_api.get(path))} == {1, 10}
    assert Api(client, member).get(f"{path}/master-password").json()["data"]["minLength"] == 14
    assert Api(client, member).get(path).status_code == 404
    assert admin_api.ask("PUT", f"{path}/4", before).status_code == 400
    assert admin_api.ask("PUT", f"{path}/1", {"enabled": True, "data": {"minLength": "14"}}).status_code == 400
    assert admin_api.ask("PUT", f"{path}/99", before).status_code == 404


def test_who_is_invited_reads_the_policies_and_accepts(client, world):
    organization, person = world.acme.organization, make_user("new@acme.test")
    organization.policies.create(kind=1, enabled=True, data={"minLength": 12})
    member = add_member(organization, person, status=0)
    token = mail_tokens.issue(MailToken.Purpose.ORGANIZATION_INVITATION, member.pk)
    api, path = Api(client, person), f"organizations/{organization.pk}"

    assert [row["type"] for row in rows(api.get(f"{path}/policies/token?token={token}"))] == [1]
    assert api.get(f"{path}/policies/token?token=none").status_code == 404
    assert api.ask("POST", f"{path}/users/{world.acme.member.pk}/accept", {"token": token}).status_code == 404
    assert api.ask("POST", f"{path}/users/{member.pk}/accept", {"token": token}).status_code == 200
    assert api.ask("POST", f"{path}/users/{member.pk}/accept", {"token": token}).status_code == 400
    member.refresh_from_db()
    assert member.status == 1


def test_logs_are_paged_and_staff_stand_under_their_provider(client, admin_api, world, owner):
    acme = world.acme.organization
    for _ in range(3):
        for number in range(20):
            admin_api.ask("PUT", f"organizations/{acme.pk}", {"name": f"Acme {number}"})
    first = admin_api.get(f"organizations/{acme.pk}/events").json()
    rest = admin_api.get(f"organizations/{acme.pk}/events?continuationToken={first['continuationToken']}").json()

    assert (len(first["data"]), len(rest["data"]), rest["continuationToken"]) == (50, 10, None)
    assert first["data"][0]["actingUserId"]
    seen = Api(client, owner).get(f"organizations/{acme.pk}/events").json()["data"][0]
    assert (seen["actingUserId"], seen["providerId"]) == (None, str(world.northwind.pk))
    member = f"organizations/{acme.pk}/users/{world.acme.member.pk}/events"
    assert admin_api.get(member).status_code == 200
    assert admin_api.get(f"ciphers/{world.acme.shared_item.pk}/events").status_code == 200
    assert admin_api.get(f"ciphers/{world.cedar.shared_item.pk}/events").status_code == 404
    assert admin_api.get(f"providers/{world.northwind.pk}/events?start=2026-01-01&end=x").status_code == 400
    assert admin_api.get(f"providers/{world.northwind.pk}/events").status_code == 200
    assert admin_api.get("events").status_code == 200
