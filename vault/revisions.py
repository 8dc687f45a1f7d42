"""Telling that something changed: one row of the highest thing concerned, written last in a transaction.

The time is the clock's at the moment of writing, so that of two changes the later one is the later date.
"""

from django.db import connection

BUMP = """
    UPDATE {table} SET revision_date = greatest(clock_timestamp(), revision_date + interval '1 microsecond')
    WHERE id IN (SELECT id FROM {table} WHERE id = ANY(%s::uuid[]) ORDER BY id FOR NO KEY UPDATE)
"""


def bump(model, ids):
    """Give the rows a new revision date, locked in the order of their ids."""
    ids = sorted({str(pk) for pk in ids})
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(BUMP.format(table=model._meta.db_table), [ids])
