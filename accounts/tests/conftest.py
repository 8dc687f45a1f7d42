import orjson
import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from accounts.tests.helpers import LOGIN_HASH
from provider_portal.notifications import publish
from provider_portal.notifications.kinds import CHANNEL
from provider_portal.tests.world import make_user


@pytest.fixture
def client_factory():
    """Return what makes another browser."""
    return Client


@pytest.fixture
def ada(db):
    return make_user("ada@lovelace.test", password=make_password(LOGIN_HASH), lock_minutes=30)


@pytest.fixture
def told():
    """Return what yields the heads of the messages that went to apps: {"to", "kind"}."""
    listener = publish.client().pubsub(ignore_subscribe_messages=True)
    listener.subscribe(CHANNEL)
    # The confirmation of the subscription.
    listener.get_message(timeout=5)

    def heads():
        while message := listener.get_message(timeout=1):
            yield orjson.loads(message["data"].partition(b"\n")[0])

    yield heads
    listener.close()
