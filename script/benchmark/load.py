"""Fill an empty database with a data set: rows made by Postgres itself, what looks encrypted at random."""

import base64
import os
import time

from django.db import connection

from events.services import make_partitions
from script.benchmark import statements
from script.benchmark.sizes import ITEMS_PER_COLLECTION, OTHER_GROUPS, own_of, shared_of
from vault.ciphers import render_body
from vault.grants import permission_ids
from vault.schemas import CipherRequest

BODIES = 2_000
MONTHS = 12


def b64(count):
    return base64.b64encode(os.urandom(count)).decode()


def encstring(length=32):
    return f"2.{b64(16)}|{b64(length)}|{b64(32)}"


def sealed():
    return f"4.{b64(256)}"


def public_key():
    return f"MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQ{b64(261)[:346]}AQAB"


def new_item(**changes):
    """Return an item as clients send it, about as long as people's are."""
    uris = [{"match": None, "uri": encstring(48), "uriChecksum": encstring()}]
    return {
        "type": 1,
        "name": encstring(48),
        "notes": encstring(96),
        "key": encstring(64),
        "reprompt": 0,
        "favorite": False,
        "login": {"uris": uris, "username": encstring(48), "password": encstring(48), "totp": None},
        **changes,
    }


def load(size, say=print):
    """Write the data set of `size`. Who may switch off checks of foreign keys, a superuser, saves half the time."""
    make_partitions(before=MONTHS)
    started = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
        if cursor.fetchone()[0]:
            cursor.execute("SET session_replication_role = replica")
        cursor.execute(statements.PREPARE)
        fill_helpers(cursor, size)
        for name, statement in statements.STATEMENTS.items():
            cursor.execute(statement, parameters(size))
            say(f"  {name}: {max(cursor.rowcount, 0):,} ({time.monotonic() - started:.0f} s)")
        if not connection.in_atomic_block:
            cursor.execute("VACUUM ANALYZE")
            say(f"  looked at by the planner ({time.monotonic() - started:.0f} s)")


def fill_helpers(cursor, size):
    bodies = [render_body(CipherRequest.model_validate(new_item())) for _ in range(min(BODIES, 20 * size.organizations + 80))]
    cursor.execute(statements.BODIES, {"bodies": bodies})
    people = [(seen, shared_of(seen), own_of(seen)) for seen in size.people]
    for seen, shared, own in people:
        cursor.execute(statements.PERSON, {"seen": seen, "shared": shared, "own": own})


def parameters(size):
    ids = permission_ids()
    return {
        **vars(size),
        "items": size.items,
        "items_per_collection": ITEMS_PER_COLLECTION,
        "other_groups": OTHER_GROUPS,
        "encstring": encstring(),
        "sealed": sealed(),
        "public_key": public_key(),
        "edit": ids["edit"],
        "view": ids["view"],
        "manage": ids["manage"],
    }
