"""What services call to tell apps of a change. One message in Redis, however many people it concerns."""

from contextvars import ContextVar
from functools import cache, partial

import orjson
import redis
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from provider_portal.notifications import wire
from provider_portal.notifications.kinds import CHANNEL, Kind

TIMEOUT_SECONDS = 2

# The identifier of the app that asks: it knows what it did, and ignores a message that bears it.
asking_app = ContextVar("asking_app", default=None)


def notify_people(kind, ids, payload=None):
    """Tell the apps of people; without a payload, that something of that kind changed now."""
    ids = list(ids)
    if payload is None and len(ids) == 1:
        payload = {"UserId": ids[0], "Date": timezone.now()}
    notify(kind, [f"user:{pk}" for pk in ids], payload)


def notify_organizations(kind, ids, payload=None):
    """Tell the apps of the confirmed members of organizations."""
    notify(kind, [f"organization:{pk}" for pk in ids], payload)


def log_out_apps(devices):
    """Tell single apps of people that they were logged out."""
    for device in devices:
        payload = {"UserId": device.user_id, "Date": timezone.now()}
        notify(Kind.LOG_OUT, [device_address(device.user_id, device.identifier)], payload)


def device_address(user_id, identifier):
    return f"device:{user_id}:{identifier}"


def answer_login_request(request_id, *, user_id):
    """Tell the app that waits, not signed in, for the answer to its login request."""
    payload = {"Id": request_id, "UserId": user_id}
    message = {"Type": Kind.LOGIN_REQUEST_ANSWERED, "Payload": payload, "UserId": user_id}
    content = wire.invocation(wire.ANSWER_TO_LOGIN_REQUEST, message)
    send([f"request:{request_id}"], Kind.LOGIN_REQUEST_ANSWERED, content)


def notify(kind, audience, payload):
    """Send the message to the `audience`, a list of addresses, once the transaction is kept."""
    if not audience:
        return
    payload = payload or {"UserId": None, "Date": timezone.now()}
    message = {"ContextId": asking_app.get(), "Type": kind, "Payload": payload}
    send(audience, kind, wire.invocation(wire.RECEIVE, message))


def send(audience, kind, content):
    # The hub reads the first line only and passes on the rest as it is.
    message = orjson.dumps({"to": audience, "kind": kind}) + b"\n" + content
    # A change is kept although Redis fails: apps that were not told look by themselves, every half hour.
    transaction.on_commit(partial(publish, message), robust=True)


def publish(message):
    client().publish(CHANNEL, message)


@cache
def client():
    """Return this process's connections to Redis for messages."""
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=TIMEOUT_SECONDS, socket_connect_timeout=TIMEOUT_SECONDS
    )
