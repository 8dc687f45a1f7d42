"""Apps of a person, and what asks for the master password, as Bitwarden's clients use them."""

import base64
import json

import pytest

from accounts.models import Device
from accounts.tests.test_api_account import LOGIN_HASH, bearer, key_grant, password_grant, person  # noqa: F401
from provider_portal.tests.world import b64, make_user

HOST = "0a5b8e1e-8e3a-4f0a-9f57-000000000001"


@pytest.fixture
def ask(client, person):  # noqa: F811
    headers = bearer(password_grant(client))

    def ask(method, path, body=None):
        content = json.dumps(body) if body is not None else ""
        return client.generic(method, f"/api/{path}", content, content_type="application/json", headers=headers)

    return ask


def known(client, email, identifier):
    encoded = base64.urlsafe_b64encode(email.encode()).decode().rstrip("=")
    headers = {"X-Request-Email": encoded, "X-Device-Identifier": identifier}
    return client.get("/api/devices/knowndevice", headers=headers).json()


def test_a_device_is_known_for_whom_it_was_used(client, ask):
    assert known(client, "Ann@example.test", HOST) is True
    assert known(client, "ann@example.test", "another") is known(client, "bob@example.test", HOST) is False
    assert client.get("/api/devices/knowndevice", headers={"X-Request-Email": "%"}).json() is False


def test_an_app_that_is_logged_out_is_out_at_once(client, ask):
    [row] = ask("GET", "devices").json()["data"]
    assert ask("PUT", f"devices/identifier/{HOST}/token", {"pushToken": "token"}).status_code == 200
    assert Device.objects.get().push_token == "token"
    ask("PUT", f"devices/identifier/{HOST}/clear-token")
    assert Device.objects.get().push_token is None
    assert ask("GET", f"devices/identifier/{HOST}").json() == row | {"lastActivityDate": row["lastActivityDate"]}

    assert ask("DELETE", f"devices/{row['id']}").status_code == 200
    assert ask("GET", "devices").status_code == 401


def test_another_persons_device_is_not_there(ask):
    other = make_user("other@example.test").devices.create(identifier="theirs", type=9)
    answers = [
        ask("DELETE", f"devices/{other.pk}"),
        ask("POST", f"devices/{other.pk}/deactivate"),
        ask("GET", "devices/identifier/theirs"),
        ask("PUT", "devices/identifier/theirs/token", {"pushToken": "token"}),
    ]

    assert {answer.status_code for answer in answers} == {404}
    other.refresh_from_db()
    assert other.push_token is None


def test_an_api_key_is_given_for_the_master_password_and_shown_once(client, ask, person):  # noqa: F811
    proof, wrong = {"masterPasswordHash": LOGIN_HASH}, {"masterPasswordHash": b64(32)}
    paths = ["accounts/verify-password", "accounts/api-key", "accounts/rotate-api-key"]
    assert [ask("POST", path, wrong).status_code for path in paths] == [400] * 3
    assert ask("POST", paths[0], proof).json()["object"] == "masterPasswordPolicy"

    first = ask("POST", paths[1], proof).json()["apiKey"]
    assert ask("POST", paths[1], proof).status_code == 400
    second = ask("POST", paths[2], proof).json()["apiKey"]
    assert key_grant(client, person, first).status_code == 400
    assert key_grant(client, person, second).status_code == 200


@pytest.mark.parametrize("origin", ["file://", "bw-desktop-file://bundle"])
def test_the_apps_that_ask_from_elsewhere_may_read_the_answer(client, origin):
    asked = {"Origin": origin, "Access-Control-Request-Headers": "authorization"}
    preflight = client.options("/api/sync", headers=asked)
    answer = client.get("/api/sync", headers={"Origin": origin})

    assert (preflight.status_code, answer.status_code) == (204, 401)
    for response in (preflight, answer):
        assert response.headers["Access-Control-Allow-Origin"] == origin
    assert preflight.headers["Access-Control-Allow-Headers"] == "authorization"


def test_no_other_page_may(client):
    asked = {"Origin": "https://evil.example"}
    answers = [client.options("/api/sync", headers=asked), client.get("/api/config", headers=asked)]
    answers.append(client.get("/accounts/login/", headers={"Origin": "file://"}))

    assert not [answer for answer in answers if "Access-Control-Allow-Origin" in answer.headers]
