"""`/healthz`: the process lives. `/readyz`: everything it needs answers."""

import json
import time
from functools import cache

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.mail import get_connection
from django.db import connection, connections, utils
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from provider_portal.celery import living_workers

# Strangers may ask as often as they like; the mail server is asked no oftener than this.
MAIL_SECONDS = 30
TIMEOUT_SECONDS = 3


class NotReady(Exception):
    """What does not answer, in words that tell a stranger nothing about the inside."""


@require_safe
@login_not_required
def healthz(request):
    """Answer that the process lives."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@login_not_required
def readyz(request):
    """Answer with a JSON line per part; 503 when one of them does not answer."""
    lines = []
    for part, check in PARTS.items():
        try:
            check()
        except NotReady as reason:
            lines.append({"part": part, "ready": False, "reason": str(reason)})
        else:
            lines.append({"part": part, "ready": True})
    body = "".join(json.dumps(line) + "\n" for line in lines)
    status = 200 if all(line["ready"] for line in lines) else 503
    return HttpResponse(body, status=status, content_type="application/x-ndjson")


def database():
    """Ask each database for an answer; a connection that died since the last request is renewed."""
    for each in connections.all():
        ask(each)


def ask(each):
    for attempt in (1, 2):
        try:
            with each.cursor() as cursor:
                cursor.execute("SELECT 1")
                return
        except utils.Error as error:
            if each.in_atomic_block or attempt == 2:
                raise NotReady("The database does not answer.") from error
            each.close()


def migrations():
    """Compare the database's migrations with the code's."""
    try:
        pending = pending_migrations()
    except utils.Error as error:
        raise NotReady("The database does not answer.") from error
    if pending:
        # Kept only while complete: the next request looks again.
        pending_migrations.cache_clear()
        raise NotReady(f"{pending} migrations are not applied.")


@cache
def pending_migrations():
    """Count the migrations not applied; code and applied migrations do not change under us."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@cache
def client():
    """Return this process's connections to Redis for these checks."""
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=TIMEOUT_SECONDS, socket_connect_timeout=TIMEOUT_SECONDS
    )


def redis_server():
    """Ask Redis for an answer."""
    try:
        client().ping()
    except redis.RedisError as error:
        raise NotReady("Redis does not answer.") from error


def worker():
    """Look for the heartbeat of a Celery worker."""
    try:
        workers = living_workers(client())
    except redis.RedisError as error:
        raise NotReady("Redis, where workers show that they live, does not answer.") from error
    if not workers:
        raise NotReady("No worker is running.")


class MailCheck:
    """Whether mail can be handed over, asked anew when the last answer is old."""

    def __init__(self):
        self.asked_at = None
        self.works = False

    def __call__(self):
        """Open a connection to the mail server, or the folder that stands for one."""
        now = time.monotonic()
        if self.asked_at is None or now - self.asked_at > MAIL_SECONDS:
            self.works = self.ask()
            self.asked_at = now
        if not self.works:
            raise NotReady("Mail cannot be handed over.")

    @staticmethod
    def ask():
        """Tell whether the mail server, or the folder that stands for one, takes mail."""
        try:
            with get_connection(timeout=TIMEOUT_SECONDS):
                return True
        # The e-mail backends name no errors of their own: sockets, SMTP and files each differ.
        except Exception:
            return False


PARTS = {
    "database": database,
    "migrations": migrations,
    "redis": redis_server,
    "worker": worker,
    "mail": MailCheck(),
}

# The word of accounts.guards, which a helper may not import.
healthz.permission = readyz.permission = "public"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
