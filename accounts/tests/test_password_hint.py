import pytest
from django.core import mail

from accounts.models import User
from accounts.services import person_for

URL = "/accounts/hint/"


@pytest.fixture
def ask(client, on_commit):
    def ask(email):
        with on_commit():
            return client.post(URL, {"email": email})

    return ask


def test_the_hint_goes_to_its_owner(ask, ada):
    User.objects.update(password_hint="the engine")
    ask("ADA@lovelace.test")

    assert mail.outbox[0].to == [ada.email]
    assert "the engine" in mail.outbox[0].body


def test_without_a_hint_the_mail_says_so(ask, ada):
    ask(ada.email)

    assert "no hint" in mail.outbox[0].body


def test_an_unknown_and_an_invited_address_are_answered_alike_and_get_nothing(ask, ada, client):
    person_for("invited@lovelace.test")
    answers = {}
    for email in (ada.email, "nobody@lovelace.test", "invited@lovelace.test"):
        answer = ask(email)
        answers[email] = (answer.status_code, client.get(answer.url).text.count("on the way there"))

    assert set(answers.values()) == {(302, 1)}
    assert [message.to for message in mail.outbox] == [[ada.email]]


def test_it_is_limited(ask, ada):
    statuses = [ask(ada.email).status_code for _ in range(7)]

    assert statuses == [302] * 6 + [429]
