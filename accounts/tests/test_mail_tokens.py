import time
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import mail_tokens
from accounts.models import MailToken
from accounts.tasks import forget_expired_tokens

PURPOSE = MailToken.Purpose.ORGANIZATION_INVITATION


@pytest.fixture
def token(ada):
    return mail_tokens.issue(PURPOSE, ada.pk)


def test_a_token_is_kept_as_a_hash_and_works_once(ada, token):
    assert token.split(":")[0] not in str(MailToken.objects.values_list()[0])
    assert mail_tokens.find(PURPOSE, token) == ada.pk
    assert mail_tokens.redeem(PURPOSE, token) == ada.pk
    with pytest.raises(mail_tokens.InvalidToken):
        mail_tokens.find(PURPOSE, token)


def test_a_token_serves_its_purpose_only(token):
    with pytest.raises(mail_tokens.InvalidToken):
        mail_tokens.find(MailToken.Purpose.VERIFY_EMAIL, token)


def test_a_newer_token_replaces_an_older_one(ada, token):
    mail_tokens.issue(PURPOSE, ada.pk)
    with pytest.raises(mail_tokens.InvalidToken):
        mail_tokens.find(PURPOSE, token)


def test_expired_tokens_are_forgotten(token):
    MailToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(mail_tokens.InvalidToken):
        mail_tokens.find(PURPOSE, token)
    forget_expired_tokens()
    assert not MailToken.objects.exists()


def test_a_voucher_stands_for_one_address():
    assert mail_tokens.vouched(mail_tokens.vouch(" Ada@Lovelace.test")) == "ada@lovelace.test"


@pytest.mark.parametrize("change", [lambda v: "", lambda v: v[:-1], lambda v: "x" + v, lambda v: mail_tokens.SIGNER.sign(v)])
def test_a_changed_voucher_is_worth_nothing(change):
    with pytest.raises(mail_tokens.InvalidToken):
        mail_tokens.vouched(change(mail_tokens.vouch("ada@lovelace.test")))


def test_a_voucher_lasts_an_hour(monkeypatch):
    voucher = mail_tokens.vouch("ada@lovelace.test")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 3601)
    with pytest.raises(mail_tokens.InvalidToken):
        mail_tokens.vouched(voucher)
