import json
import time

import pytest
import redis
from django.db import connection

from provider_portal import health
from provider_portal.celery import HEARTBEATS


@pytest.fixture
def heartbeats(settings):
    """Return the Redis in which workers show that they live, without any."""
    client = redis.Redis.from_url(settings.REDIS_URL)
    client.delete(HEARTBEATS)
    yield client
    client.delete(HEARTBEATS)
    client.close()


@pytest.fixture(autouse=True)
def _ask_anew():
    """Forget what an earlier test was told."""
    health.PARTS["mail"].asked_at = None
    health.client.cache_clear()
    health.pending_migrations.cache_clear()
    yield
    health.client.cache_clear()
    health.pending_migrations.cache_clear()


def parts(response):
    """Return whether each part is ready, by name."""
    return {part["part"]: part["ready"] for part in map(json.loads, response.content.splitlines())}


def test_healthz_asks_nobody_but_the_process(client):
    response = client.get("/healthz")

    assert response.status_code == 200


@pytest.mark.django_db
def test_readyz_has_a_line_per_part(client, heartbeats):
    heartbeats.zadd(HEARTBEATS, {"celery@here": time.time()})

    response = client.get("/readyz")

    assert response.status_code == 200
    expected = ["database", "migrations", "redis", "worker", "mail"]
    assert parts(response) == dict.fromkeys(expected, True)


@pytest.mark.django_db
def test_a_worker_that_was_not_seen_for_long_is_no_worker(client, heartbeats):
    heartbeats.zadd(HEARTBEATS, {"celery@gone": time.time() - 60})

    response = client.get("/readyz")

    assert response.status_code == 503
    assert [part for part, ready in parts(response).items() if not ready] == ["worker"]


@pytest.mark.django_db
def test_a_migration_not_applied_is_named(client, heartbeats):
    heartbeats.zadd(HEARTBEATS, {"celery@here": time.time()})
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert [part for part, ready in parts(response).items() if not ready] == ["migrations"]


@pytest.mark.django_db
def test_redis_gone_takes_the_workers_with_it(client, settings):
    settings.REDIS_URL = "unix:///nowhere/redis.sock"

    response = client.get("/readyz")

    assert response.status_code == 503
    assert [part for part, ready in parts(response).items() if not ready] == ["redis", "worker"]
    assert "/nowhere" not in response.content.decode()


@pytest.mark.django_db
def test_mail_that_cannot_be_handed_over_is_named_and_not_tried_at_once_again(
    client, heartbeats, settings
):
    heartbeats.zadd(HEARTBEATS, {"celery@here": time.time()})
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert parts(client.get("/readyz"))["mail"] is False

    settings.EMAIL_BACKEND = working
    assert parts(client.get("/readyz"))["mail"] is False
