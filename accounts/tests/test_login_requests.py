"""Logging in with another device: asked without a password, let in by whoever is logged in, once and for a while."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuthRequest, User
from accounts.tests.test_api_account import bearer, key_grant, password_grant, person  # noqa: F401
from accounts.tests.test_api_devices import HOST
from events.models import Event
from events.types import EventType
from provider_portal.tests.world import make_user, public_key, sealed

CODE = "invented0access0code00000"


@pytest.fixture
def api(client, person):  # noqa: F811
    headers = bearer(password_grant(client))

    def ask(method, path, body=None, signed_in=True):
        content = json.dumps(body) if body is not None else ""
        return client.generic(
            method, f"/api/{path}", content, content_type="application/json", headers=headers if signed_in else {}
        )

    return ask


def request_by(api, email="ann@example.test", identifier=HOST, **more):
    body = {"email": email, "publicKey": public_key(), "deviceIdentifier": identifier, "accessCode": CODE, "type": 0}
    return api("POST", "auth-requests", body | more, signed_in=False)


def approve(api, pk, **changes):
    body = {"key": sealed(), "masterPasswordHash": None, "deviceIdentifier": HOST, "requestApproved": True}
    return api("PUT", f"auth-requests/{pk}", body | changes)


def log_in(client, pk, **changes):
    return password_grant(client, authRequest=str(pk), password=CODE, **changes)


def test_a_known_device_is_let_in_once(client, api, person):  # noqa: F811
    asked = request_by(api).json()
    assert [row["id"] for row in api("GET", "auth-requests/pending").json()["data"]] == [asked["id"]]
    assert api("GET", f"auth-requests/{asked['id']}/response?code={CODE}", signed_in=False).json()["key"] is None
    assert log_in(client, asked["id"]).status_code == 400

    approved = approve(api, asked["id"]).json()

    answer = api("GET", f"auth-requests/{asked['id']}/response?code={CODE}", signed_in=False).json()
    assert (answer["requestApproved"], answer["key"]) == (True, approved["key"])
    assert api("GET", "auth-requests/pending").json()["data"] == []
    assert log_in(client, asked["id"]).json()["token_type"] == "Bearer"
    assert log_in(client, asked["id"]).status_code == 400
    assert Event.objects.filter(type=EventType.USER_LET_DEVICE_IN, user_id=person.pk).count() == 1
    assert approve(api, asked["id"]).status_code == 400


def test_nobody_else_learns_of_a_request_or_answers_it(client, api):
    pk = request_by(api).json()["id"]
    assert api("GET", f"auth-requests/{pk}/response?code=another0access0code000000", signed_in=False).status_code == 404
    AuthRequest.objects.update(user=make_user("bob@example.test"))
    assert api("GET", f"auth-requests/{pk}").status_code == 404
    assert approve(api, pk).status_code == 404
    assert api("GET", "auth-requests").json()["data"] == []


def test_an_unknown_device_may_not_ask_and_a_new_request_replaces_the_old(client, api):
    assert request_by(api, identifier="never-seen").status_code == 400
    assert request_by(api, email="nobody@example.test").status_code == 400
    old, new = request_by(api).json()["id"], request_by(api).json()["id"]
    assert [row["id"] for row in api("GET", "auth-requests/pending").json()["data"]] == [new]
    assert approve(api, old).status_code == 404


def test_a_request_is_refused_outdated_or_of_another_account(client, api, person):  # noqa: F811
    refused = request_by(api).json()["id"]
    approve(api, refused, requestApproved=False, key=None)
    assert AuthRequest.objects.get(pk=refused).wrapped_key is None
    assert log_in(client, refused).status_code == 400

    late = request_by(api).json()["id"]
    AuthRequest.objects.filter(pk=late).update(created_at=timezone.now() - timedelta(minutes=16))
    assert approve(api, late).status_code == 404

    fresh = request_by(api).json()["id"]
    approve(api, fresh)
    assert log_in(client, fresh, username="bob@example.test").status_code == 400
    unlocks = request_by(api, type=1).json()["id"]
    approve(api, unlocks)
    assert log_in(client, unlocks).status_code == 400


def test_an_approval_needs_the_key_that_is_still_the_accounts(client, api, person):  # noqa: F811
    pk = request_by(api).json()["id"]
    assert approve(api, pk, key=None).status_code == 400
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert approve(api, pk).status_code == 401
