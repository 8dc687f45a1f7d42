"""What emptied or closed vaults elsewhere, and must never here. Source: `spec/api.md` 21 and 22, `spec/features.md` 10."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import refresh_tokens
from accounts.models import Device
from accounts.tokens import make_access_token
from organizations.models import Organization, OrganizationMember
from provider_portal.tests.world import PROOF, Role, Status, encstring, make_user, public_key, sealed
from vault.tests.wire import Api, login_request

ORGANIZATIONS = 1000
# Roles and flags that newer clients read as something else, or as nothing: the manager, and access to everything.
MISREAD = {"accessAll", "usesGetPremium", "canAccessEventLogs", "policiesNew", "organizationsNew", "isDefault"}


def post(client, form):
    return client.post("/identity/connect/token", form)


def log_in(client, user):
    form = {"grant_type": "password", "username": user.email, "password": PROOF, "client_id": "cli"}
    return post(client, form | {"deviceType": 25, "deviceIdentifier": "phone", "deviceName": "linux"})


def names(value):
    """Return the names of every member of a document, at any depth."""
    if isinstance(value, dict):
        return set(value) | set().union(set(), *map(names, value.values()))
    return set().union(set(), *map(names, value)) if isinstance(value, list) else set()


def test_no_member_is_sent_that_newer_clients_misread(client, world, member, provider_admin):
    world.acme.organization.policies.create(kind=1, enabled=True, data={"minLength": 12})
    for user in (member, provider_admin):
        document = Api(client, user).sync()

        assert not names(document) & MISREAD
        assert {place["type"] for place in document["profile"]["organizations"]} <= {0, 1, 2, 4}
        # One item without its name hides all of them.
        assert all(row["name"] for row in document["ciphers"])
        # A member that is sent half is worse than one that is not sent.
        assert document["userDecryption"]["masterPasswordUnlock"]["salt"] == user.kdf_salt
    token = log_in(client, member).json()
    assert not {"TrustedDeviceOption", "KeyConnectorOption", "WebAuthnPrfOption"} & names(token)


@pytest.mark.parametrize("end", ["stamp", "device", "idle", "other client", "inactive", "garbage"])
def test_a_refused_refresh_says_invalid_grant_whatever_the_reason(client, world, member, end):
    """Any other failure is retried for ever: apps then show a vault that nothing updates."""
    token = log_in(client, member).json()["refresh_token"]
    form = {"grant_type": "refresh_token", "client_id": "cli", "refresh_token": token}
    phone = Device.objects.filter(user=member, identifier="phone")
    if end == "stamp":
        Api(client, member).ask("POST", "accounts/security-stamp", {"masterPasswordHash": PROOF})
    if end == "device":
        phone.delete()
    if end == "idle":
        phone.update(last_seen=timezone.now() - refresh_tokens.IDLE_ELSEWHERE)
    if end == "other client":
        form["client_id"] = "mobile"
    if end == "inactive":
        type(member).objects.filter(pk=member.pk).update(is_active=False)
    if end == "garbage":
        form["refresh_token"] = "x"
    refused = post(client, form)

    assert (refused.status_code, refused.json()) == (400, {"error": "invalid_grant"})


def test_a_refresh_always_brings_another_refresh_token(client, world, member):
    token = log_in(client, member).json()["refresh_token"]
    answer = post(client, {"grant_type": "refresh_token", "client_id": "cli", "refresh_token": token}).json()

    assert set(answer) == {"access_token", "expires_in", "token_type", "refresh_token", "scope"}
    # Shorter, and clients would refresh before every single request.
    assert answer["expires_in"] > timedelta(minutes=5).total_seconds()


def test_a_token_has_one_size_however_many_organizations_a_person_is_in(client, db):
    person = make_user("everywhere@many.test")
    device = Device.objects.create(user=person, identifier="phone", type=25, client="cli")
    alone = make_access_token(person, device, client_id="cli")
    keys = {"public_key": public_key(), "wrapped_private_key": encstring()}
    organizations = Organization.objects.bulk_create(
        Organization(name=f"Place {number}", plan="teams", seats=1, billing_email="b@many.test", **keys)
        for number in range(ORGANIZATIONS)
    )
    key = sealed()
    OrganizationMember.objects.bulk_create(
        OrganizationMember(organization=place, user=person, role=Role.OWNER, status=Status.CONFIRMED, wrapped_key=key)
        for place in organizations
    )

    crowded = make_access_token(person, device, client_id="cli")
    answer = log_in(client, person).json()
    assert len(crowded) == len(alone) < 1000
    # Proxies refuse headers of eight kilobytes.
    assert len(answer["access_token"]) <= len(alone) + 10
    profile = Api(client, person).get("sync?excludeDomains=true").json()["profile"]
    assert len(profile["organizations"]) == ORGANIZATIONS


def pascal(value):
    if isinstance(value, dict):
        return {name[:1].upper() + name[1:]: pascal(inner) for name, inner in value.items()}
    return [pascal(inner) for inner in value] if isinstance(value, list) else value


def test_members_nobody_knows_are_ignored_and_those_that_are_known_read_in_both_spellings(client, world, member):
    api = Api(client, member)
    folder = {"Name": encstring(), "response": None, "SomethingNew": {"deep": [1]}}
    assert api.ask("POST", "folders", folder).json()["name"] == folder["Name"]
    request = login_request(somethingNew={"deep": [1]}, encryptedFor=str(member.pk))
    content = request.pop("login")
    # What is inside of an item is kept as it came; its envelope is read in either spelling.
    body = pascal({name: value for name, value in request.items() if name != "fields"}) | {"login": content}
    kept = api.ask("POST", "ciphers", body)
    assert kept.status_code == 200, kept.content
    assert kept.json()["login"]["password"] == content["password"]
    state = {"FolderId": None, "Favorite": True}
    assert api.ask("PUT", f"ciphers/{kept.json()['id']}/partial", state).json()["favorite"]


@pytest.mark.parametrize(
    "body", [{"type": "login"}, {"name": 5}, {"favorite": "perhaps"}, {"organizationId": "acme"}, {"name": "clear text"}]
)
def test_what_is_of_another_type_is_refused_by_the_name_of_its_field(client, world, member, body):
    answer = Api(client, member).ask("POST", "ciphers", login_request(**body))

    assert answer.status_code == 400
    problem = answer.json()
    [field] = body
    assert set(problem["validationErrors"]) == {field}
    # What was refused may be a secret.
    assert "clear text" not in answer.content.decode()


@pytest.mark.parametrize("content", ["", "[]", "{", '"text"', "null", "\x00"])
def test_a_body_that_is_none_is_refused_in_the_form_clients_show(client, world, member, content):
    answer = client.post(
        "/api/ciphers", content, content_type="application/json", headers=Api(client, member).headers
    )

    assert answer.status_code == 400
    problem = json.loads(answer.content)
    assert problem["object"] == "error" and problem["message"] and problem["validationErrors"]
    assert problem["exceptionMessage"] is None
