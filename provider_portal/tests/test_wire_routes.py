"""What every wire route has in common, walked over all of them."""

import json
import re

import pytest
from django.db import transaction

from accounts.guards import PUBLIC
from provider_portal.api import is_wire_path
from provider_portal.tests.test_routes import routes
from vault.tests.wire import Api

METHODS = ("GET", "POST", "PUT", "DELETE")
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
WIRE = {name: path for name, (path, view) in routes().items() if is_wire_path(f"/{path}")}
# What belongs to somebody: asked for by others, each of these does not exist.
OWNED = {"organization_id", "provider_id", "cipher_id", "collection_id", "send_id", "folder_id", "device_id", "access_id"}
# An invitation is answered by whoever was mailed its token, before the place is theirs.
BY_TOKEN = re.compile(r"/(accept|token)$")


def foreign(world):
    acme = world.acme
    return {
        "organization_id": acme.organization.pk,
        "provider_id": world.northwind.pk,
        "client_id": acme.organization.pk,
        "cipher_id": acme.shared_item.pk,
        "collection_id": acme.shared.pk,
        "member_id": acme.member.pk,
        "group_id": acme.group.pk,
        "send_id": world.own_send.pk,
        "folder_id": world.folder.pk,
        "device_id": world.own_phone.pk,
        "access_id": world.contact.pk,
        "attachment_id": acme.shared_item.pk,
        "user_id": world.people.member.pk,
        "identifier": "phone",
        "file_id": "x",
        "kind": 0,
    }


def addresses(world):
    """Yield (name, address) of every wire route that names something of Acme's, its provider's or its member's."""
    ids = foreign(world)
    for name, path in WIRE.items():
        named = PARAMETER.findall(path)
        if OWNED & set(named) and set(named) <= ids.keys() and not BY_TOKEN.search(path):
            yield name, "/" + PARAMETER.sub(lambda found: str(ids[found[1]]), path)


def asked(client, headers, method, address):
    with transaction.atomic():
        response = client.generic(method, address, "{}", content_type="application/json", headers=headers)
        transaction.set_rollback(True)
    return response


@pytest.mark.parametrize("persona", ["rival_admin", "stranger_of_nobody"])
def test_what_is_anothers_does_not_exist(client, world, rival_admin, persona):
    headers = {"Authorization": Api(client, rival_admin).headers["Authorization"] if persona == "rival_admin" else ""}
    outcome = {
        (name, method): asked(client, headers, method, address).status_code
        for name, address in addresses(world)
        for method in METHODS
    }
    expected = {404, 405} if persona == "rival_admin" else {401, 404, 405}

    assert len(outcome) > 250
    public = {name for name, (_, view) in routes().items() if view.permission == PUBLIC}
    assert {key: status for key, status in outcome.items() if status not in expected and key[0] not in public} == {}


def test_no_refusal_makes_an_app_log_out_and_all_are_of_one_form(client, world, member):
    """A member asks for everything of Acme: clients delete the local vault at a 403, and show `message` otherwise."""
    headers = Api(client, member).headers
    for name, address in addresses(world):
        for method in METHODS:
            response = asked(client, headers, method, address)
            assert response.status_code < 500 and response.status_code != 403, (name, method)
            if response.status_code >= 400:
                body = json.loads(response.content)
                assert body["object"] == "error" and body["message"], (name, method)
