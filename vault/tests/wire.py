"""Asking as Bitwarden's clients do, with an access token."""

import json

from accounts.models import Device
from accounts.tokens import make_access_token
from provider_portal.tests.world import encstring


class Api:
    def __init__(self, client, user):
        self.client = client
        device, _ = Device.objects.get_or_create(user=user, identifier="test", defaults={"type": 25})
        self.headers = {"Authorization": f"Bearer {make_access_token(user, device, client_id='cli')}"}

    def ask(self, method, path, body=None):
        content = json.dumps(body) if body is not None else ""
        return self.client.generic(
            method, f"/api/{path}", content, content_type="application/json", headers=self.headers
        )

    def get(self, path):
        return self.ask("GET", path)

    def sync(self):
        return self.get("sync").json()


def login_request(**changes):
    """Return an item as the command line client sends it, its `response` members included."""
    return {
        "type": 1,
        "organizationId": None,
        "folderId": None,
        "name": encstring(),
        "notes": None,
        "favorite": False,
        "reprompt": 0,
        "key": encstring(),
        "login": {
            "response": None,
            "uris": [{"response": None, "match": None, "uri": encstring(), "uriChecksum": encstring()}],
            "username": encstring(),
            "password": encstring(),
            "passwordRevisionDate": None,
            "totp": None,
        },
        "fields": [{"response": None, "type": 1, "name": encstring(), "value": encstring(), "linkedId": None}],
        "attachments": {},
        "attachments2": {},
        **changes,
    }
