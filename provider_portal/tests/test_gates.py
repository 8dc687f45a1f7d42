"""Performance as figures without noise: statements, plans, bytes and memory. Source: `performance.md`."""

import gzip
import json
import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Device, User
from accounts.tokens import make_access_token
from organizations.models import Organization, OrganizationMember
from provider_portal.tests.world import (
    Role,
    Status,
    add_member,
    encstring,
    make_cipher,
    make_collection,
    make_organization,
    make_user,
    sealed,
)
from vault import document_sql as sql
from vault import grants
from vault.documents import Document, prepared
from vault.levels import AccessLevel
from vault.models import Cipher, CipherCollection, Collection
from vault.sync import FACTS

TENANT_TABLES = {model._meta.db_table for model in (Cipher, CipherCollection, Collection, OrganizationMember, Organization)}
FOREIGN_ROWS = 3_000
LARGE = 20_000
LIST_BYTES = 4 * 2**20
PEAK_BYTES = 40 * 2**20
# Random bytes in base64 compress to three quarters; JSON's names are the rest.
COMPRESSION = 0.65


class Api:
    """A client of the wire with an access token."""

    def __init__(self, client, user):
        device, _ = Device.objects.get_or_create(user=user, identifier="test", defaults={"type": 25})
        token = make_access_token(user, device, client_id="cli")
        self.client, self.headers = client, {"Authorization": f"Bearer {token}"}

    def ask(self, method, path, body=None, **headers):
        content = json.dumps(body) if body is not None else ""
        return self.client.generic(
            method, f"/api/{path}", content, content_type="application/json", headers=self.headers | headers
        )

    def statements(self, method, path, body=None):
        """Return how many statements the route takes once the process is warm."""
        self.ask(method, path, body)
        with CaptureQueriesContext(connection) as queries:
            response = self.ask(method, path, body)
        assert response.status_code == 200, response.content
        return len(queries)


@pytest.fixture
def member_api(client, world, member):
    world.acme.organization.policies.create(kind=1, enabled=True, data={"minLength": 12})
    return Api(client, member)


def test_sync_takes_eight_statements_however_much_there_is(member_api, world, member):
    # Sends are one more, for those who have some.
    member.sends.all().delete()
    few = member_api.statements("GET", "sync?excludeDomains=true")
    for number in range(8):
        organization = make_organization(f"More {number}")
        collection = make_collection(organization)
        grants.grant_to_members([(add_member(organization, member), collection, AccessLevel.EDIT)])
        make_cipher(organization, collection)

    assert few <= 8
    assert member_api.statements("GET", "sync?excludeDomains=true") == few


def test_asking_for_the_revision_takes_two_statements(member_api):
    assert member_api.statements("GET", "accounts/revision-date") == 2


def test_writing_an_item_takes_as_many_statements_with_many_readers(member_api, world):
    cipher = Cipher.objects.filter(collections=world.acme.shared).first()
    body = {
        "type": 1,
        "organizationId": str(world.acme.organization.pk),
        "name": encstring(),
        "login": {"username": encstring()},
    }
    path = f"ciphers/{cipher.pk}"
    alone = member_api.statements("PUT", path, body)
    readers = [add_member(world.acme.organization, make_user(f"reader{n}@acme.test")) for n in range(30)]
    grants.grant_to_members([(reader, world.acme.shared, AccessLevel.VIEW) for reader in readers])

    assert member_api.statements("PUT", path, body) == alone


# Straight into the table, each row with a thousand bytes that hardly compress, as ciphertext.
FILL = """
INSERT INTO vault_cipher (id, tenant_id, user_id, type, reprompt, body, created_at, updated_at, revision_date)
SELECT gen_random_uuid(), %(owner)s, %(owner)s, 1, 0, '"name":"' || content || '"', now(), now(), now()
FROM generate_series(1, %(count)s) number, LATERAL (
  SELECT string_agg(translate(encode(sha512(convert_to(number || '/' || part, 'UTF8')), 'base64'), E'\\n', ''), '')
  FROM generate_series(1, 12) part
) AS random(content)
"""


def fill(owner, count):
    """Give a person `count` items, each as large as people's are."""
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"owner": owner.pk, "count": count})


def scanned(query, parameters):
    """Return the tables the plan of a query reads from their first row to their last."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) " + query, parameters)
        waiting, found = [cursor.fetchone()[0][0]["Plan"]], set()
    while waiting:
        node = waiting.pop()
        waiting += node.get("Plans", [])
        if node["Node Type"] == "Seq Scan":
            found.add(node["Relation Name"])
    return found


@pytest.fixture
def crowded(world, stranger):
    """Put thousands of other tenants' rows beside the world's, and let the planner know."""
    fill(stranger, FOREIGN_ROWS)
    people = User.objects.bulk_create(
        User(email=f"neighbor{number}@many.test", kdf_salt=str(number)) for number in range(FOREIGN_ROWS)
    )
    other = make_organization("Crowd", seats=FOREIGN_ROWS)
    keys = {"public_key": other.public_key, "wrapped_private_key": other.wrapped_private_key}
    Organization.objects.bulk_create(
        Organization(name=f"Crowd {number}", plan=other.plan, seats=1, billing_email="crowd@many.test", **keys)
        for number in range(FOREIGN_ROWS)
    )
    wrapped_key = sealed()
    members = OrganizationMember.objects.bulk_create(
        OrganizationMember(organization=other, user=person, role=Role.MEMBER, status=Status.CONFIRMED, wrapped_key=wrapped_key)
        for person in people
    )
    collections = Collection.objects.bulk_create(
        Collection(organization=other, name=encstring()) for _ in range(FOREIGN_ROWS)
    )
    grants.grant_to_members([(m, c, AccessLevel.EDIT) for m, c in zip(members, collections, strict=True)])
    Cipher.objects.filter(user=stranger).update(tenant_id=other.pk, organization=other, user=None)
    CipherCollection.objects.bulk_create(
        CipherCollection(cipher_id=pk, collection=collection, organization=other)
        for pk, collection in zip(Cipher.objects.filter(organization=other).values_list("pk", flat=True), collections)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


SYNC = [sql.GRANTED_ITEMS, sql.OWN_ITEMS, sql.GRANTED_COLLECTIONS, sql.FOLDERS, sql.SIZE, sql.REVISION, sql.LATEST]


@pytest.mark.parametrize("mode", ["force_custom_plan", "force_generic_plan"])
def test_sync_reads_no_table_of_tenants_from_end_to_end(crowded, member, mode):
    """Neither planned for this member nor once for everybody; the many items of a large vault are planned each time."""
    parameters = Document(member).parameters
    statements = [*map(prepared, SYNC), FACTS]
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL plan_cache_mode = {mode}")

    for statement in statements:
        statement.fetch(parameters)
        assert not scanned(statement.call, parameters) & TENANT_TABLES


def test_a_large_vault_is_compressed_as_it_flows_and_takes_little_memory(member):
    """The process's peak beside the answer's own size tells whether rows became objects or text was held twice."""
    fill(member, LARGE)
    document = Document(member)
    document.render(compressed=True)
    raw = len(document.render())

    tracemalloc.start()
    compressed = document.render(compressed=True)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert len(json.loads(gzip.decompress(compressed))["ciphers"]) >= LARGE
    assert len(compressed) < COMPRESSION * raw
    # The pieces, the whole they are joined to, and the list of them.
    assert peak < 2.2 * len(compressed) + LIST_BYTES
    assert peak < PEAK_BYTES
