import pytest
from django.db import connection, connections

from accounts.models import User
from events.models import Event
from provider_portal.database.router import ReplicaRouter

PATIENCE_MS = 5000


@pytest.fixture
def idle():
    """Return a connection of its own that waits for the next request."""
    copy = connection.copy()
    copy.connect()
    yield copy
    copy.close()


@pytest.mark.django_db
def test_a_connection_is_kept_until_the_server_ends_it(idle):
    with idle.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    idle.close_if_unusable_or_obsolete()
    assert idle.is_usable()

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, %s)", [pid, PATIENCE_MS])

    assert not idle.is_usable()
    idle.close_if_unusable_or_obsolete()
    with idle.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone() != (pid,)


def test_events_alone_are_looked_for_on_a_replica_and_not_by_what_writes(monkeypatch):
    router = ReplicaRouter()
    assert router.db_for_read(Event) == "default"

    monkeypatch.setitem(connections.settings, "replica", connections.settings["default"])
    assert router.db_for_read(Event) == "replica"
    assert router.db_for_read(User) == router.db_for_write(Event) == "default"
    assert not router.allow_migrate("replica", "events")
    monkeypatch.setattr(connections["default"], "in_atomic_block", True)
    assert router.db_for_read(Event) == "default"
