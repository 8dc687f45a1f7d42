"""Every guarded route, as every persona; and every identifier it is given, swapped for a foreign one."""

import json
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.urls import reverse

from accounts.guards import PUBLIC
from provider_portal.api import is_wire_path
from provider_portal.tests.routes import ROUTES
from provider_portal.tests.test_routes import routes
from provider_portal.tests.world import PERSONAS

OURS = ("accounts", "providers", "organizations", "vault", "events")
ID_LENGTH = 36
# What a request may touch without having done anything.
INCIDENTAL = {"Device", "ImportChunk", "FinishedImport"}
# Of pg_stat_xact_user_tables, which takes five times as long.
WRITTEN_ROWS = """
SELECT sum(
    pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid) + pg_stat_get_xact_tuples_deleted(oid)
) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""


class Caller:
    """Calls a route as a persona, and takes back what it did."""

    def __init__(self, client, world, name):
        self.client, self.world, self.name, self.route = client, world, name, ROUTES[name]
        self.path = self.route.path(world)
        self.body = self.route.body(world) if self.route.body else None
        self.form = self.route.form(world) if self.route.form else None
        self.query = self.route.query(world) if self.route.query else None

    def call(self, persona, **changed):
        """Return (status, whether a row of ours changed)."""
        given = {"path": self.path, "body": self.body, "form": self.form, "query": self.query, **changed}
        if persona:
            self.client.force_login(getattr(self.world.people, persona))
        with transaction.atomic():
            before = written_rows()
            response = self.request(**given)
            after = snapshot() if written_rows() != before else None
            transaction.set_rollback(True)
        return response.status_code, after is not None and after != snapshot()

    def request(self, path, body, form, query):
        url = reverse(self.name, kwargs=path)
        send = getattr(self.client, self.route.verb)
        if body is not None:
            return send(url, body, content_type="application/json")
        return send(url, form if form is not None else query)


def written_rows():
    """Return how many rows were written in this transaction: a call that wrote none needs no fingerprints."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN_ROWS)
        return cursor.fetchone()


def snapshot():
    """Return a fingerprint of every table of ours, by one statement."""
    models = [model for app in OURS for model in apps.get_app_config(app).get_models(include_auto_created=True)]
    tables = [model._meta.db_table for model in models if model.__name__ not in INCIDENTAL]
    sums = [f"SELECT '{table}', count(*), sum(hashtext(t::text)::bigint) FROM {table} t" for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sums))
        return sorted(cursor.fetchall(), key=repr)


def identifiers(value, trail=()):
    """Yield (trail, id) of each UUID inside a structure, those within a key's name included."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if is_id(str(key)[-ID_LENGTH:]):
                yield (*trail, (key, key[:-ID_LENGTH])), key[-ID_LENGTH:]
            yield from identifiers(inner, (*trail, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from identifiers(inner, (*trail, index))
    elif is_id(value):
        yield trail, str(value)


def is_id(value):
    try:
        return bool(UUID(str(value)))
    except ValueError:
        return False


def swapped(value, trail, replacement):
    """Return the structure with the id at `trail` replaced."""
    if not trail:
        return replacement
    head, *rest = trail
    copy = list(value) if isinstance(value, list) else dict(value)
    if isinstance(head, tuple):
        key, prefix = head
        return {(f"{prefix}{replacement}" if name == key else name): inner for name, inner in copy.items()}
    copy[head] = swapped(copy[head], rest, replacement)
    return copy


def foreign_ids(world, pk):
    """Return what stands in the place of `pk` with another provider, and with a sibling client."""
    places = [counterparts(world, "cedar", "rival"), counterparts(world, "birch", None)]
    return [found[pk] for found in places if found.get(pk)]


def counterparts(world, client, provider):
    acme, other = world.acme, getattr(world, client)
    pairs = {
        acme.organization.pk: other.organization.pk,
        acme.shared.pk: other.shared.pk,
        acme.other.pk: other.other.pk,
        acme.shared_item.pk: other.shared_item.pk,
        acme.member.pk: other.organization.members.first().pk,
        acme.group.pk: other.organization.pk,
        world.own_item.pk: other.other_item.pk,
        world.own_send.pk: world.foreign_send.pk,
        world.own_phone.pk: world.foreign_phone.pk,
        world.own_passkey.pk: world.foreign_passkey.pk,
        world.own_request.pk: world.foreign_request.pk,
        world.contact.pk: world.foreign_contact.pk,
        world.folder.pk: other.organization.pk,
    }
    if provider:
        rival = getattr(world, provider)
        pairs[world.northwind.pk] = rival.pk
        pairs[world.northwind.members.get(user=world.people.service_user).pk] = rival.members.get().pk
    return {str(mine): str(theirs) for mine, theirs in pairs.items()}


def test_every_guarded_route_has_a_row():
    guarded = {
        name
        for name, (path, view) in routes().items()
        if view.permission != PUBLIC and not is_wire_path(f"/{path}")
    }

    assert guarded == set(ROUTES), "Give the route a row in provider_portal/tests/routes.py."


@pytest.mark.parametrize("name", ROUTES)
def test_who_gets_through(client, world, name):
    caller = Caller(client, world, name)
    route = caller.route
    answers = {persona: caller.call(persona) for persona in PERSONAS}

    # A refusal in words, 400, is no way through either; 409 tells who may that it does not fit just now.
    through = {persona for persona, (status, _) in answers.items() if status < 400 or status == 409}
    forbidden = {persona for persona, (status, _) in answers.items() if status in (400, 403)}
    assert through == route.who
    assert forbidden == route.seen_by - route.who
    assert not [persona for persona, (status, _) in answers.items() if status >= 500]
    assert not [persona for persona, (_, changes) in answers.items() if changes and persona not in route.who]

    client.logout()
    assert caller.call(None) == (302, False), "Who is signed out is sent to the door."


# To everybody's own pages, and to operators, nothing is foreign.
NOTHING_FOREIGN = (set(PERSONAS), {"operator"})


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.who and route.who not in NOTHING_FOREIGN])
def test_a_foreign_identifier_does_not_exist(client, world, name):
    caller = Caller(client, world, name)
    tried = 0
    for part in ("path", "body", "form", "query"):
        given = getattr(caller, part)
        for trail, pk in list(identifiers(given)) if given else []:
            for foreign in foreign_ids(world, pk):
                for persona in sorted(caller.route.who):
                    if visible(world, persona, caller, part, foreign):
                        continue
                    outcome = caller.call(persona, **{part: swapped(given, trail, foreign)})
                    assert outcome == (404, False), f"{persona}: {part} {trail} {json.dumps(outcome)}"
                    tried += 1
    assert tried or not caller.path and not caller.body


def visible(world, persona, caller, part, foreign):
    """A provider's staff may of course open their other clients; within one client, another's rows are foreign to them."""
    birch = {str(row.pk) for row in (world.birch.organization, world.birch.shared, world.birch.other, world.birch.shared_item)}
    alone = part == "path" and len(list(identifiers(caller.path))) == 1 or caller.name in BARE_ITEMS
    return persona in ("provider_admin", "service_user") and alone and foreign in birch


# Routes that name items, or clients, outside any one organization.
BARE_ITEMS = {
    "organizations:client_details",
    "organizations:write_client_note",
    "organizations:add_client_contact",
    "organizations:tag_clients",
    "organizations:untag_clients",
    "organizations:change_seats_of_clients",
    "organizations:suspend_clients",
    "organizations:resume_clients",
    "organizations:rename_client",
    "organizations:client_seats",
    "organizations:transfer_seats",
    "organizations:request_seats",
    "organizations:baseline_client",
    "organizations:make_exception",
    "organizations:end_exception",
    "organizations:apply_baseline",
    "organizations:leave_baseline",
    "vault:hide_checklist",
    "vault:save_blueprint",
    "organizations:unlink_client",
    "organizations:client_event_log",
    "organizations:export_client_events",
    "vault:trash_item",
    "vault:restore_item",
    "vault:delete_item",
    "vault:favorite_item",
    "vault:archive_item",
    "vault:chosen_member_items",
}
