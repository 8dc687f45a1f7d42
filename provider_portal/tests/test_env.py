from decimal import Decimal

import pytest
from django.core.exceptions import ImproperlyConfigured

from provider_portal import env

URL = "DATABASE_URL"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch):
    for name in ("PLACE", "PLACE_FILE", URL, f"{URL}_FILE"):
        monkeypatch.delenv(name, raising=False)


def test_a_value_comes_from_the_variable_or_from_the_file_it_names(monkeypatch, tmp_path):
    monkeypatch.setenv("PLACE", "here")
    assert env.required("PLACE") == "here"

    (tmp_path / "place").write_text("there\n")
    monkeypatch.delenv("PLACE")
    monkeypatch.setenv("PLACE_FILE", str(tmp_path / "place"))
    assert env.required("PLACE") == "there"


@pytest.mark.parametrize(
    ("values", "read", "message"),
    [
        ({}, env.required, "PLACE is not set. Set it, or set PLACE_FILE to a file holding it."),
        ({}, env.secret, "PLACE is not set."),
        ({"PLACE": "short"}, env.secret, "PLACE has 5 characters. Set one of at least 32"),
        ({"PLACE": f"{'a' * 40} short"}, env.secrets, "PLACE has a secret of under 32 characters."),
        ({"PLACE": "maybe"}, env.boolean, "PLACE is 'maybe'. Set it to 1 or 0."),
        ({"PLACE": "ten"}, lambda name: env.integer(name, 1), "PLACE is 'ten'. Set it to a whole"),
        ({"PLACE": "-1"}, lambda name: env.integer(name, 1, minimum=0), "at least 0"),
        ({"PLACE": "NaN"}, lambda name: env.decimal(name, "4.00"), "an amount such as 4.00"),
        ({"PLACE": " , "}, env.required_list, "PLACE is empty."),
        ({"PLACE": "a", "PLACE_FILE": "/b"}, env.text, "PLACE and PLACE_FILE are both set."),
        ({"PLACE_FILE": "/nowhere/at/all"}, env.text, "PLACE_FILE points to /nowhere/at/all"),
    ],
)
def test_a_bad_value_is_refused_by_name_with_its_remedy(monkeypatch, values, read, message):
    for name, value in values.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured) as refusal:
        read("PLACE")

    assert message in str(refusal.value)


def test_a_secret_is_never_part_of_a_refusal(monkeypatch):
    monkeypatch.setenv("PLACE", "not-long-enough")

    with pytest.raises(ImproperlyConfigured) as refusal:
        env.secret("PLACE")

    assert "not-long-enough" not in str(refusal.value)


def test_what_is_not_set_has_its_default():
    assert env.text("PLACE", "home") == "home"
    assert env.boolean("PLACE") is False
    assert env.integer("PLACE", 7) == 7
    assert env.decimal("PLACE", "4.00") == Decimal("4.00")
    assert env.optional_database("PLACE") is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://me:p%40ss@db.example:5433/portal?sslmode=require",
            ("portal", "me", "p@ss", "db.example", "5433", {"sslmode": "require"}),
        ),
        ("postgres://db.example/portal", ("portal", "", "", "db.example", "", {})),
        (
            "postgresql://me@/portal?host=/run/my%20sockets",
            ("portal", "me", "", "/run/my sockets", "", {}),
        ),
        ("postgresql://me@[::1]:5432/portal", ("portal", "me", "", "::1", "5432", {})),
    ],
)
def test_a_database_address_is_read_whole(monkeypatch, url, expected):
    monkeypatch.setenv(URL, url)

    database = env.database(URL)

    names = ["NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS"]
    assert tuple(database[name] for name in names) == expected


@pytest.mark.parametrize(
    "url",
    [
        "mysql://me@db.example/portal",
        "portal",
        "postgresql://db.example/",
        "postgresql:///portal",
        "postgresql://db.example:port/portal",
        "postgresql://db.example/portal?user=other",
        "postgresql://db.example/portal?sslmode",
    ],
)
def test_a_wrong_database_address_is_refused_with_its_form(monkeypatch, url):
    monkeypatch.setenv(URL, url)

    with pytest.raises(ImproperlyConfigured) as refusal:
        env.database(URL)

    assert "DATABASE_URL" in str(refusal.value)
    assert "postgresql://USER:PASSWORD@HOST:PORT/DATABASE" in str(refusal.value)


def test_celery_is_given_its_own_word_for_a_socket():
    assert env.celery_broker("unix:///run/redis.sock") == "redis+socket:///run/redis.sock"
    assert env.celery_broker("redis://db.example:6379/1") == "redis://db.example:6379/1"
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL is no Redis address"):
        env.celery_broker("http://db.example/")


def test_mail_goes_to_a_server_or_into_a_folder(monkeypatch):
    monkeypatch.setenv("PLACE", "smtp://me:p%40ss@mail.example:587?tls=1")
    server = env.email("PLACE", default="", production=True)
    assert (server["EMAIL_HOST"], server["EMAIL_PORT"]) == ("mail.example", 587)
    assert server["EMAIL_HOST_PASSWORD"] == "p@ss"
    assert (server["EMAIL_USE_TLS"], server["EMAIL_USE_SSL"]) == (True, False)

    monkeypatch.delenv("PLACE")
    folder = env.email("PLACE", default="file:///some/folder", production=False)
    assert folder["EMAIL_FILE_PATH"] == "/some/folder"


def test_production_needs_a_mail_server_and_https():
    with pytest.raises(ImproperlyConfigured, match="PLACE is not set"):
        env.email("PLACE", default="file:///some/folder", production=True)
    with pytest.raises(ImproperlyConfigured, match="PORTAL_URL .* needs HTTPS"):
        env.check_production(True, portal_url="http://portal.example")


@pytest.mark.parametrize("address", ["http://ranges.example/range", "ftp://x", "https:///range", "https://x/?a=b", "x"])
def test_another_server_is_not_asked_in_clear(monkeypatch, address):
    monkeypatch.setenv("SERVER", address)

    with pytest.raises(ImproperlyConfigured, match="SERVER is .*https://HOST/range"):
        env.service("SERVER")


def test_another_servers_address_loses_its_last_slash(monkeypatch):
    monkeypatch.setenv("SERVER", "https://ranges.example/range/")

    assert (env.service("SERVER"), env.service("NO_SERVER")) == ("https://ranges.example/range", "")
