"""Changing the address a person logs in with."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import User
from accounts.tests.helpers import LOGIN_HASH, OTHER_HASH, PBKDF2, log_in, post
from events.models import Event
from events.types import EventType
from provider_portal.tests.world import encstring, make_user

NEW = "countess@lovelace.test"


@pytest.fixture
def code(client, ada, on_commit):
    """Log ada in, ask for the change, and return the code from the mail."""
    log_in(client)
    with on_commit():
        assert client.post(reverse("accounts:email"), {"email": " Countess@lovelace.test"}).status_code == 302
    assert mail.outbox[-1].to == [NEW]
    return mail.outbox[-1].subject.split()[-1]


def change(client, code, **changes):
    body = {"loginHash": LOGIN_HASH, "newLoginHash": OTHER_HASH, "userKey": encstring(), "kdf": PBKDF2}
    return post(client, reverse("accounts:change_email"), body | {"email": NEW, "code": code} | changes)


def test_the_new_address_and_its_salt_open_the_account(client, client_factory, ada, code, on_commit):
    elsewhere = client_factory()
    log_in(elsewhere)
    mail.outbox.clear()
    with on_commit():
        assert change(client, code).status_code == 200

    changed = User.objects.get(pk=ada.pk)
    assert (changed.email, changed.kdf_salt) == (NEW, NEW)
    assert client.get("/accounts/settings/").status_code == 200
    assert elsewhere.get("/accounts/settings/").status_code == 302
    assert log_in(elsewhere, email=NEW, login_hash=OTHER_HASH).status_code == 200
    assert Event.objects.filter(type=EventType.USER_CHANGED_EMAIL).count() == 1
    assert (mail.outbox[0].to, mail.outbox[0].subject) == ([ada.email], "Your account has another e-mail address")


def test_only_the_mailed_code_changes_it_and_only_to_that_address(client, ada, code):
    assert change(client, "000000" if code != "000000" else "111111").status_code == 400
    assert change(client, code, email="elsewhere@lovelace.test").status_code == 400
    assert User.objects.get().email == ada.email

    assert change(client, code).status_code == 200
    assert change(client, code, loginHash=OTHER_HASH).status_code == 400


def test_somebody_elses_address_is_refused_to_who_reads_its_mail(client, ada, code):
    make_user(NEW)
    before = User.objects.values().get(pk=ada.pk)

    assert "already" in change(client, code).json()["message"]
    assert User.objects.values().get(pk=ada.pk) == before
    assert client.get("/accounts/settings/").status_code == 200
