import gc

import orjson
import pytest
from django.core.cache import cache

from provider_portal.notifications import publish
from provider_portal.notifications.kinds import CHANNEL
from provider_portal.tests.snapshot import Worlds
from provider_portal.tests.world import PERSONAS

WORLDS = Worlds()
LONG = {"slow", "client", "browser"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Begin with what takes longest, so that no process is left alone with it."""
    items.sort(key=lambda item: LONG.isdisjoint(mark.name for mark in item.iter_markers()))


def pytest_collection_finish():
    """Take what stays until the end out of the garbage collector's rounds."""
    gc.freeze()


@pytest.fixture(autouse=True)
def empty_cache(settings):
    """Start each test with no attempt counted."""
    cache.clear()


@pytest.fixture
def world(db):
    return WORLDS.next()


def persona(name):
    @pytest.fixture(name=name)
    def fixture(world):
        return getattr(world.people, name)

    return fixture


for name in PERSONAS:
    globals()[name] = persona(name)


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


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    """Run what waits for the commit, as a request outside a test would."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
