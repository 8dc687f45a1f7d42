import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User, new_security_stamp
from accounts.services import person_for
from accounts.tests.helpers import OTHER_HASH, log_in
from events.models import Event
from events.types import EventType


def test_the_right_hash_opens_a_session_and_hands_out_the_wrapped_keys(client, ada):
    answer = log_in(client, next="/vault/")

    assert answer.json() == {
        "userId": str(ada.pk),
        "email": ada.email,
        "kdf": {"type": 0, "iterations": 600_000, "memory": None, "parallelism": None},
        "userKey": ada.wrapped_user_key,
        "privateKey": ada.wrapped_private_key,
        "epoch": client.session["epoch"],
        "half": None,
        "timeoutMinutes": 30,
        "idleAction": "lock",
        "next": "/vault/",
    }
    assert client.session["_auth_user_id"] == str(ada.pk)
    assert Event.objects.get().type == EventType.USER_LOGGED_IN


def test_wrong_password_unknown_address_and_invited_person_are_answered_alike(client, ada):
    person_for("invited@lovelace.test")
    User.objects.create(email="gone@lovelace.test", is_active=False)

    answers = [
        log_in(client, email=email, login_hash=OTHER_HASH)
        for email in (ada.email, "nobody@lovelace.test", "invited@lovelace.test", "gone@lovelace.test", "no address")
    ]

    assert {(answer.status_code, answer.content) for answer in answers} == {(400, answers[0].content)}
    assert Event.objects.filter(type=EventType.USER_FAILED_LOGIN).count() == 5
    assert "_auth_user_id" not in client.session


def test_wrong_password_unknown_address_and_invited_person_cost_the_same(client, ada, monkeypatch):
    person_for("invited@lovelace.test")
    log_in(client, email="warm@up.test", login_hash=OTHER_HASH)
    verify, hashed = MD5PasswordHasher.verify, []
    monkeypatch.setattr(MD5PasswordHasher, "verify", lambda *args: hashed.append(1) or verify(*args))

    costs = []
    for email in (ada.email, "nobody@lovelace.test", "invited@lovelace.test"):
        hashed.clear()
        with CaptureQueriesContext(connection) as statements:
            log_in(client, email=email, login_hash=OTHER_HASH)
        costs.append((len(hashed), len(statements)))

    assert costs[0][0] == 1
    assert len(set(costs)) == 1


def test_an_account_without_keys_has_no_password_that_fits(client, db):
    person_for("invited@lovelace.test")

    assert log_in(client, email="invited@lovelace.test").status_code == 400


def test_a_session_gets_a_new_key_and_a_new_epoch(client, ada):
    client.get("/accounts/login/")
    client.session.save()
    log_in(client)
    key, epoch = client.session.session_key, client.session["epoch"]
    client.post("/accounts/logout/")
    log_in(client)

    assert client.session.session_key != key
    assert client.session["epoch"] != epoch


def test_a_new_security_stamp_ends_the_session(client, ada):
    log_in(client)
    assert client.get("/accounts/keys/").status_code == 200

    User.objects.update(security_stamp=new_security_stamp())

    assert client.get("/accounts/keys/").status_code == 302


def test_a_browser_is_known_again_after_logging_out(client, ada):
    for _ in range(2):
        log_in(client)
        client.post("/accounts/logout/")

    device = ada.devices.get()
    assert device.identifier == client.cookies["device"].value
    assert device.client == "web"


@pytest.mark.parametrize("target", ["https://evil.test/", "//evil.test", "javascript:alert(1)", "/\\evil.test", ""])
def test_nobody_is_led_to_another_site(client, ada, target):
    assert log_in(client, next=target).json()["next"] == "/"
    assert client.get("/accounts/login/", {"next": target}).url == "/"


def test_what_is_no_hash_is_refused_before_anything_is_looked_up(client, ada):
    assert log_in(client, login_hash="correct horse battery staple").status_code == 400
    assert not Event.objects.exists()


def test_pages_that_need_a_person_send_others_to_log_in(client, db):
    assert client.get("/accounts/settings/").url == "/accounts/login/?next=/accounts/settings/"


