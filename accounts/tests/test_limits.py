import pytest

from accounts.tests.helpers import LOGIN_HASH, OTHER_HASH, log_in, post, registration


@pytest.fixture(autouse=True)
def few(settings):
    settings.LOGIN_ATTEMPTS_PER_ACCOUNT = "3 per 5 minutes"
    settings.LOGIN_ATTEMPTS_PER_NETWORK = "8 per 5 minutes"


def statuses(answer, times):
    return [answer().status_code for _ in range(times)]


@pytest.mark.parametrize("email", ["ada@lovelace.test", "nobody@lovelace.test"])
def test_an_account_takes_so_many_wrong_passwords_whoever_sends_them(client, ada, email):
    assert statuses(lambda: log_in(client, email=email, login_hash=OTHER_HASH), 3) == [400] * 3

    elsewhere = client.post(
        "/accounts/login/",
        {"email": email.upper(), "loginHash": LOGIN_HASH},
        content_type="application/json",
        REMOTE_ADDR="192.0.2.7",
    )
    assert elsewhere.status_code == 429


def test_the_right_password_forgives(client, ada):
    for _ in range(2):
        assert statuses(lambda: log_in(client, login_hash=OTHER_HASH), 2) == [400] * 2
        assert log_in(client).status_code == 200


def test_a_network_takes_so_many_attempts_at_all_accounts(client, ada):
    for number in range(8):
        assert log_in(client, email=f"nobody{number}@lovelace.test", login_hash=OTHER_HASH).status_code == 400
    assert log_in(client).status_code == 429


def test_neighbors_in_an_ipv6_network_count_as_one(client, ada):
    for number in range(9):
        answer = client.post(
            "/accounts/login/",
            {"email": f"nobody{number}@lovelace.test", "loginHash": OTHER_HASH},
            content_type="application/json",
            REMOTE_ADDR=f"2001:db8::{number}",
        )
    assert answer.status_code == 429


def test_asking_for_the_derivation_is_limited(client, ada):
    answers = statuses(lambda: post(client, "/accounts/prelogin/", {"email": ada.email}), 4)
    assert answers == [200, 200, 200, 429]


def test_nobody_is_flooded_with_mails(client, db):
    answers = statuses(lambda: post(client, "/accounts/register/", registration()), 7)
    assert answers == [200] * 6 + [429]
    page = client.post("/accounts/verify/resend/", follow=True)
    assert "Too many attempts" in page.text
