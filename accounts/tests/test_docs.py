import json

import pytest

from accounts.guards import PUBLIC
from provider_portal import openapi

MANY = 60


@pytest.fixture(scope="module")
def document():
    return openapi.document(PUBLIC)


def test_the_wire_is_described_to_operators_alone(client, world, operator, superuser, provider_admin):
    for person, status in ((operator, 200), (superuser, 404), (provider_admin, 404)):
        client.force_login(person)
        assert client.get("/api/docs").status_code == status
        assert client.get("/api/docs/openapi.json").status_code == status


def test_the_page_shows_each_route_and_runs_no_script_of_elsewhere(client, world, operator):
    client.force_login(operator)
    page = client.get("/api/docs")

    assert "PUT /api/ciphers/{cipher_id}" in page.content.decode()
    assert "lastKnownRevisionDate" in page.content.decode()
    assert "'unsafe-inline'" not in page.headers["Content-Security-Policy"]
    assert 'src="http' not in page.content.decode()


def test_bodies_are_described_by_the_schemas_that_read_them(document):
    assert document["openapi"] == "3.1.0"
    put = document["paths"]["/api/ciphers/{cipher_id}"]["put"]
    body = put["requestBody"]["content"]["application/json"]["schema"]
    schema = document["components"]["schemas"][body["$ref"].rpartition("/")[2]]
    assert schema["required"] == ["type", "name"] and "lastKnownRevisionDate" in schema["properties"]
    assert put["security"] == [{"token": []}] and put["parameters"][0]["schema"]["format"] == "uuid"
    assert "security" not in document["paths"]["/api/config"]["get"]
    invite = document["paths"]["/api/organizations/{organization_id}/users/invite"]
    assert set(invite) == {"post"} and "requestBody" in invite["post"]


def test_every_reference_leads_somewhere(document):
    text, schemas = json.dumps(document), document["components"]["schemas"]
    named = {part.partition('"')[0] for part in text.split('"#/components/schemas/')[1:]}

    assert named <= set(schemas)
    operations = [(method, path) for path, found in document["paths"].items() for method in found]
    assert len(operations) > 200 and len(schemas) > MANY
