"""The Celery application; what it does and when stands in settings as CELERY_…."""

import os
import time

import redis
from celery import Celery, bootsteps
from django.conf import settings

HEARTBEATS = "portal:workers"
HEARTBEAT_SECONDS = 5
# Three beats missed, and a worker counts as gone.
HEARTBEAT_LIFE_SECONDS = 20

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "provider_portal.settings")

app = Celery("provider_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
for module in ("tasks", "domain_tasks", "baseline_tasks"):
    app.autodiscover_tasks(related_name=module)


class Heartbeat(bootsteps.StartStopStep):
    """Show in Redis that the worker's own event loop turns, for `/readyz`."""

    requires = {"celery.worker.components:Timer"}

    def __init__(self, parent, **options):
        super().__init__(parent, **options)
        self.redis = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2)
        self.timer_entry = None

    def start(self, parent):
        """Beat now and from now on."""
        self.beat(parent.hostname)
        self.timer_entry = parent.timer.call_repeatedly(
            HEARTBEAT_SECONDS, self.beat, (parent.hostname,)
        )

    def stop(self, parent):
        """Take the worker off the list; where Redis is gone too, its entry ages."""
        self.timer_entry.cancel()
        try:
            self.redis.zrem(HEARTBEATS, parent.hostname)
        except redis.RedisError:
            pass

    def beat(self, hostname):
        """Write down that `hostname` lives, and forget who has not been seen for long."""
        now = time.time()
        try:
            with self.redis.pipeline() as pipeline:
                pipeline.zadd(HEARTBEATS, {hostname: now})
                pipeline.zremrangebyscore(HEARTBEATS, 0, now - HEARTBEAT_LIFE_SECONDS)
                pipeline.execute()
        except redis.RedisError:
            # A beat lost; the broker's own reconnecting tells the log what is wrong.
            pass


app.steps["worker"].add(Heartbeat)


def living_workers(client):
    """Count the workers whose heartbeat in Redis is fresh."""
    return client.zcount(HEARTBEATS, time.time() - HEARTBEAT_LIFE_SECONDS, "+inf")
