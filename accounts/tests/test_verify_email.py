from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts import mail_tokens
from accounts.models import MailToken, User
from accounts.services import VERIFY_EMAIL
from accounts.tests.helpers import log_in
from events.models import Event
from events.types import EventType


@pytest.fixture
def unverified(ada):
    User.objects.update(email_verified=False)
    return ada


@pytest.fixture
def link(unverified):
    return f"/accounts/verify/{mail_tokens.issue(VERIFY_EMAIL, unverified.pk)}/"


def test_looking_at_the_link_does_not_use_it_up(client, link):
    for _ in range(2):
        assert client.get(link).status_code == 200
    assert not User.objects.get().email_verified


def test_the_button_confirms_the_address_once(client, link):
    assert client.post(link).url == "/accounts/login/?email=ada%40lovelace.test"
    assert User.objects.get().email_verified
    assert Event.objects.filter(type=EventType.USER_VERIFIED_EMAIL).count() == 1
    assert client.post(link).status_code == 410


def test_an_old_or_a_changed_link_does_nothing(client, link):
    assert client.post(link.replace("/verify/", "/verify/x")).status_code == 410
    MailToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.post(link).status_code == 410
    assert not User.objects.get().email_verified


def test_without_it_the_right_password_leads_to_the_mail_only(client, unverified, on_commit):
    answer = log_in(client)

    assert answer.json() == {"next": "/accounts/verify/"}
    assert "_auth_user_id" not in client.session
    assert unverified.email in client.get("/accounts/verify/").text
    with on_commit():
        client.post("/accounts/verify/resend/")
    assert mail.outbox[0].to == [unverified.email]


def test_the_wrong_password_does_not_tell_that_it_is_unconfirmed(client, unverified):
    assert log_in(client, login_hash="A" * 43 + "=").status_code == 400


def test_a_voucher_at_log_in_confirms_the_address(client, unverified):
    assert "userKey" in log_in(client, invitation=mail_tokens.vouch(unverified.email)).json()
    assert User.objects.get().email_verified


def test_nobody_without_a_pending_address_can_have_mails_sent(client, unverified, on_commit):
    with on_commit():
        client.post("/accounts/verify/resend/")
    assert client.get("/accounts/verify/").status_code == 302
    assert not mail.outbox
