"""Importing: chunks are kept aside as they arrive, then written all at once or not at all."""

from datetime import timedelta

import orjson
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from events.types import EventType
from organizations.services.events import record_in, record_many_in
from provider_portal.models import time_ordered_id
from vault import grants, revisions
from vault.ciphers import ContentMissing, TooLong, render_body
from vault.levels import AccessLevel
from vault.models import Collection, ImportChunk
from vault.refusals import Absent, CollectionLimitReached, Malformed, Refused, TooLarge

FORGOTTEN_AFTER = timedelta(days=1)

# `rows` was rendered by `add_chunk`, so its shape is ours.
CHUNKS = """
    SELECT row FROM vault_importchunk, json_array_elements(rows::json) AS row
    WHERE import_id = %(import_id)s AND tenant_id = %(tenant_id)s AND user_id = %(user_id)s
"""
WRITE_ITEMS = f"""
    INSERT INTO vault_cipher (id, tenant_id, organization_id, type, reprompt, body, created_at, updated_at, revision_date)
    SELECT (row->>'id')::uuid, %(tenant_id)s, %(tenant_id)s, (row->>'type')::smallint, (row->>'reprompt')::smallint,
           row->>'body', %(now)s, %(now)s, %(now)s
    FROM ({CHUNKS}) AS chunks
"""
LAST_PLACE = f"""
    SELECT coalesce(max(place::int), -1) FROM ({CHUNKS}) AS chunks, json_array_elements_text(row->'places') AS place
"""
WRITE_LINKS = f"""
    INSERT INTO vault_ciphercollection (cipher_id, collection_id, organization_id)
    SELECT (row->>'id')::uuid, (%(collections)s::uuid[])[place::int + 1], %(tenant_id)s
    FROM ({CHUNKS}) AS chunks, json_array_elements_text(row->'places') AS place
"""


class ImportIncomplete(Refused):
    status = 409
    message = _("A part of the import did not arrive, and nothing was written. Import the file again.")


class UnknownCollection(Absent):
    message = _("A collection of the import does not exist any more. Reload the page and import the file again.")


class MayNotCreateCollections(Refused):
    status = 409
    message = _("You may not create collections here. Import into one that exists.")


def add_chunk(organization, *, import_id, sequence, requests, places, actor):
    """Keep a chunk of checked cipher requests aside; `places` are indexes into the import's collections.

    Sending a chunk a second time replaces the first. Raises Malformed or TooLarge naming nothing of the content.
    """
    try:
        rows = [
            {
                "id": str(time_ordered_id()),
                "type": request.type,
                "reprompt": request.reprompt or 0,
                "body": render_body(request),
                "places": sorted(set(indexes)),
            }
            for request, indexes in zip(requests, places, strict=True)
        ]
    except ContentMissing:
        raise Malformed from None
    except TooLong:
        raise TooLarge from None
    ImportChunk.objects.bulk_create(
        [
            ImportChunk(
                import_id=import_id,
                tenant_id=organization.pk,
                user=actor,
                sequence=sequence,
                rows=orjson.dumps(rows).decode(),
            )
        ],
        update_conflicts=True,
        unique_fields=["tenant_id", "user", "import_id", "sequence"],
        update_fields=["rows"],
    )


@transaction.atomic
def finish_import(organization, *, import_id, chunks, collections, actor):
    """Write the import: its new collections, its items, their links. Returns (items, new collections).

    `collections` is a list of `(id, name)` in the order the chunks' `places` count by; where `id` is None, a
    collection of that encrypted name is made. Raises ImportIncomplete, UnknownCollection,
    MayNotCreateCollections or CollectionLimitReached; nothing is written then.
    """
    check_collections_exist(organization, [pk for pk, _ in collections if pk])
    waiting = ImportChunk.objects.filter(import_id=import_id, tenant_id=organization.pk, user=actor)
    arrived = waiting.select_for_update().order_by("sequence").values_list("sequence", flat=True)
    if list(arrived) != list(range(chunks)):
        raise ImportIncomplete
    targets, made = resolve_collections(organization, collections, actor=actor)
    written = write(organization, import_id=import_id, collections=targets, actor=actor)
    waiting.delete()
    record_many_in(
        organization, EventType.COLLECTION_CREATED, [{"collection_id": row.pk} for row in made], actor=actor
    )
    record_in(organization, EventType.ITEMS_IMPORTED, actor=actor)
    revisions.bump(Collection, targets, announced=True)
    revisions.bump(type(organization), [organization.pk])
    return written, len(made)


def check_collections_exist(organization, ids):
    if organization.collections.filter(pk__in=ids).count() != len(set(ids)):
        raise UnknownCollection


def resolve_collections(organization, collections, *, actor):
    """Return (ids in the given order, the rows that were made)."""
    made = [Collection(organization=organization, name=name) for pk, name in collections if not pk]
    if made:
        check_may_create(organization, len(made), actor)
    Collection.objects.bulk_create(made)
    member = organization.membership(actor)
    if member:
        grants.grant_to_members([(member, collection, AccessLevel.MANAGE) for collection in made])
    fresh = iter(made)
    return [pk or next(fresh).pk for pk, _ in collections], made


def check_may_create(organization, count, actor):
    if not actor.has_perm(Permission.COLLECTIONS_CREATE, organization):
        raise MayNotCreateCollections
    limit = organization.features.collections
    if limit is not None and organization.collections.count() + count > limit:
        raise CollectionLimitReached


def write(organization, *, import_id, collections, actor):
    """Insert what waits, in a number of statements that does not grow with it; returns the number of items."""
    arguments = {
        "import_id": import_id,
        "tenant_id": organization.pk,
        "user_id": actor.pk,
        "collections": [str(pk) for pk in collections],
        "now": timezone.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(LAST_PLACE, arguments)
        if cursor.fetchone()[0] >= len(collections):
            raise UnknownCollection
        cursor.execute(WRITE_ITEMS, arguments)
        written = cursor.rowcount
        cursor.execute(WRITE_LINKS, arguments)
    return written


def forget_unfinished_imports():
    """Delete the chunks of imports that were given up."""
    ImportChunk.objects.filter(created_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()
