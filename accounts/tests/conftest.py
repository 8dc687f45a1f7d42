import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from accounts.tests.helpers import LOGIN_HASH
from provider_portal.tests.world import make_user


@pytest.fixture
def client_factory():
    """Return what makes another browser."""
    return Client


@pytest.fixture
def ada(db):
    return make_user("ada@lovelace.test", password=make_password(LOGIN_HASH), lock_minutes=30)
