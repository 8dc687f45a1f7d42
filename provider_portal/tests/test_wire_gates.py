"""Every hot route of the wire beside thousands of other tenants: statements that do not grow, and no table read from end to end."""

import json
import tracemalloc

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from events.models import Event
from events.types import EventType
from organizations.models import Organization, OrganizationMember
from provider_portal.tests.test_gates import TENANT_TABLES, Api, crowded, scanned
from provider_portal.tests.world import Status, add_member, encstring, make_cipher, public_key, sealed
from vault.tests.wire import login_request

__all__ = ["crowded"]
READING = ("SELECT", "WITH", "UPDATE", "DELETE", "EXECUTE")
MANY = 40
# Of a member and of the provider's staff. Savepoints of a test's transaction are among those of a write.
MOST = {"reading": ("GET", 2, 9), "writing": ("PUT", 15, 20)}
IMPORTED = 1_000
# The body and its text in the test itself, the checked items, the text for Postgres, that text as it is sent.
TIMES_ITS_SIZE = 20


def members(organization, count, status):
    """Add so many people, with keys, in a state."""
    people = User.objects.bulk_create(
        User(
            email=f"{status}-{number}@more.test",
            kdf_salt="salt",
            email_verified=True,
            wrapped_user_key=encstring(),
            wrapped_private_key=encstring(),
            public_key=public_key(),
        )
        for number in range(count)
    )
    return [add_member(organization, person, status=status) for person in people]


def asked(api, method, path, body=None):
    """Return the statements of one request, and take back what it did; one before warms the process."""
    api.ask("GET", "accounts/revision-date")
    with transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            response = api.ask(method, path, body)
        transaction.set_rollback(True)
    assert response.status_code == 200, response.content
    return [query["sql"] for query in queries]


def import_body(world, count):
    ciphers = [login_request(organizationId=str(world.acme.organization.pk)) for _ in range(count)]
    links = [{"key": number, "value": 0} for number in range(count)]
    collections = [{"name": encstring(), "externalId": None, "users": [], "groups": []}]
    return {"ciphers": ciphers, "collections": collections, "collectionRelationships": links}


def confirm_body(world, count):
    rows = members(world.acme.organization, count, Status.ACCEPTED)
    return {"keys": [{"id": str(row.pk), "key": sealed()} for row in rows]}


def invite_body(world, count):
    emails = [f"invited-{number}@more.test" for number in range(count)]
    access = {"id": str(world.acme.shared.pk), "readOnly": True}
    return {"emails": emails, "type": 2, "collections": [access], "groups": [str(world.acme.group.pk)]}


def items_body(world, count):
    items = [make_cipher(world.acme.organization, world.acme.shared) for _ in range(count)]
    return {"ids": [str(item.pk) for item in items]}


def organization(path):
    return lambda world: f"organizations/{world.acme.organization.pk}/{path}"


WRITES = {
    "import": ("POST", lambda world: f"ciphers/import-organization?organizationId={world.acme.organization.pk}", import_body),
    "confirm": ("POST", organization("users/confirm"), confirm_body),
    "invite": ("POST", organization("users/invite"), invite_body),
    "trash": ("PUT", lambda world: "ciphers/delete", items_body),
    "delete": ("DELETE", lambda world: "ciphers", items_body),
}
READS = {
    "an item": lambda world: f"ciphers/{world.acme.shared_item.pk}",
    "all items": lambda world: f"ciphers/organization-details?organizationId={world.acme.organization.pk}",
    "members": organization("users?includeGroups=true&includeCollections=true"),
    "groups": organization("groups/details"),
    "collections": organization("collections/details"),
    "policies": organization("policies"),
    "events": organization("events"),
    "clients": lambda world: f"providers/{world.northwind.pk}/organizations",
    "staff": lambda world: f"providers/{world.northwind.pk}/users",
}


@pytest.fixture
def staff(client, world, provider_admin):
    world.acme.organization.seats = 10 * MANY
    world.acme.organization.save()
    return Api(client, provider_admin)


@pytest.mark.parametrize("name", WRITES)
def test_a_write_of_many_takes_as_many_statements_as_one_of_few(staff, world, name):
    method, path, body = WRITES[name]
    few = len(asked(staff, method, path(world), body(world, 2)))
    OrganizationMember.objects.filter(user__email__endswith="@more.test").delete()
    User.objects.filter(email__endswith="@more.test").delete()
    count = 20 if name == "invite" else MANY

    assert len(asked(staff, method, path(world), body(world, count))) == few


@pytest.mark.parametrize("name", READS)
def test_a_list_takes_as_many_statements_with_many_rows(staff, world, name):
    # Postgres plans it now, once for this connection.
    staff.ask("GET", READS[name](world))
    few = len(asked(staff, "GET", READS[name](world)))
    members(world.acme.organization, MANY, Status.CONFIRMED)
    for _ in range(MANY):
        make_cipher(world.acme.organization, world.acme.shared)
    Event.objects.bulk_create(
        Event(type=EventType.CIPHER_CREATED, organization_id=world.acme.organization.pk, date=timezone.now())
        for _ in range(MANY)
    )

    assert len(asked(staff, "GET", READS[name](world))) == few


def test_nothing_reads_a_table_of_tenants_from_end_to_end(staff, world, crowded):
    found = {}
    for name, path in READS.items():
        found |= whole_tables(name, asked(staff, "GET", path(world)))
    for name, (method, path, body) in WRITES.items():
        found |= whole_tables(name, asked(staff, method, path(world), body(world, 2)))
        User.objects.filter(email__endswith="@more.test").delete()

    assert found == {}
    become_clients(world)
    # All clients at once are half of the table: that is read as fast from end to end.
    for name in READS.keys() - {"clients"}:
        found |= whole_tables(f"{name}, of thousands of clients", asked(staff, "GET", READS[name](world)))

    assert found == {}


def become_clients(world):
    """Let the crowd of organizations be the provider's clients, all of whose items its staff may read."""
    Organization.objects.filter(name__startswith="Crowd").update(
        provider=world.northwind, provider_key=world.northwind.keys.get(), provider_wrapped_key=encstring()
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE organizations_organization")


@pytest.mark.parametrize("name", MOST)
def test_one_item_takes_few_statements(staff, member, world, name):
    """Who finds it in their sync needs one for the person and one for the item; whom their role lets in, one for each fact."""
    method, *most = MOST[name]
    path = READS["an item"](world)
    body = login_request(organizationId=str(world.acme.organization.pk)) if method == "PUT" else None

    # Postgres plans it now, once for this connection.
    staff.ask("GET", path)
    for person, limit in zip((Api(staff.client, member), staff), most, strict=True):
        assert len(asked(person, method, path, body)) <= limit


def test_an_import_takes_memory_by_its_own_size_alone(staff, world):
    """Peak and answer beside the request: rows would become objects, or the text be held many times, at once."""
    method, path, body = WRITES["import"]
    staff.ask(method, path(world), body(world, 2))
    request = body(world, IMPORTED)
    size = len(json.dumps(request))

    tracemalloc.start()
    answer = staff.ask(method, path(world), request)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (answer.status_code, answer.content) == (200, b"")
    assert peak < TIMES_ITS_SIZE * size


def whole_tables(name, statements):
    """Return {(name, table): statement} of those that read a whole table of tenants."""
    return {
        (name, table): sql
        for sql in statements
        if sql.startswith(READING) and "%" not in sql
        for table in scanned(sql, None) & TENANT_TABLES
    }
