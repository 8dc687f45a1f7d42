"""The world of tests, made once in a while and otherwise put back: rows as text, objects as they were.

Making it takes eighty statements; putting it back takes one for each of its tables.
"""

import io
import pickle
import time
from dataclasses import dataclass
from types import SimpleNamespace

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Max

from organizations.models import Organization
from provider_portal.tests.world import make_world

# What the world calls "now" may be so old: less than anything in it lasts.
FRESH_SECONDS = 240
# The rows that migrations make.
CONSTANT = {ContentType._meta.db_table, Permission._meta.db_table}
# Triggers count in its rows, which the counts are in already: it comes last, when there is nothing more to count.
COUNTED = Organization._meta.db_table


@dataclass(frozen=True)
class Snapshot:
    made_at: float
    # Emptied tables get new permissions, which the old grants would not fit.
    last_permission: int
    rows: dict[str, str]
    objects: bytes

    def fits(self, last_permission):
        return self.last_permission == last_permission and time.monotonic() - self.made_at < FRESH_SECONDS

    def put_back(self):
        with transaction.atomic(), connection.cursor() as cursor:
            for table, text in sorted(self.rows.items(), key=lambda row: row[0] == COUNTED):
                cursor.copy_expert(f'COPY "{table}" FROM STDIN', io.StringIO(text))
        return pickle.loads(self.objects)


class Worlds:
    """Where worlds come from; one for each process."""

    def __init__(self):
        self.kept = None

    def next(self) -> SimpleNamespace:
        """Return the world, with its rows in the database."""
        last_permission = Permission.objects.aggregate(last=Max("pk"))["last"]
        if self.kept and self.kept.fits(last_permission):
            return self.kept.put_back()
        is_alone = filled_tables() <= CONSTANT
        world = make_world()
        if is_alone:
            rows = {table: rows_of(table) for table in filled_tables() - CONSTANT}
            self.kept = Snapshot(time.monotonic(), last_permission, rows, pickle.dumps(world))
        return world


def filled_tables():
    """Return the names of the tables that have a row."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in tables)
        )
        return {table for (table,) in cursor.fetchall()}


def rows_of(table):
    with connection.cursor() as cursor:
        text = io.StringIO()
        cursor.copy_expert(f'COPY (SELECT * FROM "{table}") TO STDOUT', text)
        return text.getvalue()
