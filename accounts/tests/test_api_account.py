"""Logging in as Bitwarden's clients do."""

import base64
import os
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts import api_keys
from accounts.models import Device, new_security_stamp
from events.models import Event
from events.types import EventType
from provider_portal.tests.world import make_user

TOKEN = "/identity/connect/token"
LOGIN_HASH = base64.b64encode(os.urandom(32)).decode()


@pytest.fixture
def person(db):
    return make_user("ann@example.test", password=make_password(LOGIN_HASH), user_key_id=None)


def password_grant(client, **changes):
    form = {
        "grant_type": "password",
        "scope": "api offline_access",
        "client_id": "cli",
        "username": "Ann@example.test",
        "password": LOGIN_HASH,
        "deviceType": "25",
        "deviceIdentifier": "0a5b8e1e-8e3a-4f0a-9f57-000000000001",
        "deviceName": "linux",
    }
    return client.post(TOKEN, form | changes)


def refresh_grant(client, token, client_id="cli"):
    return client.post(TOKEN, {"grant_type": "refresh_token", "client_id": client_id, "refresh_token": token})


def bearer(response):
    return {"Authorization": f"Bearer {response.json()['access_token']}"}


def test_the_configuration_names_the_address_it_was_asked_at(client):
    answer = client.get("/api/config", secure=True).json()

    assert answer["environment"]["api"] == "https://testserver/api"
    assert answer["featureStates"]["cipher-key-encryption"] is True


@pytest.mark.parametrize(
    "path", ["/identity/accounts/prelogin", "/identity/accounts/prelogin/password", "/api/accounts/prelogin"]
)
def test_prelogin_tells_the_settings_and_nothing_about_who_has_an_account(client, person, path):
    known = client.post(path, {"email": " ANN@example.test"}, content_type="application/json").json()
    stranger = client.post(path, {"email": "nobody@example.test"}, content_type="application/json").json()
    again = client.post(path, {"email": "nobody@example.test"}, content_type="application/json").json()

    assert known["kdfSettings"]["iterations"] == known["kdfIterations"] == 600_000
    assert known["salt"] == "ann@example.test"
    assert stranger.keys() == known.keys()
    assert stranger == again


def test_the_password_grant_hands_over_the_wrapped_keys(client, person):
    response = password_grant(client)
    answer = response.json()

    assert response.headers["Cache-Control"] == "no-store"
    assert answer["Key"] == person.wrapped_user_key
    assert answer["AccountKeys"]["publicKeyEncryptionKeyPair"]["wrappedPrivateKey"] == person.wrapped_private_key
    unlock = answer["UserDecryptionOptions"]["MasterPasswordUnlock"]
    assert unlock["Kdf"] == {"KdfType": 0, "Iterations": 600_000, "Memory": None, "Parallelism": None}
    assert (unlock["Salt"], unlock["MasterKeyEncryptedUserKey"]) == ("ann@example.test", person.wrapped_user_key)
    assert (person.devices.get().type, person.devices.get().client) == (25, "cli")
    assert Event.objects.get().type == EventType.USER_LOGGED_IN
    assert client.get("/api/accounts/revision-date", headers=bearer(response)).status_code == 200


def test_form_names_come_in_any_case_and_a_device_type_as_a_name(client, person):
    form = {
        "GrantType": "password",
        "client_id": "mobile",
        "username": "ann@example.test",
        "password": LOGIN_HASH,
        "device_type": "iOS",
        "DEVICE_IDENTIFIER": "phone",
        "device_name": "n" * 80,
    }

    assert client.post(TOKEN, form).status_code == 200
    assert (person.devices.get().type, person.devices.get().name) == (1, "n" * 50)


def test_a_wrong_password_and_an_unknown_address_look_the_same(client, person):
    other = base64.b64encode(os.urandom(32)).decode()
    wrong = password_grant(client, password=other)
    unknown = password_grant(client, username="nobody@example.test")

    assert wrong.status_code == unknown.status_code == 400
    assert wrong.json() == unknown.json()
    assert wrong.json()["ErrorModel"]["Message"] == "Username or password is incorrect. Try again."
    assert wrong.json()["error_description"] == "invalid_username_or_password"
    assert not Device.objects.exists()


def test_a_wrong_password_is_said_in_the_words_that_clients_look_for(client, person):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "ja"
    answer = password_grant(client, password=base64.b64encode(os.urandom(32)).decode())

    assert answer.json()["ErrorModel"]["Message"] == "Username or password is incorrect. Try again."


def test_an_unconfirmed_address_is_told_what_to_do(client, person):
    person.email_verified = False
    person.save()

    assert "Confirm your e-mail address" in password_grant(client).json()["ErrorModel"]["Message"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"grant_type": "authorization_code"}, "unsupported_grant_type"),
        ({"password": "the master password itself"}, "invalid_request"),
        ({"deviceIdentifier": ""}, "invalid_request"),
    ],
)
def test_what_is_no_grant_is_refused(client, person, changes, error):
    response = password_grant(client, **changes)

    assert (response.status_code, response.json()["error"]) == (400, error)


def test_attempts_are_limited(client, person, settings):
    settings.LOGIN_ATTEMPTS_PER_ACCOUNT = "2 per 5 minutes"
    other = base64.b64encode(os.urandom(32)).decode()

    statuses = [password_grant(client, password=other, username="limited@example.test").status_code for _ in range(3)]

    assert statuses == [400, 400, 429]


def test_a_refresh_token_is_replaced_and_kept_as_a_hash(client, person):
    first = password_grant(client).json()["refresh_token"]
    response = refresh_grant(client, first)
    second = response.json()["refresh_token"]

    assert second != first
    assert client.get("/api/accounts/revision-date", headers=bearer(response)).status_code == 200
    assert person.devices.get().refresh_token_digest not in (first, second)
    assert refresh_grant(client, second).status_code == 200


def test_parallel_requests_get_the_same_next_token(client, person):
    first = password_grant(client).json()["refresh_token"]

    assert refresh_grant(client, first).json()["refresh_token"] == refresh_grant(client, first).json()["refresh_token"]


def test_a_copied_token_ends_the_device(client, person):
    first = password_grant(client).json()["refresh_token"]
    second = refresh_grant(client, first).json()["refresh_token"]
    person.devices.update(last_seen=timezone.now() - timedelta(minutes=10))

    assert refresh_grant(client, first).json() == {"error": "invalid_grant"}
    assert refresh_grant(client, second).json() == {"error": "invalid_grant"}


@pytest.mark.parametrize(
    "happens",
    [
        lambda person: setattr(person, "security_stamp", new_security_stamp()) or person.save(),
        lambda person: setattr(person, "is_active", False) or person.save(),
        lambda person: person.devices.update(last_seen=timezone.now() - timedelta(days=31)),
        lambda person: person.devices.all().delete(),
    ],
    ids=["new security stamp", "account closed", "not used for a month", "device removed"],
)
def test_a_refresh_token_dies(client, person, happens):
    token = password_grant(client).json()["refresh_token"]
    happens(person)

    assert refresh_grant(client, token).json() == {"error": "invalid_grant"}


@pytest.mark.parametrize("token", ["", "nonsense", "00000000000000000000000000000000.secret", "ä.b"])
def test_what_is_no_refresh_token_is_refused(client, person, token):
    assert refresh_grant(client, token).status_code == 400


def test_a_refresh_token_belongs_to_its_app(client, person):
    token = password_grant(client).json()["refresh_token"]

    assert refresh_grant(client, token, client_id="web").status_code == 400


def test_peoples_own_clients_log_in_as_the_directory_connector_does(client, person):
    token = password_grant(client, client_id="connector").json()["refresh_token"]

    assert refresh_grant(client, token, client_id="connector").json()["access_token"]


def test_the_keys_are_the_persons_own(client, person):
    answer = client.get("/api/accounts/keys", headers=bearer(password_grant(client))).json()

    assert (answer["key"], answer["privateKey"]) == (person.wrapped_user_key, person.wrapped_private_key)
    assert answer["accountKeys"]["publicKeyEncryptionKeyPair"]["publicKey"] == answer["publicKey"] == person.public_key
    assert client.get("/api/accounts/keys").status_code == 401


def test_the_id_of_the_user_key_is_noted_once(client, person):
    headers = bearer(password_grant(client))

    def note(key_id):
        path = "/api/accounts/key-management/user-key-id"
        return client.post(path, {"userKeyId": key_id}, content_type="application/json", headers=headers).status_code

    assert [note("a" * 32), note("a" * 32), note("b" * 32), note("short")] == [200, 200, 400, 400]
    person.refresh_from_db()
    assert person.user_key_id == "a" * 32


def test_a_session_is_no_access_token(client, person):
    client.force_login(person)

    assert client.get("/api/accounts/revision-date").status_code == 401
    assert client.post("/api/folders", {"name": "x"}, content_type="application/json").status_code == 401


@pytest.mark.parametrize("path", ["/api/nothing", "/identity/connect", "/notifications/hub", "/events/nothing"])
def test_what_does_not_exist_answers_in_json(client, db, path):
    response = client.get(path)

    assert response.status_code == 404
    assert response.json()["message"] == "Resource not found."


def key_grant(client, person, secret, **changes):
    form = {
        "grant_type": "client_credentials",
        "scope": "api",
        "client_id": f"user.{person.pk}",
        "client_secret": secret,
        "deviceType": "25",
        "deviceIdentifier": "0a5b8e1e-8e3a-4f0a-9f57-000000000002",
        "deviceName": "linux",
    }
    return client.post(TOKEN, form | changes)


def test_an_api_key_logs_in_without_a_refresh_token(client, person):
    secret = api_keys.issue(person, actor=person)
    answer = key_grant(client, person, secret)

    assert answer.json()["scope"] == "api" and "refresh_token" not in answer.json()
    assert answer.json()["Key"] == person.wrapped_user_key
    assert client.get("/api/accounts/keys", headers=bearer(answer)).status_code == 200
    assert person.devices.get().client == "cli"
    person.refresh_from_db()
    assert secret not in person.api_key_digest


@pytest.mark.parametrize("changes", [{"client_secret": "wrong"}, {"client_id": f"user.{uuid4()}"}, {"client_id": "x"}])
def test_a_wrong_api_key_is_told_in_the_words_of_the_protocol(client, person, changes):
    secret = api_keys.issue(person, actor=person)
    answer = key_grant(client, person, secret, **changes)

    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_client"})


def test_an_account_without_an_api_key_has_none(client, person):
    assert key_grant(client, person, "").json()["error"] == "invalid_client"
    assert not person.devices.exists()


def test_a_public_key_is_for_those_who_are_signed_in(client, person):
    other = make_user("other@example.test")
    path = f"/api/users/{other.pk}/public-key"
    headers = bearer(password_grant(client))

    assert client.get(path, headers=headers).json()["publicKey"] == other.public_key
    assert client.get(path).status_code == 401
