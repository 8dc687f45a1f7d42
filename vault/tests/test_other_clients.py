"""What clients that are not Bitwarden's newest send, each case as a real one was seen to write it."""

import base64
import json
import re

import pytest

from accounts.models import User
from accounts.tests.helpers import OTHER_HASH
from provider_portal.models import time_ordered_id
from provider_portal.tests.world import PROOF, encstring
from vault import grants
from vault.levels import AccessLevel
from vault.models import Cipher
from vault.tests.wire import login_request


@pytest.fixture
def asking(api, member):
    return api(member)


def stored(asking, body):
    answer = asking.ask("POST", "ciphers", body)
    assert answer.status_code == 200, answer.content
    return json.loads(f"{{{Cipher.objects.get(pk=answer.json()['id']).body}}}")


def test_parts_in_pascal_case_are_kept_under_the_protocols_names(asking):
    """`rbw` writes an item itself in camelCase and what is in it in PascalCase."""
    name, password, uri = encstring(), encstring(), encstring()
    login = {"Username": name, "Password": password, "Totp": None, "Uris": [{"Uri": uri, "Match": None}]}
    history = [{"LastUsedDate": "2026-05-01T10:00:00.000Z", "Password": password}]
    fields = [{"Type": 1, "Name": name, "Value": password, "LinkedId": None}]
    body = login_request(login=login, fields=fields, passwordHistory=history)

    kept = stored(asking, body)

    assert (kept["login"]["username"], kept["login"]["password"]) == (name, password)
    assert (kept["login"]["uri"], kept["login"]["uris"][0]["uri"]) == (uri, uri)
    assert kept["fields"] == [{"type": 1, "name": name, "value": password, "linkedId": None}]
    assert kept["passwordHistory"] == [{"password": password, "lastUsedDate": "2026-05-01T10:00:00.000Z"}]
    assert not {"Username", "Uris"} & kept["login"].keys()


def test_a_number_in_capitals_is_the_identitys(asking):
    number = encstring()

    kept = stored(asking, login_request(type=4, identity={"SSN": number, "FirstName": None}))

    assert kept["identity"]["ssn"] == number and "SSN" not in kept["identity"]


def test_what_newer_clients_add_stays_as_they_write_it(asking):
    login = {"username": encstring(), "brandNew": {"Inner": 1}}

    assert stored(asking, login_request(login=login))["login"]["brandNew"] == {"Inner": 1}


def test_an_item_may_come_with_the_empty_parts_of_other_types(asking):
    """The Terraform provider sends each part with each item."""
    kept = stored(asking, login_request(secureNote={}, sshKey={}))

    assert kept["login"] and kept["sshKey"] is kept["secureNote"] is None
    assert asking.ask("POST", "ciphers", login_request(type=5, sshKey={})).status_code == 400


def test_an_invitation_may_come_with_no_answer_among_the_permissions(api, world, owner):
    body = {"emails": ["new@acme.test"], "type": 2, "permissions": {"response": None}, "collections": [], "groups": []}

    answer = api(owner).ask("POST", f"organizations/{world.acme.organization.pk}/users/invite", body)

    assert answer.status_code == 200
    assert world.acme.organization.members.get(user__email="new@acme.test").custom_flags == []


def test_a_members_access_is_changed_by_post_and_from_the_collections_side(api, world, service_user):
    """python-vaultwarden posts what newer clients put, and sets a collection's members alone."""
    asking, acme = api(service_user), world.acme
    place, member = f"organizations/{acme.organization.pk}", acme.member
    collection = f"{place}/collections/{acme.shared.pk}/users"
    groups = grants.levels_of_groups(acme.shared)
    row = {"id": str(member.pk), "readOnly": True, "hidePasswords": False, "manage": False}

    assert asking.ask("PUT", collection, [row]).status_code == 200
    assert grants.levels_of_members(acme.shared) == [(member.pk, AccessLevel.VIEW)]
    assert grants.levels_of_groups(acme.shared) == groups
    managed = {"id": str(acme.shared.pk), "readOnly": False, "hidePasswords": False, "manage": True}
    change = {"type": 2, "collections": [managed], "groups": []}
    assert asking.ask("POST", f"{place}/users/{member.pk}", change).status_code == 200
    assert grants.levels_of_members(acme.shared) == [(member.pk, AccessLevel.MANAGE)]
    assert asking.ask("PUT", collection, [row | {"id": str(world.own_item.pk)}]).status_code == 404


def test_older_clients_post_where_newer_ones_delete(asking, world, member):
    for path in (f"ciphers/{world.own_item.pk}/delete", f"folders/{world.folder.pk}/delete"):
        assert asking.ask("POST", path).status_code == 200

    assert not Cipher.objects.filter(pk=world.own_item.pk).exists()
    assert not member.folders.exists()
    assert asking.ask("POST", "accounts/delete", {"masterPasswordHash": OTHER_HASH}).status_code == 400
    assert asking.ask("DELETE", "accounts", {"masterPasswordHash": PROOF}).status_code == 200
    assert not User.objects.filter(pk=member.pk).exists()


def test_a_client_takes_back_a_file_that_it_could_not_send(asking, world):
    """The command line client before 2024, on a runtime newer than itself, cuts what it uploads."""
    place = f"ciphers/{world.own_item.pk}/attachment"
    announced = {"fileName": encstring(), "key": encstring(), "fileSize": 65}
    file = asking.ask("POST", f"{place}/v2", announced).json()["attachmentId"]

    assert asking.ask("DELETE", f"{place}/{file}").status_code == 200
    assert not world.own_item.attachments.exists()


def test_a_client_that_knows_no_item_keys_cannot_make_an_item_unreadable(asking):
    """`rbw` keeps the name and leaves out the key it is encrypted to."""
    made = asking.ask("POST", "ciphers", login_request()).json()
    kept, anew = ({**login_request(name=name), "key": None} for name in (made["name"], encstring()))
    path = f"ciphers/{made['id']}"

    assert asking.ask("PUT", path, kept).status_code == 400
    assert asking.get(path).json()["key"] == made["key"]
    assert asking.ask("PUT", path, anew).status_code == 200


def test_what_the_database_cannot_keep_is_refused(asking, client):
    zero = "a\0b"
    for method, path, body in [
        ("PUT", "accounts/profile", {"name": zero}),
        ("POST", "accounts/prelogin", {"email": zero}),
        ("PUT", "settings/domains", {"equivalentDomains": [[zero]]}),
        ("PUT", "devices/identifier/test/token", {"pushToken": zero}),
    ]:
        assert asking.ask(method, path, body).status_code == 400, path
    assert asking.ask("PUT", "accounts/profile", {"name": "C:\\u0000"}).json()["name"] == "C:\\u0000"
    assert asking.get("devices/identifier/%00").status_code == 404
    login = {"grant_type": "password", "client_id": "cli", "username": zero, "password": "x", "scope": "api"}
    assert client.post("/identity/connect/token", login).status_code == 400
    email = base64.urlsafe_b64encode(zero.encode()).decode()
    headers = {"X-Request-Email": email, "X-Device-Identifier": "x"}
    assert client.get("/api/devices/knowndevice", headers=headers).content == b"false"


def test_a_device_may_say_what_it_is_when_it_asks_to_log_in(client, db):
    """goldwarden writes a slash behind the address."""
    for address in ("/api/auth-requests", "/api/auth-requests/"):
        assert client.post(address, {"deviceType": "9"}, content_type="application/json").status_code == 400


def test_an_item_is_put_into_ones_own_folders_only(asking, world):
    body = {"folderId": str(world.own_item.pk), "favorite": False}

    assert asking.ask("PUT", f"ciphers/{world.own_item.pk}/partial", body).status_code == 404


def test_ids_are_ones_to_clients_before_mid_2025_and_in_the_order_of_time():
    """The command line client 2024.8 says "userId is required" to any other and logs nobody in."""
    ids = [time_ordered_id() for _ in range(100)]

    known = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
    assert ids == sorted(set(ids)) and all(known.fullmatch(str(pk)) for pk in ids)
