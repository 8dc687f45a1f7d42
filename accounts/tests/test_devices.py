"""What a person is logged in with, and logging it out."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts import refresh_tokens, two_step, two_step_setup
from accounts.services import Browser, note_device
from accounts.tests.helpers import LOGIN_HASH, OTHER_HASH, PBKDF2, log_in, post
from events.models import Event
from events.types import EventType
from provider_portal.notifications.kinds import Kind
from provider_portal.tests.world import encstring

LIST = reverse("accounts:device_list")


@pytest.fixture
def phone(ada):
    note_device(ada, Browser("phone", 0, "Pocket", "mobile"))
    return ada.devices.get(identifier="phone")


@pytest.fixture
def elsewhere(client_factory, ada):
    """Return another browser in which ada is logged in."""
    browser = client_factory()
    log_in(browser)
    return browser


def device_of(browser, user):
    return user.devices.get(identifier=browser.cookies["device"].value)


def test_the_page_lists_ones_own_devices(client, ada, phone):
    log_in(client)
    page = client.get(LIST).text

    assert "Pocket" in page and "Phone app" in page
    assert page.count("This browser cannot") == page.count("This browser") - 1
    assert reverse("accounts:log_out_device", args=[device_of(client, ada).pk]) not in page


def test_a_browser_is_logged_out_from_another_one(client, elsewhere, ada, on_commit):
    log_in(client)
    assert elsewhere.get(LIST).status_code == 200
    with on_commit():
        client.post(reverse("accounts:log_out_device", args=[device_of(elsewhere, ada).pk]))

    assert elsewhere.get(LIST).status_code == 302
    assert client.get(LIST).status_code == 200
    assert Event.objects.filter(type=EventType.USER_LOGGED_OUT_DEVICE, user_id=ada.pk).count() == 1


def test_an_app_is_logged_out_and_no_longer_spared_the_second_step(client, ada, phone, on_commit):
    token = refresh_tokens.issue(phone)
    two_step_setup.set_up_email(ada, "codes@lovelace.test", actor=ada)
    kept = two_step.Answer(two_step.REMEMBERED, two_step.remember(phone))
    assert two_step.verdict(ada, kept, "phone") == two_step.Verdict.PASSED
    client.force_login(ada)
    with on_commit():
        client.post(reverse("accounts:log_out_device", args=[phone.pk]))

    with pytest.raises(refresh_tokens.InvalidToken):
        refresh_tokens.exchange(token, "mobile")
    note_device(ada, Browser("phone", 0, "Pocket", "mobile"))
    assert two_step.verdict(ada, kept, "phone") == two_step.Verdict.ASKED


def test_every_other_device_is_logged_out(client, elsewhere, ada, phone, on_commit):
    token = refresh_tokens.issue(phone)
    log_in(client)
    epoch = client.session["epoch"]
    with on_commit():
        client.post(reverse("accounts:log_out_others"))

    assert client.get(LIST).status_code == 200
    assert client.session["epoch"] == epoch
    assert elsewhere.get(LIST).status_code == 302
    with pytest.raises(refresh_tokens.InvalidToken):
        refresh_tokens.exchange(token, "mobile")
    assert [device.identifier for device in ada.devices.all()] == [client.cookies["device"].value]


def test_a_browser_that_changed_the_password_can_still_be_logged_out(client, elsewhere, ada, on_commit):
    lock = {"loginHash": LOGIN_HASH, "newLoginHash": OTHER_HASH, "userKey": encstring(), "kdf": PBKDF2}
    assert post(elsewhere, reverse("accounts:change_password"), lock).status_code == 200
    log_in(client, login_hash=OTHER_HASH)
    with on_commit():
        client.post(reverse("accounts:log_out_device", args=[device_of(elsewhere, ada).pk]))

    assert elsewhere.get(LIST).status_code == 302


def test_a_login_on_a_new_device_is_mailed_but_the_first_is_not(client, client_factory, ada, on_commit):
    with on_commit():
        log_in(client)
        client.post("/accounts/logout/")
        log_in(client)
    assert not mail.outbox

    with on_commit():
        log_in(client_factory())
    assert mail.outbox[0].subject == "Your account was opened on a new device"
    assert "127.0.0.1" in mail.outbox[0].body


def test_an_api_key_is_shown_once_and_replaces_the_last(client, ada, on_commit):
    log_in(client)
    url = reverse("accounts:issue_api_key")
    with on_commit():
        keys = [post(client, url, {"loginHash": LOGIN_HASH}).json()["clientSecret"] for _ in range(2)]

    form = {"grant_type": "client_credentials", "client_id": f"user.{ada.pk}", "scope": "api"}
    form |= {"deviceType": "25", "deviceIdentifier": "the-device"}
    statuses = [client.post("/identity/connect/token", form | {"client_secret": key}).status_code for key in keys]
    assert statuses == [400, 200]
    assert keys[1] not in client.get(LIST).text
    assert mail.outbox[0].subject == "There is a new API key for your account"


@pytest.mark.parametrize("action", ["others", "password"])
def test_apps_are_told_that_they_are_logged_out(client, ada, told, on_commit, action):
    log_in(client)
    with on_commit():
        if action == "others":
            client.post(reverse("accounts:log_out_others"))
        else:
            lock = {"loginHash": LOGIN_HASH, "newLoginHash": OTHER_HASH, "userKey": encstring(), "kdf": PBKDF2}
            post(client, reverse("accounts:change_password"), lock)

    assert {"to": [f"user:{ada.pk}"], "kind": Kind.LOG_OUT} in list(told())
