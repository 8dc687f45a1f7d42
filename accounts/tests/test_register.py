import pytest
from django.core import mail

from accounts import mail_tokens
from accounts.models import User
from accounts.services import person_for
from accounts.tests.helpers import ARGON2ID, LOGIN_HASH, OTHER_HASH, log_in, post, registration
from events.models import Event
from events.types import EventType

URL = "/accounts/register/"


@pytest.fixture
def register(client, db, on_commit):
    def register(**changes):
        with on_commit():
            return post(client, URL, registration(**changes))

    return register


def test_an_account_is_made_and_its_address_asked_for(register):
    answer = register(email=" Ada@Lovelace.TEST ", passwordHint="the engine")

    user = User.objects.get()
    assert answer.json() == {"signIn": False, "next": "/accounts/verify/"}
    assert (user.email, user.kdf_salt, user.name) == ("ada@lovelace.test", "ada@lovelace.test", "Ada Lovelace")
    assert user.is_registered and not user.email_verified
    assert LOGIN_HASH not in user.password
    assert [message.to for message in mail.outbox] == [["ada@lovelace.test"]]
    assert "/accounts/verify/" in mail.outbox[0].body
    assert Event.objects.get(type=EventType.USER_REGISTERED).user_id == user.pk


def test_an_address_with_an_account_gets_the_same_answer_and_another_mail(register, ada):
    taken = register(email=ada.email)
    known = User.objects.get().wrapped_user_key
    free = register(email="new@lovelace.test")

    assert (taken.status_code, taken.json()) == (free.status_code, free.json())
    assert "already" in mail.outbox[0].subject and "already" not in mail.outbox[1].subject
    assert known == ada.wrapped_user_key


def test_an_account_whose_address_nobody_confirmed_is_replaced(register, client):
    register()
    register(loginHash=OTHER_HASH, name="Somebody Else")

    first, second = (message.body.split("/accounts/verify/")[1].split("/")[0] for message in mail.outbox)
    assert client.get(f"/accounts/verify/{first}/").status_code == 410
    assert client.get(f"/accounts/verify/{second}/").status_code == 200
    assert User.objects.get().name == "Somebody Else"


def test_an_invited_person_is_completed_and_keeps_their_id(register):
    invited = person_for("ada@lovelace.test")
    register()

    assert User.objects.get().pk == invited.pk


def test_a_voucher_confirms_the_address(register, client):
    answer = register(invitation=mail_tokens.vouch("ada@lovelace.test"))

    assert answer.json()["signIn"]
    assert User.objects.get().email_verified
    assert not mail.outbox
    assert log_in(client).status_code == 200


def test_a_voucher_for_another_address_is_worth_nothing(register):
    answer = register(invitation=mail_tokens.vouch("other@lovelace.test"))

    assert not answer.json()["signIn"]
    assert not User.objects.get().email_verified


def test_a_voucher_does_not_replace_an_account(register, ada):
    answer = register(email=ada.email, invitation=mail_tokens.vouch(ada.email), loginHash=OTHER_HASH)

    assert answer.status_code == 400
    assert User.objects.get().wrapped_user_key == ada.wrapped_user_key


def test_whoever_wanted_to_go_somewhere_gets_there_after_confirming(register, client):
    register(next="/vault/")
    link = mail.outbox[0].body.split("http://localhost:8000")[1].split()[0]

    assert client.post(link).url == "/accounts/login/?email=ada%40lovelace.test&next=%2Fvault%2F"


def test_argon2id_settings_are_kept(register):
    register(kdf=ARGON2ID)

    assert User.objects.get().kdf_settings == ARGON2ID


@pytest.mark.parametrize(
    "changes",
    [
        {"kdf": {"type": 0, "iterations": 599_999}},
        {"kdf": {"type": 0, "iterations": 2_000_001}},
        {"kdf": {"type": 1, "iterations": 1, "memory": 32, "parallelism": 4}},
        {"kdf": {"type": 1, "iterations": 6, "memory": 15, "parallelism": 4}},
        {"kdf": {"type": 1, "iterations": 6, "memory": 1025, "parallelism": 4}},
        {"kdf": {"type": 1, "iterations": 6, "memory": 32}},
        {"kdf": {"type": 2, "iterations": 600_000}},
        {"loginHash": "correct horse battery staple"},
        {"userKey": "0.AAAAAAAAAAAAAAAAAAAAAA==|AAAAAAAAAAAAAAAAAAAAAA=="},
        {"publicKey": "MIIB"},
        {"email": "no address"},
        {"name": "  "},
        {"passwordHint": "x" * 51},
    ],
)
def test_what_is_weak_or_malformed_is_refused(register, changes):
    answer = register(**changes)

    assert answer.status_code == 400
    assert answer.json()["validationErrors"]
    assert not User.objects.exists()


def test_the_page_takes_the_address_from_the_voucher_alone(client, db):
    voucher = mail_tokens.vouch("ada@lovelace.test")
    page = client.get(URL, {"invitation": voucher, "email": "other@lovelace.test"})

    assert 'value="ada@lovelace.test"' in page.text and "readonly" in page.text


def test_an_invited_person_with_an_account_is_sent_to_log_in(client, ada):
    answer = client.get(URL, {"invitation": mail_tokens.vouch(ada.email), "next": "/vault/"})

    assert answer.url.startswith("/accounts/login/?next=%2Fvault%2F")
