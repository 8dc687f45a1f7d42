"""Sends for named addresses: a code is mailed to whoever may open them, and works once."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from provider_portal.tests.world import b64
from vault.models import Send
from vault.sends.links import access_id_of
from vault.tests.test_api_sends import bearer, text_send
from vault.tests.test_api_sends import let_in as ask_for_token
from vault.tests.test_sends import create, opened, page, sender, storage, with_file

__all__ = ["sender", "storage"]
BOB, EVE = "bob@acme.test", "eve@evil.test"


@pytest.fixture
def send(sender, client):
    return create(client, emails=f"Bob@Acme.test\ncarol@acme.test, {BOB}")


def mailed_code():
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]


def code_for(send, email, on_commit):
    with on_commit():
        assert opened(send, email=email).json() == {"codeMailed": True}
    return mailed_code() if mail.outbox else None


def test_a_named_person_opens_it_by_a_mailed_code_once(client, send, on_commit):
    assert send.emails == f"{BOB},carol@acme.test"
    assert "Your e-mail address" in page(send).text and BOB not in page(send).text
    assert opened(send).json()["message"] == "Enter your e-mail address."

    code = code_for(send, " BOB@acme.test ", on_commit)
    assert mail.outbox[-1].to == [BOB] and mail.outbox[-1].subject == f"Your code {code}"
    answer = opened(send, email=BOB, code=code)
    assert answer.json()["text"]["text"] == send.data["text"]
    assert opened(send, email=BOB, code=code).status_code == 400
    send.refresh_from_db()
    assert send.access_count == 1


def test_nobody_learns_who_is_named_or_opens_it_by_anothers_code(send, on_commit):
    with on_commit():
        assert opened(send, email=EVE).json() == {"codeMailed": True}
    assert not mail.outbox

    code = code_for(send, BOB, on_commit)
    refused = [opened(send, email=email, code=given) for email, given in ((EVE, code), (BOB, "000000"), (EVE, "000000"))]
    assert {(answer.status_code, answer.json()["message"]) for answer in refused} == {
        (400, "The code is wrong, was used already or is too old.")
    }
    # What one asks for does not put out the code of another.
    code_for(send, "carol@acme.test", on_commit)
    assert opened(send, email=BOB, code=code).status_code == 200


def test_mails_and_guesses_are_limited_for_each_address(send, on_commit):
    with on_commit():
        statuses = [opened(send, email=" " * number + BOB).status_code for number in range(7)]
    assert statuses == [200] * 6 + [429]
    assert [opened(send, email=BOB, code="x").status_code for _ in range(11)] == [400] * 10 + [429]
    assert opened(send, email=EVE).status_code == 200


def test_a_file_is_fetched_by_the_pass_that_the_code_gave(sender, client, on_commit):
    send, other = with_file(client, b"\x02" + bytes(100), emails=BOB), create(client)
    given = opened(send, email=BOB, code=code_for(send, BOB, on_commit)).json()["passed"]
    url = "vault:request_send_file"
    assert opened(send, url).status_code == 400
    assert opened(other, url, passed=given).status_code == 404
    assert opened(send, url, passed=given).status_code == 200
    Send.objects.filter(pk=send.pk).update(emails=EVE)
    assert opened(send, url, passed=given).status_code == 404


def change(client, send, **fields):
    return client.put(reverse("vault:update_send", args=[send.pk]), text_send(**fields), content_type="application/json")


def test_addresses_and_a_password_take_each_others_place(client, send):
    assert change(client, send).json()["emails"] == send.emails
    assert change(client, send, emails="").json()["emails"] is None
    assert change(client, send, password=b64(32)).json()["hasPassword"]
    found = change(client, send, emails=BOB).json()
    assert (found["emails"], found["hasPassword"]) == (BOB, False)
    assert change(client, send, password=b64(32)).json()["emails"] is None


@pytest.mark.parametrize("emails", ["nobody", "a@b.test, x", ",".join(f"somebody{number}@example.test" for number in range(200))])
def test_what_are_no_addresses_is_refused(sender, client, send, emails):
    assert change(client, send, emails=emails).status_code == 400


def test_clients_make_and_open_them_too(api, client, member, on_commit):
    asking = api(member)
    made = asking.ask("POST", "sends", text_send(authType=0, emails=BOB)).json()
    assert (made["authType"], made["emails"], made["password"]) == (0, BOB, None)

    def kind(**fields):
        return ask_for_token(client, made["accessId"], **fields).json().get("send_access_error_type")

    assert kind() == "email_required"
    with on_commit():
        assert kind(email=BOB) == kind(email=EVE) == "email_and_otp_required"
    assert [message.to for message in mail.outbox] == [[BOB]]
    assert kind(email=EVE, otp=mailed_code()) == kind(email=BOB, otp="000000") == "email_and_otp_required"
    token = ask_for_token(client, made["accessId"], email=BOB, otp=mailed_code())
    assert client.post("/api/sends/access", headers=bearer(token)).json()["authType"] == 0
    old = client.post(f"/api/sends/access/{made['accessId']}", {}, content_type="application/json")
    assert old.status_code == 400

    changed = asking.ask("PUT", f"sends/{made['id']}", text_send(authType=1, password=b64(32), emails=BOB)).json()
    assert (changed["authType"], changed["emails"]) == (1, None)
    asking.ask("PUT", f"sends/{made['id']}", text_send(authType=0, emails=BOB))
    assert asking.ask("PUT", f"sends/{made['id']}/remove-password").json()["authType"] == 2
    assert access_id_of(Send.objects.get(pk=made["id"])) == made["accessId"]
