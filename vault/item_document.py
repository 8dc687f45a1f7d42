"""One item in the protocol's JSON: the same members as in `vault.documents`, for an answer of its own."""

from datetime import UTC

import orjson

from accounts.backends import permissions_on
from accounts.permissions import Permission
from provider_portal.database.prepared import Prepared
from vault import document_sql as sql
from vault.attachment_documents import attachments_of
from vault.documents import TYPES, Document
from vault.models import CipherUserState

NO_STATE = CipherUserState()
IN_SYNC = Prepared(
    f"{sql.ACCESS} {sql.GRANTED_ITEMS} WHERE c.id = %(cipher)s UNION ALL {sql.OWN_ITEMS} AND c.id = %(cipher)s",
    TYPES | {"cipher": "uuid"},
)
IN_ORGANIZATION = Prepared(f"{sql.ACCESS} {sql.ALL_ITEMS} AND c.id = %(cipher)s", IN_SYNC.types)


def item_in_sync(user, cipher_id):
    """Return the bytes of one item as the sync of `user` has it, by one statement, or None when it holds no such item."""
    return line_of(IN_SYNC, Document(user), cipher_id)


def item_in_organization(cipher, user):
    """Return the bytes of an item as `user` has it who sees all items of its organization, or None: they do not."""
    document = Document(user, cipher.organization)
    return line_of(IN_ORGANIZATION, document, cipher.pk) if Permission.ITEMS_VIEW in document.held else None


def line_of(statement, document, cipher_id):
    rows = statement.fetch({**document.parameters, "cipher": cipher_id})
    return rows[0][0].encode() if rows else None


def item_document(cipher, user, *, announced=None):
    """Return the bytes of the item as `user` sees it; `announced` is a file of it that is still on its way."""
    permissions = permissions_on(cipher, user)
    deletes = Permission.ITEM_DELETE in permissions
    state = cipher.states.filter(user=user).first() or NO_STATE
    facts = {
        "object": "cipherDetails",
        "id": cipher.pk,
        "organizationId": cipher.organization_id,
        "folderId": state.folder_id,
        "type": cipher.type,
        "reprompt": cipher.reprompt,
        "favorite": state.favorite,
        "attachments": attachments_of(cipher, announced=announced),
        "collectionIds": collection_ids(cipher, user),
        "organizationUseTotp": True,
        "edit": Permission.ITEM_EDIT in permissions,
        "viewPassword": Permission.ITEM_PASSWORD_VIEW in permissions,
        "permissions": {"delete": deletes, "restore": deletes},
        "creationDate": text(cipher.created_at),
        "revisionDate": text(cipher.revision_date),
        "deletedDate": text(cipher.deleted_at),
        "archivedDate": text(state.archived_at),
    }
    return orjson.dumps(facts)[:-1] + b"," + cipher.body.encode() + b"}"


def collection_ids(cipher, user):
    """Return the item's collections that are granted to `user`; to those who see it without a grant, all of them."""
    if cipher.organization_id is None:
        return []
    return sorted(cipher.granted_to(user) or cipher.collections.values_list("pk", flat=True))


def text(date):
    # Always with microseconds, as the database writes them.
    return date and date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
