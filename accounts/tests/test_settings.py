import base64

import pytest
from django.test import Client

from accounts.models import User
from accounts.tests.helpers import log_in
from events.models import Event
from events.types import EventType

URL = "/accounts/settings/"
SETTINGS = {"name": "Countess of Lovelace", "culture": "en", "lock_minutes": "5", "idle_action": "logOut"}


def test_a_person_changes_their_settings(client, ada):
    log_in(client)

    assert client.post(URL, SETTINGS).url == URL
    changed = User.objects.get()
    assert (changed.name, changed.culture) == ("Countess of Lovelace", "en")
    keys = client.get("/accounts/keys/").json()
    assert (keys["timeoutMinutes"], keys["idleAction"]) == (5, "logOut")
    assert changed.revision_date > ada.revision_date
    assert Event.objects.get(type=EventType.USER_UPDATED).acting_user_id == ada.pk


def test_an_avatar_has_the_color_its_owner_chose_here_or_in_an_app(client, ada):
    log_in(client)
    assert f'class="avatar tone-{str(ada.pk)[-1]}"' in client.get(URL).text

    assert client.post(URL, SETTINGS | {"avatar_color": "#b43131"}).url == URL
    assert User.objects.get().avatar_color == "#b43131"
    assert 'class="avatar tone-c"' in client.get("/accounts/domains/").text
    assert client.post(URL, SETTINGS | {"avatar_color": "#123456"}).status_code == 200

    # What no radio button offers, an app may have set; it is shown in the nearest tone, and stays until another is chosen.
    for color, tone in [("#AA00FF", "1"), ("#ff0022", "c"), ("#fafafa", "gray")]:
        User.objects.update(avatar_color=color)
        page = client.get(URL).text
        assert f'class="avatar tone-{tone}"' in page and f'value="{color}"' in page and "Set in an app" in page
        client.post(URL, SETTINGS | {"avatar_color": color})
        assert User.objects.get().avatar_color == color
    client.post(URL, SETTINGS | {"avatar_color": ""})
    assert User.objects.get().avatar_color is None


def test_a_time_of_ones_own_counts_where_it_is_chosen(client, ada):
    log_in(client)
    custom = SETTINGS | {"lock_minutes": "custom"}

    for asked, said in [
        ({"hours": "", "minutes": "0"}, "1 minute at least"),
        ({"hours": "168", "minutes": "1"}, "At most 168 hours."),
        ({"hours": "2", "minutes": "half"}, "Enter a whole number."),
        ({"hours": "-1", "minutes": "90"}, "greater than or equal to 0"),
    ]:
        page = client.post(URL, custom | asked).text
        assert said in page
        assert f'value="{asked["minutes"]}"' in page and "Countess of Lovelace" in page
    assert User.objects.get().lock_minutes == 30

    assert client.post(URL, custom | {"hours": "1", "minutes": "30"}).url == URL
    assert client.get("/accounts/keys/").json()["timeoutMinutes"] == 90
    page = client.get(URL).text
    assert '<option value="custom" selected>' in page and 'name="hours" value="1"' in page and 'name="minutes" value="30"' in page

    assert client.post(URL, SETTINGS | {"hours": "x", "minutes": "-1"}).url == URL
    assert User.objects.get().lock_minutes == 5


def test_a_session_that_stays_unlocked_has_a_half_of_its_own(client, ada):
    log_in(client)
    assert client.get("/accounts/keys/").json()["half"] is None

    client.post(URL, SETTINGS | {"stays_unlocked": "on"})
    half = client.get("/accounts/keys/").json()["half"]
    assert len(base64.b64decode(half)) == 32
    assert client.get("/accounts/keys/").json()["half"] == half
    client.post("/accounts/logout/")
    assert log_in(client).json()["half"] not in (None, half)
    client.post(URL, SETTINGS)
    assert client.get("/accounts/keys/").json()["half"] is None


@pytest.mark.parametrize("changes", [{"name": ""}, {"name": "x" * 51}, {"culture": "xx"}, {"lock_minutes": "0"}, {"idle_action": "x"}])
def test_what_is_not_offered_is_refused(client, ada, changes):
    log_in(client)

    assert client.post(URL, SETTINGS | changes).status_code == 200
    assert User.objects.get().lock_minutes == 30


def test_the_page_shows_what_the_fingerprint_is_made_of(client, ada):
    log_in(client)

    assert f'data-public-key="{ada.public_key}"' in client.get(URL).text


def test_domains_are_read_however_they_are_written_and_apps_are_told(client, ada):
    log_in(client)
    url = "/accounts/domains/"

    assert client.post(url, {"groups": "https://Example.com/login, example.org;example.net\n\nb\u00fccher.de  books.test:8443"}).url == url
    kept = User.objects.get()
    assert kept.equivalent_domains == [["example.com", "example.org", "example.net"], ["b\u00fccher.de", "books.test"]]
    assert kept.revision_date > ada.revision_date
    assert "example.com, example.org, example.net\nb\u00fccher.de, books.test" in client.get(url).text


@pytest.mark.parametrize("groups, said", [("example.com", "stands alone"), ("a.test, no_domain", "is no domain"), ("a.test, a.test", "alone")])
def test_what_is_no_group_of_domains_is_refused_in_words(client, ada, groups, said):
    log_in(client)

    assert said in client.post("/accounts/domains/", {"groups": groups}).text
    assert User.objects.get().equivalent_domains == []


def test_a_form_from_before_the_log_in_is_refused_on_a_page_of_ours(ada):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)

    answer = client.post(URL, SETTINGS)

    assert answer.status_code == 403
    assert "Reload the page and try again." in answer.text
