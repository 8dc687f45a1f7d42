"""Giving an account another key: everything under the old one is replaced in one transaction, or nothing is."""

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import credentials, tasks
from accounts.models import User
from accounts.notices import Notice
from events.services import record
from events.types import EventType
from vault import own_key
from vault.models import Attachment, ImportChunk
from vault.refusals import Refused
from vault.services.ciphers import check_date, check_encryptor, check_owner, rendered

# One statement for each kind, however much there is.
REPLACE_BODIES = """
    UPDATE vault_cipher SET body = new.body, revision_date = %s, updated_at = %s
    FROM unnest(%s::uuid[], %s::text[]) AS new (id, body) WHERE vault_cipher.id = new.id
"""
REPLACE_FILES = """
    UPDATE vault_attachment SET file_name = new.name, wrapped_key = new.key
    FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS new (id, name, key) WHERE vault_attachment.id = new.id
"""
REPLACE_ONE = """
    UPDATE {table} SET {column} = new.value
    FROM unnest(%s::uuid[], %s::text[]) AS new (id, value) WHERE {table}.id = new.id
"""


class Incomplete(Refused):
    """The request does not replace exactly what there is; applied, it would destroy the rest."""

    message = _("Your vault was changed meanwhile. Nothing was replaced: reload the page, then try again.")
    status = 409


@transaction.atomic
def rotate_keys(user, request, lock, *, actor, items=None):
    """Replace the account's key by the one in `lock`, and everything that is under it; every session ends.

    Refused unless `request` brings the successor of each EncString that exists now, and nothing changed since it was made.
    Clients of the protocol encrypt their `items` whole instead, by id, and `request` names no revision.
    """
    # Locked before the account's row, as everybody who changes an item does.
    rows = own_key.own_ciphers(user).select_for_update().order_by("pk").in_bulk()
    row = User.objects.select_for_update().get(pk=user.pk)
    if request.revision and row.revision_date != request.revision:
        raise Incomplete
    before = own_key.own_strings(user)
    if items is None:
        check_complete(before, request)
        bodies = {pk: own_key.body_with(row.body, request.ciphers[pk]) for pk, row in rows.items()}
    else:
        bodies = bodies_of(rows, items, user)
        check_complete({kind: before[kind] for kind in ("folders", "sends")}, request)
        check_files(rows, request.attachments)
    contacts, memberships = own_key.emergency_contacts(user), own_key.recovering_memberships(user)
    if {row.pk for row in contacts} != request.contacts.keys() or {row.pk for row in memberships} != request.recoveries.keys():
        raise Incomplete
    if own_key.opening_passkeys(user).keys() != {str(pk) for pk in request.passkeys}:
        raise Incomplete
    replace(bodies, request)
    replace_passkeys(user, request.passkeys)
    # An import under way was encrypted with the old key.
    ImportChunk.objects.filter(tenant_id=user.pk).delete()
    private = {"wrapped_private_key": request.private_key, "user_key_id": request.key_id}
    credentials.relock(user, lock, **private)
    record(EventType.USER_ROTATED_KEY, actor=actor, user_id=user.pk)
    tasks.send_notice.delay_on_commit(str(user.pk), Notice.KEY_ROTATED)


def check_complete(before, request):
    """Refuse with Incomplete unless for each EncString there is one successor."""
    for kind, rows in before.items():
        given = {str(pk): strings for pk, strings in getattr(request, kind).items()}
        if {pk: len(strings) for pk, strings in rows.items()} != {pk: len(strings) for pk, strings in given.items()}:
            raise Incomplete


def bodies_of(rows, items, user):
    """Return the bodies of items that a client encrypted whole; it has to know all of them as they are now."""
    if rows.keys() != items.keys():
        raise Incomplete
    for pk, item in items.items():
        check_encryptor(item, actor=user, personal=False)
        check_owner(item, None)
        check_date(rows[pk], item)
        if item.type != rows[pk].type:
            raise Incomplete
    return {pk: rendered(item) for pk, item in items.items()}


def check_files(rows, files):
    """Refuse unless each file comes with another name and key: an item that was encrypted whole may have another key."""
    known = Attachment.objects.filter(cipher__in=rows).values_list("pk", flat=True)
    if {str(pk) for pk in known} != {str(pk) for pk in files}:
        raise Incomplete


def replace(bodies, request):
    now = timezone.now()
    files = request.attachments
    with connection.cursor() as cursor:
        cursor.execute(REPLACE_BODIES, [now, now, list(bodies), list(bodies.values())])
        names, keys = [strings[0] for strings in files.values()], [(*strings, None)[1] for strings in files.values()]
        cursor.execute(REPLACE_FILES, [list(files), names, keys])
        replace_column(cursor, "vault_folder", "name", {pk: name for pk, [name] in request.folders.items()})
        replace_column(cursor, "vault_send", "wrapped_key", {pk: key for pk, [key] in request.sends.items()})
        replace_column(cursor, "vault_emergencyaccess", "wrapped_key", request.contacts)
        replace_column(cursor, "organizations_organizationmember", "recovery_key", request.recoveries)


def replace_passkeys(user, passkeys):
    for pk, renewed in passkeys.items():
        keys = {"wrapped_user_key": None, "wrapped_public_key": None, "wrapped_private_key": None}
        if renewed:
            keys = {"wrapped_user_key": renewed.encrypted_user_key, "wrapped_public_key": renewed.encrypted_public_key}
        user.login_passkeys.filter(pk=pk).update(**keys)


def replace_column(cursor, table, column, values):
    cursor.execute(REPLACE_ONE.format(table=table, column=column), [list(values), list(values.values())])
