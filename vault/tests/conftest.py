import pytest

from vault.tests.wire import Api


@pytest.fixture
def api(client):
    """Return a way to ask as a person with an access token: `api(user).get("ciphers/…")`."""
    return lambda user: Api(client, user)
