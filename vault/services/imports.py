"""Importing: chunks are kept aside as they arrive, then written all at once or not at all.

The protocol's clients send everything at once, which is one chunk here.
"""

from collections import defaultdict
from datetime import timedelta
from functools import wraps

import orjson
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from events.types import EventType
from organizations.services.events import record_in, record_many_in
from provider_portal.models import time_ordered_id
from vault import grants, revisions
from vault.ciphers import ContentMissing, TooLong, render_body
from vault.import_targets import import_targets, imports_everywhere
from vault.levels import AccessLevel
from vault.models import Collection, FinishedImport, Folder, ImportChunk
from vault.policy_checks import refuse_items
from vault.refusals import Absent, CollectionLimitReached, Malformed, NoCollection, Refused, TooLarge
from vault.services.ciphers import check_key

FORGOTTEN_AFTER = timedelta(days=1)
# Longer than a browser offers to go on with an import.
REMEMBERED_FOR = timedelta(days=30)

# `rows` was rendered by `add_chunk`, so its shape is ours.
CHUNKS = """
    SELECT row FROM vault_importchunk, json_array_elements(rows::json) AS row
    WHERE import_id = %(import_id)s AND tenant_id = %(tenant_id)s AND user_id = %(user_id)s
"""
WRITE_ITEMS = f"""
    INSERT INTO vault_cipher (
        id, tenant_id, organization_id, user_id, type, reprompt, body, created_at, updated_at, revision_date
    )
    SELECT (row->>'id')::uuid, %(tenant_id)s, %(organization_id)s, %(owner_id)s, (row->>'type')::smallint,
           (row->>'reprompt')::smallint, row->>'body', %(now)s, %(now)s, %(now)s
    FROM ({CHUNKS}) AS chunks
"""
LAST_PLACE = f"""
    SELECT coalesce(max(place::int), -1) FROM ({CHUNKS}) AS chunks, json_array_elements_text(row->'places') AS place
"""
UNPLACED = f"SELECT count(*) FROM ({CHUNKS}) AS chunks WHERE json_array_length(row->'places') = 0"
WRITE_LINKS = f"""
    INSERT INTO vault_ciphercollection (cipher_id, collection_id, organization_id)
    SELECT (row->>'id')::uuid, (%(collections)s::uuid[])[place::int + 1], %(tenant_id)s
    FROM ({CHUNKS}) AS chunks, json_array_elements_text(row->'places') AS place
"""
# Of a person's own import the places are folders, and an item lies in one of them at most.
WRITE_STATES = f"""
    INSERT INTO vault_cipheruserstate (user_id, cipher_id, folder_id, favorite, archived_at)
    SELECT %(user_id)s, (row->>'id')::uuid, (%(folders)s::uuid[])[(row->'places'->>0)::int + 1],
           (row->>'favorite')::boolean, (row->>'archived')::timestamptz
    FROM ({CHUNKS}) AS chunks
    WHERE (row->>'favorite')::boolean OR row->>'archived' IS NOT NULL OR json_array_length(row->'places') > 0
"""


class ImportIncomplete(Refused):
    status = 409
    message = _("A part of the import did not arrive, and nothing was written. Import the file again.")


class UnknownCollection(Absent):
    message = _("A collection of the import does not exist any more. Reload the page and import the file again.")


class UnknownFolder(Absent):
    message = _("A folder of the import does not exist any more. Reload the page and import the file again.")


class NotManaged(Refused):
    status = 409
    message = _("You may import only into collections that you manage.")


class MayNotCreateCollections(Refused):
    status = 409
    message = _("You may not create collections here. Import into one that exists.")


def add_chunk(owner, *, import_id, sequence, requests, places, actor):
    """Keep a chunk of checked cipher requests aside; `places` are indexes into the import's collections.

    `owner` is the organization, or the person who imports for themselves: then they are indexes into folders.

    Sending a chunk a second time replaces the first. Raises Malformed or TooLarge naming nothing of the content.
    """
    organization = None if isinstance(owner, User) else owner
    refuse_items({request.type for request in requests}, actor=actor, organization=organization)
    try:
        rows = [
            {
                "id": str(time_ordered_id()),
                "type": request.type,
                "reprompt": request.reprompt or 0,
                "body": render_body(request),
                "favorite": request.favorite,
                "archived": request.archived_date,
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
                tenant_id=owner.pk,
                user=actor,
                sequence=sequence,
                rows=orjson.dumps(rows).decode(),
            )
        ],
        update_conflicts=True,
        unique_fields=["tenant_id", "user", "import_id", "sequence"],
        update_fields=["rows"],
    )


def once(write):
    """Make `write`, which finishes an import, do so once: a repeated request is told what the first one wrote."""

    @wraps(write)
    @transaction.atomic
    def finish(*args, import_id, actor, **kwargs):
        tenant_id = (args[0] if args else actor).pk
        with connection.cursor() as cursor:
            # Of two requests at once the second waits, then finds what the first one wrote.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(import_id)])
        import_of = {"import_id": import_id, "tenant_id": tenant_id, "user": actor}
        done = FinishedImport.objects.filter(**import_of).first()
        if done is None:
            items, places = write(*args, import_id=import_id, actor=actor, **kwargs)
            done = FinishedImport.objects.create(**import_of, items=items, places=places)
        return done.items, done.places

    return finish


@once
def finish_import(organization, *, import_id, chunks, collections, actor):
    """Write the import: its new collections, its items, their links. Returns (items, new collections).

    `collections` is a list of `(id, name)` in the order the chunks' `places` count by; where `id` is None, a
    collection of that encrypted name is made. Raises ImportIncomplete, UnknownCollection,
    MayNotCreateCollections or CollectionLimitReached; nothing is written then.
    """
    check_collections_exist(organization, [pk for pk, _ in collections if pk])
    check_targets(organization, [pk for pk, _ in collections if pk], import_id=import_id, actor=actor)
    waiting = arrived(organization, import_id=import_id, chunks=chunks, actor=actor)
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


def arrived(owner, *, import_id, chunks, actor):
    """Return the chunks of an import, locked, once all of them are there."""
    waiting = ImportChunk.objects.filter(import_id=import_id, tenant_id=owner.pk, user=actor)
    sequences = waiting.select_for_update().order_by("sequence").values_list("sequence", flat=True)
    if list(sequences) != list(range(chunks)):
        raise ImportIncomplete
    return waiting


def check_collections_exist(organization, ids):
    if organization.collections.filter(pk__in=ids).count() != len(set(ids)):
        raise UnknownCollection


def check_targets(organization, ids, *, import_id, actor):
    """Refuse what does not end up in collections the actor manages, where that is all they may import into."""
    if imports_everywhere(organization, actor):
        return
    if import_targets(organization, actor).filter(pk__in=ids).count() != len(set(ids)):
        raise NotManaged
    with connection.cursor() as cursor:
        cursor.execute(UNPLACED, whose(organization, import_id, actor))
        if cursor.fetchone()[0]:
            raise NoCollection


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
        **whose(organization, import_id, actor),
        "organization_id": organization.pk,
        "owner_id": None,
        "collections": [str(pk) for pk in collections],
    }
    return insert(arguments, WRITE_LINKS, places=len(collections))


def whose(owner, import_id, actor):
    return {"import_id": import_id, "tenant_id": owner.pk, "user_id": actor.pk, "now": timezone.now()}


def insert(arguments, write_places, *, places):
    with connection.cursor() as cursor:
        cursor.execute(LAST_PLACE, arguments)
        if cursor.fetchone()[0] >= places:
            raise UnknownCollection
        cursor.execute(WRITE_ITEMS, arguments)
        written = cursor.rowcount
        cursor.execute(write_places, arguments)
    return written


@transaction.atomic
def import_at_once(organization, *, requests, places, collections, actor):
    """Write a whole import into `organization`; arguments and refusals are those of the chunked one."""
    import_id = time_ordered_id()
    if requests:
        add_chunk(organization, import_id=import_id, sequence=0, requests=requests, places=places, actor=actor)
    return finish_import(
        organization, import_id=import_id, chunks=1 if requests else 0, collections=collections, actor=actor
    )


@transaction.atomic
def import_own(*, requests, places, folders, actor):
    """Write items and folders into the actor's own vault at once; as `finish_own_import`."""
    import_id = time_ordered_id()
    if requests:
        add_chunk(actor, import_id=import_id, sequence=0, requests=requests, places=places, actor=actor)
    return finish_own_import(import_id=import_id, chunks=1 if requests else 0, folders=folders, actor=actor)


@once
def finish_own_import(*, import_id, chunks, folders, actor):
    """Write the import into the actor's own vault. Returns (items, new folders).

    `folders` is a list of `(id, name)`: a folder of the actor's is used again where its id is given; every other one
    is made. Raises ImportIncomplete or UnknownFolder; nothing is written then.
    """
    check_key(actor)
    known = set(actor.folders.filter(pk__in=[pk for pk, _ in folders if pk]).values_list("pk", flat=True))
    if any(name is None and pk not in known for pk, name in folders):
        raise UnknownFolder
    waiting = arrived(actor, import_id=import_id, chunks=chunks, actor=actor)
    rows = [Folder(pk=pk) if pk in known else Folder(user=actor, name=name) for pk, name in folders]
    made = Folder.objects.bulk_create(row for row in rows if row.pk not in known)
    arguments = {
        **whose(actor, import_id, actor),
        "organization_id": None,
        "owner_id": actor.pk,
        "folders": [str(row.pk) for row in rows],
    }
    written = insert(arguments, WRITE_STATES, places=len(rows))
    waiting.delete()
    revisions.bump(User, [actor.pk])
    return written, len(made)


def places_of(count, relations):
    """Return for each of `count` items the places that `relations`, pairs of item and place, name."""
    found = defaultdict(list)
    for item, place in relations:
        found[item].append(place)
    return [found[index] for index in range(count)]


def forget_unfinished_imports():
    """Delete the chunks of imports that were given up, and what is known of those finished long ago."""
    ImportChunk.objects.filter(created_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()
    FinishedImport.objects.filter(created_at__lt=timezone.now() - REMEMBERED_FOR).delete()
