"""Telling that something changed: one row of the highest thing concerned, written last in a transaction.

The time is the clock's at the moment of writing, so that of two changes the later one is the later date.
"""

from django.db import connection

from accounts.models import User
from provider_portal.notifications.kinds import Kind
from provider_portal.notifications.publish import notify_organizations, notify_people
from vault.models import Collection

BUMP = """
    UPDATE {table} SET revision_date = greatest(clock_timestamp(), revision_date + interval '1 microsecond')
    WHERE id IN (SELECT id FROM {table} WHERE id = ANY(%s::uuid[]) ORDER BY id FOR NO KEY UPDATE)
    RETURNING {owner}
"""


def bump(model, ids, *, announced=False):
    """Give the rows a new revision date, locked in the order of their ids, and tell the apps of those concerned.

    `announced` says that the caller tells them more precisely what changed.
    """
    ids = sorted({str(pk) for pk in ids})
    if not ids:
        return
    owner = "organization_id" if model is Collection else "id"
    with connection.cursor() as cursor:
        cursor.execute(BUMP.format(table=model._meta.db_table, owner=owner), [ids])
        owners = {str(pk) for (pk,) in cursor.fetchall()}
    if not announced:
        (notify_people if model is User else notify_organizations)(Kind.VAULT, sorted(owners))
