"""Which language pages, errors and mails speak."""

import pytest

from accounts.models import User
from accounts.services import person_for
from accounts.tests.helpers import LOGIN_HASH

HOME = "/accounts/login/"
SETTINGS = {"name": "Ada", "culture": "", "lock_minutes": "5"}


def spoken(client, path=HOME, **headers):
    answer = client.get(path, headers=headers)
    assert f'lang="{answer.headers["Content-Language"]}"' in answer.text
    return answer.headers["Content-Language"]


def log_in_from_japan(client):
    body = {"email": "ada@lovelace.test", "loginHash": LOGIN_HASH}
    client.post("/accounts/login/", body, content_type="application/json", headers={"Accept-Language": "ja"})


@pytest.mark.parametrize(
    ("asked", "answered"),
    [("ja-JP,ja;q=0.9,en;q=0.8", "ja"), ("zh-CN,zh;q=0.9", "zh-hans"), ("zh-SG", "zh-hans"), ("fr", "en"), ("*", "en")],
)
def test_who_is_signed_out_reads_the_language_of_the_browser(client, db, asked, answered):
    assert spoken(client, accept_language=asked) == answered


def test_a_page_is_not_mistaken_for_its_translation(client, db):
    varies = client.get(HOME, headers={"Accept-Language": "ja"}).headers["Vary"]

    assert "Accept-Language" in varies and "Cookie" in varies


def test_the_choice_at_the_foot_of_a_page_is_kept_and_leads_back(client, db):
    answer = client.post("/accounts/language/", {"language": "zh-hans", "next": "/accounts/login/?next=/vault/"})

    assert answer.url == "/accounts/login/?next=/vault/"
    assert spoken(client, accept_language="ja") == "zh-hans"


def test_nobody_is_led_elsewhere_by_choosing_a_language(client, db):
    assert client.post("/accounts/language/", {"language": "ja", "next": "https://elsewhere.test/"}).url == "/"


def test_pages_and_mails_follow_the_browser_until_the_person_chooses(client, ada):
    log_in_from_japan(client)
    assert User.objects.get().culture == "ja"
    assert spoken(client, "/accounts/settings/", accept_language="en") == "en"

    client.post("/accounts/settings/", SETTINGS | {"culture": "zh-hans"})

    assert User.objects.get().culture == "zh-hans"
    assert spoken(client, "/accounts/settings/", accept_language="en") == "zh-hans"
    client.post("/accounts/logout/")
    assert spoken(client, accept_language="en") == "zh-hans"
    log_in_from_japan(client)
    assert User.objects.get().culture == "zh-hans"

    client.post("/accounts/settings/", SETTINGS)
    assert spoken(client, "/accounts/settings/", accept_language="en") == "en"


def test_an_invited_person_is_written_to_in_the_language_of_who_invites(db, settings):
    settings.LANGUAGE_CODE = "ja"

    assert person_for("new@example.com").culture == "ja"


def test_what_is_wrong_with_a_request_is_told_without_what_was_sent(client, db):
    body = {"email": "ada@lovelace.test", "name": "x" * 51, "kdf": {"type": 0, "iterations": 1}}

    errors = client.post("/accounts/register/", body, content_type="application/json").json()["validationErrors"]

    assert errors["name"] == ["This must have at most 50 characters."]
    assert errors["kdf"] == ["iterations must be from 600000 to 2000000."]
    assert errors["loginHash"] == ["This is missing."]
