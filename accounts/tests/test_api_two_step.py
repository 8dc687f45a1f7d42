"""The second step as the protocol's clients answer it."""

import base64

import pyotp
import pytest
from django.core import mail

from accounts import two_step_setup
from accounts.tests.helpers import LOGIN_HASH, OTHER_HASH, post

SECRET = base64.b32encode(b"the authenticator of nobody").decode().rstrip("=")


@pytest.fixture
def with_app(ada):
    two_step_setup.set_up_authenticator(ada, SECRET, step=None, actor=ada)
    return ada


def grant(client, **more):
    form = {
        "grant_type": "password",
        "client_id": "cli",
        "username": "ada@lovelace.test",
        "password": LOGIN_HASH,
        "deviceType": "25",
        "deviceIdentifier": "the-device",
        **more,
    }
    return client.post("/identity/connect/token", form)


def test_a_client_is_asked_answers_and_is_remembered(client, with_app):
    asked = grant(client)
    assert asked.status_code == 400
    document = asked.json()
    assert document["error_description"] == "Two factor required."
    assert document["TwoFactorProviders"] == ["0"]
    assert document["TwoFactorProviders2"] == {"0": None}

    code = pyotp.TOTP(SECRET).now()
    let_in = grant(client, twoFactorToken=code, twoFactorProvider="0", twoFactorRemember="1").json()
    assert let_in["Key"] == with_app.wrapped_user_key
    kept = let_in["TwoFactorToken"]
    assert grant(client, twoFactorToken=kept, twoFactorProvider="5").status_code == 200
    elsewhere = grant(client, twoFactorToken=kept, twoFactorProvider="5", deviceIdentifier="another")
    assert elsewhere.json()["TwoFactorProviders"] == ["0"]


def test_a_wrong_code_is_answered_in_the_words_clients_know(client, with_app):
    answer = grant(client, twoFactorToken="000000", twoFactorProvider="0")

    assert answer.status_code == 400
    assert answer.json()["ErrorModel"]["Message"] == "Two-step token is invalid. Try again."
    assert not with_app.devices.exists()


def test_a_client_has_the_code_mailed(client, ada, on_commit):
    two_step_setup.set_up_email(ada, "codes@lovelace.test", actor=ada)
    assert grant(client).json()["TwoFactorProviders2"] == {"1": {"Email": "c***@lovelace.test"}}
    url = "/api/two-factor/send-email-login"
    assert post(client, url, {"email": ada.email, "masterPasswordHash": OTHER_HASH}).status_code == 400
    with on_commit():
        assert post(client, url, {"email": ada.email, "masterPasswordHash": LOGIN_HASH}).status_code == 200

    digits = mail.outbox[0].subject.split()[-1]
    assert grant(client, twoFactorToken=digits, twoFactorProvider="1").status_code == 200


def test_the_recovery_code_lets_a_client_in(client, with_app):
    code = two_step_setup.recovery_code_of(with_app).replace(" ", "")

    assert grant(client, twoFactorToken=code, twoFactorProvider="8").status_code == 200
    assert not with_app.two_factor_methods.exists()
