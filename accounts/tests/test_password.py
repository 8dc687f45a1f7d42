"""Changing what opens the account."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts import passwords, refresh_tokens
from accounts.models import User
from accounts.services import Browser, note_device
from accounts.tests.helpers import ARGON2ID, LOGIN_HASH, OTHER_HASH, PBKDF2, log_in, post
from events.models import Event
from events.types import EventType
from provider_portal.tests.world import encstring

SETTINGS = reverse("accounts:settings")


def change(client, url_name="accounts:change_password", **changes):
    body = {"loginHash": LOGIN_HASH, "newLoginHash": OTHER_HASH, "userKey": encstring(), "kdf": PBKDF2, **changes}
    return post(client, reverse(url_name), body)


@pytest.fixture
def app(ada):
    """Return a refresh token of an app that ada uses besides."""
    note_device(ada, Browser("app", 8, "Linux", "desktop"))
    return refresh_tokens.issue(ada.devices.get(identifier="app"))


def test_the_new_password_opens_and_every_other_session_ends(client, client_factory, ada, app, on_commit):
    elsewhere = client_factory()
    for browser in (client, elsewhere):
        log_in(browser)
    key = encstring()

    with on_commit():
        assert change(client, userKey=key, passwordHint="a river").json()["url"] == reverse("accounts:password")

    changed = User.objects.get()
    assert passwords.matches(OTHER_HASH, changed) and not passwords.matches(LOGIN_HASH, changed)
    assert (changed.wrapped_user_key, changed.password_hint) == (key, "a river")
    assert changed.public_key == ada.public_key and changed.wrapped_private_key == ada.wrapped_private_key
    assert changed.last_password_change > ada.created_at
    assert client.get(SETTINGS).status_code == 200
    assert elsewhere.get(SETTINGS).status_code == 302
    with pytest.raises(refresh_tokens.InvalidToken):
        refresh_tokens.exchange(app, "desktop")
    assert Event.objects.get(type=EventType.USER_CHANGED_PASSWORD).user_id == ada.pk
    assert (mail.outbox[0].to, mail.outbox[0].subject) == ([ada.email], "Your master password was changed")


def test_the_epoch_stays_so_that_the_vault_stays_open(client, ada):
    log_in(client)
    epoch = client.session["epoch"]
    change(client)

    assert client.session["epoch"] == epoch


def test_another_derivation_is_kept(client, ada, on_commit):
    log_in(client)
    with on_commit():
        assert change(client, "accounts:change_kdf", kdf=ARGON2ID).status_code == 200

    assert User.objects.get().kdf_settings == ARGON2ID
    assert User.objects.get().last_password_change == ada.last_password_change
    assert Event.objects.filter(type=EventType.USER_CHANGED_KDF).count() == 1
    assert mail.outbox[0].subject == "Your key derivation was changed"


@pytest.mark.parametrize(
    "weaker",
    [
        {"kdf": PBKDF2 | {"iterations": 599_999}},
        {"kdf": ARGON2ID | {"memory": 15}},
        {"kdf": ARGON2ID | {"parallelism": None}},
        {"userKey": "0.AAAA|AAAA"},
        {"newLoginHash": "the new password"},
    ],
)
@pytest.mark.parametrize("url_name", ["accounts:change_password", "accounts:change_kdf"])
def test_what_weakens_the_account_is_refused(client, ada, url_name, weaker):
    log_in(client)
    before = User.objects.values().get()

    assert change(client, url_name, **weaker).status_code == 400
    assert User.objects.values().get() == before


def test_two_changes_at_once_do_not_mix(client, ada, monkeypatch):
    log_in(client)

    def meanwhile(login_hash, user):
        User.objects.update(security_stamp="00000000-0000-4000-8000-000000000000")
        return True

    monkeypatch.setattr(passwords, "matches", meanwhile)
    assert change(client).status_code == 409
    assert User.objects.get().wrapped_user_key == ada.wrapped_user_key
