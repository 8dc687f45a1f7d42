"""Setting two-step login up, and what it asks of whoever knows the master password."""

import base64
import re
import time

import pyotp
import pytest
from django.core import mail
from django.urls import reverse

from accounts import secret_box, two_step, two_step_setup
from accounts.models import TwoFactorMethod, User
from accounts.tests.helpers import LOGIN_HASH, OTHER_HASH, log_in, post
from events.models import Event
from events.types import EventType

Kind = TwoFactorMethod.Kind
SECRET = base64.b32encode(b"the authenticator of nobody").decode().rstrip("=")
PAGES = ["authenticator", "email", "email_code", "passkeys", "recovery"]


def app_code(secret=SECRET, offset=0):
    return pyotp.TOTP(secret).generate_otp(int(time.time()) // two_step.STEP_SECONDS + offset)


@pytest.fixture
def with_app(ada):
    two_step_setup.set_up_authenticator(ada, SECRET, step=None, actor=ada)
    return ada


@pytest.fixture
def proven(client, ada):
    """Log ada in and let her session change two-step login."""
    log_in(client)
    assert post(client, reverse("accounts:start_two_step_change"), {"loginHash": LOGIN_HASH}).status_code == 200
    mail.outbox.clear()
    return client


def answer(client, kind, token, **more):
    return log_in(client, secondStep={"kind": kind, "token": token, **more})


def mailed_code():
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]


def kinds(event_type):
    return Event.objects.filter(type=event_type).count()


@pytest.mark.parametrize("page", PAGES)
def test_changing_needs_the_master_password_a_short_while_ago(client, ada, page):
    log_in(client)
    assert client.get(reverse(f"accounts:two_step_{page}")).url == reverse("accounts:two_step")
    post(client, reverse("accounts:start_two_step_change"), {"loginHash": OTHER_HASH})
    assert client.get(reverse(f"accounts:two_step_{page}")).url == reverse("accounts:two_step")
    assert not TwoFactorMethod.objects.exists()


def test_an_app_is_set_up_by_a_code_of_it(proven, ada, on_commit):
    url = reverse("accounts:two_step_authenticator")
    page = proven.get(url).text
    secret = re.search(r'id="authenticator-key"[^>]*>([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    assert "<svg" in page and "style=" not in page

    assert proven.post(url, {"code": "000000"}).status_code == 200
    assert not ada.two_factor_methods.exists()
    with on_commit():
        assert proven.post(url, {"code": app_code(secret)}).url == reverse("accounts:two_step_recovery")

    method = ada.two_factor_methods.get(kind=Kind.AUTHENTICATOR)
    assert secret not in str(method.configuration)
    assert secret_box.unseal(method.configuration["secret"]) == secret
    assert kinds(EventType.USER_UPDATED_TWO_STEP) == 1
    assert mail.outbox[-1].subject == "Your two-step login was changed"
    page = proven.get(reverse("accounts:two_step_recovery")).text
    shown = re.search(r'id="recovery-code"[^>]*>([0-9A-Z ]+)<', page)[1]
    assert shown == two_step_setup.recovery_code_of(ada)
    # The code that set it up is used up.
    proven.post("/accounts/logout/")
    assert answer(proven, 0, app_code(secret)).status_code == 400


def test_codes_by_mail_are_set_up_by_such_a_code(proven, ada, on_commit):
    with on_commit():
        proven.post(reverse("accounts:two_step_email"), {"email": "Elsewhere@lovelace.test"})
    assert mail.outbox[-1].to == ["elsewhere@lovelace.test"]

    url = reverse("accounts:two_step_email_code")
    code = mailed_code()
    assert proven.post(url, {"code": "000000" if code != "000000" else "111111"}).status_code == 200
    assert proven.post(url, {"code": code}).url == reverse("accounts:two_step_recovery")
    assert ada.two_factor_methods.get(kind=Kind.EMAIL).configuration == {"email": "elsewhere@lovelace.test"}


def test_the_right_password_alone_opens_nothing(client, with_app):
    told = log_in(client).json()

    assert told == {"secondStep": {"kinds": [0]}}
    assert client.get("/accounts/keys/").status_code == 302
    assert not kinds(EventType.USER_LOGGED_IN)
    assert not with_app.devices.exists()


def test_each_code_of_an_app_works_once(client, with_app):
    code = app_code()
    assert answer(client, 0, code).json()["userKey"] == with_app.wrapped_user_key
    client.post("/accounts/logout/")

    assert answer(client, 0, code).status_code == 400
    assert answer(client, 0, app_code(offset=-1)).status_code == 400
    assert answer(client, 0, app_code(offset=1)).status_code == 200


def test_a_wrong_code_is_recorded_mailed_and_counted(client, with_app, on_commit):
    with on_commit():
        assert answer(client, 0, "000000").status_code == 400
    assert kinds(EventType.USER_FAILED_TWO_STEP) == 1
    assert mail.outbox[-1].subject.startswith("Somebody knows your master password")

    statuses = [answer(client, 0, "000000").status_code for _ in range(10)]
    assert statuses == [400] * 9 + [429]
    assert answer(client, 0, app_code()).status_code == 429


def test_a_wrong_password_is_not_told_of_the_second_step(client, with_app):
    assert log_in(client, login_hash=OTHER_HASH, secondStep={"kind": 0, "token": app_code()}).status_code == 400
    assert not kinds(EventType.USER_FAILED_TWO_STEP)
    assert with_app.two_factor_methods.get(kind=0).last_used_step is None


@pytest.mark.parametrize(("kind", "token"), [(1, "123456"), (7, "{}"), (3, "x"), (5, "x"), (99, "x")])
def test_what_is_not_set_up_does_not_pass(client, with_app, kind, token):
    assert answer(client, kind, token).json() == {"secondStep": {"kinds": [0]}}


@pytest.mark.parametrize("token", ["", "[]", "null", "{}", '{"id": "x"}', "no json"])
def test_what_is_no_passkey_does_not_pass(client, ada, token):
    key = {"credential": "AAAA", "public_key": "AAAA", "uses": 0, "transports": []}
    two_step_setup.add_passkey(ada, "Key", key, actor=ada)
    assert log_in(client).json()["secondStep"]["passkeys"]["allowCredentials"][0]["id"] == "AAAA"

    assert answer(client, 7, token).status_code == 400


def test_a_mailed_code_lets_in_once_and_only_who_knows_the_password(client, ada, on_commit):
    two_step_setup.set_up_email(ada, "codes@lovelace.test", actor=ada)
    assert log_in(client).json() == {"secondStep": {"kinds": [1], "email": "c***@lovelace.test"}}
    url = reverse("accounts:mail_second_step")
    with on_commit():
        assert post(client, url, {"email": ada.email, "loginHash": OTHER_HASH}).status_code == 400
    assert not mail.outbox

    with on_commit():
        assert post(client, url, {"email": ada.email, "loginHash": LOGIN_HASH}).status_code == 200
    assert mail.outbox[-1].to == ["codes@lovelace.test"]
    assert answer(client, 1, mailed_code()).status_code == 200
    client.post("/accounts/logout/")
    assert answer(client, 1, mailed_code()).status_code == 400


def test_a_remembered_browser_is_not_asked_until_the_stamp_changes(client, client_factory, with_app):
    assert answer(client, 0, app_code(), remember=True).status_code == 200
    client.post("/accounts/logout/")
    assert "userKey" in log_in(client).json()

    # Copied to another browser it is worth nothing.
    thief = client_factory()
    thief.cookies["remembered"] = client.cookies["remembered"].value
    assert "secondStep" in log_in(thief).json()
    client.post("/accounts/logout/")
    User.objects.update(security_stamp="00000000-0000-4000-8000-000000000000")
    assert "secondStep" in log_in(client).json()


def test_the_recovery_code_works_once_and_turns_everything_off(client, with_app, on_commit):
    code = two_step_setup.recovery_code_of(with_app)
    assert answer(client, 8, code[:-1] + "?").status_code == 400
    with on_commit():
        assert answer(client, 8, code.lower()).status_code == 200

    assert not with_app.two_factor_methods.exists()
    assert kinds(EventType.USER_RECOVERED_TWO_STEP) == 1
    assert "Your recovery code was used" in [message.subject for message in mail.outbox]
    client.post("/accounts/logout/")
    assert "userKey" in log_in(client).json()
    two_step_setup.set_up_email(with_app, "codes@lovelace.test", actor=with_app)
    assert two_step_setup.recovery_code_of(with_app) != code


def test_methods_are_turned_off_and_the_code_renewed(proven, ada, on_commit):
    two_step_setup.set_up_email(ada, "codes@lovelace.test", actor=ada)
    code = two_step_setup.recovery_code_of(ada)
    proven.post(reverse("accounts:two_step_recovery"))
    assert two_step_setup.recovery_code_of(ada) != code

    assert proven.post(reverse("accounts:turn_off_two_step", args=[0])).status_code == 404
    with on_commit():
        assert proven.post(reverse("accounts:turn_off_two_step", args=[1])).url == reverse("accounts:two_step")
    assert not ada.two_factor_methods.exists()
    assert kinds(EventType.USER_DISABLED_TWO_STEP) == 1
    assert mail.outbox[-1].subject == "A method of your two-step login was turned off"


def test_five_passkeys_are_the_most(ada):
    key = {"credential": "AAAA", "public_key": "AAAA", "uses": 0, "transports": []}
    for number in range(5):
        two_step_setup.add_passkey(ada, f"Key {number}", key, actor=ada)
    with pytest.raises(two_step_setup.TooManyPasskeys):
        two_step_setup.add_passkey(ada, "One more", key, actor=ada)

    two_step_setup.remove_passkey(ada, 3, actor=ada)
    assert [key["id"] for key in two_step_setup.passkeys_of(ada)] == [1, 2, 4, 5]
