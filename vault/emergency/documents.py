"""Somebody's own items as their emergency contact receives them."""

import orjson
from django.db.models import Prefetch

from vault.attachment_documents import attachment_document
from vault.models import Attachment, Cipher


def keyring(access):
    """Return the grantor's sealed key in the agent's words: to it, their vault is one more that was shared."""
    return {"providers": [], "organizations": [{"id": str(access.pk), "key": access.wrapped_key, "providerId": None}]}


def items(access):
    """Return the grantor's items as JSON bytes that the agent indexes."""
    rows = b",".join(item(access, cipher) for cipher in ciphers_of(access))
    return b'{"collections":[],"folders":[],"ciphers":[' + rows + b"]}"


def ciphers_of(access):
    """Return the grantor's items, trash left out, with their complete files."""
    files = Prefetch("attachments", files_of(access))
    return Cipher.objects.filter(tenant_id=access.grantor_id, deleted_at=None).prefetch_related(files).order_by("pk")


def files_of(access):
    """Return the complete files of the grantor's items, trash left out."""
    shown = {"cipher__tenant_id": access.grantor_id, "cipher__deleted_at": None, "uploaded": True}
    return Attachment.objects.filter(**shown).order_by("pk")


def item(access, cipher, *, as_shared=True):
    """Return the bytes of one item. To the agent, the grantor's vault is one that was shared; to apps it is a person's."""
    changes = {} if as_shared else {"organizationId": None, "organizationUseTotp": True, "archivedDate": None}
    facts = orjson.dumps(
        {
            "object": "cipherDetails",
            "id": str(cipher.pk),
            "organizationId": str(access.pk),
            "folderId": None,
            "type": cipher.type,
            "reprompt": 0,
            "favorite": False,
            "collectionIds": [],
            "edit": False,
            "viewPassword": True,
            "permissions": {"delete": False, "restore": False},
            "creationDate": cipher.created_at,
            "revisionDate": cipher.revision_date,
            "deletedDate": None,
            "attachments": [attachment_document(file) for file in cipher.attachments.all()] or None,
        }
        | changes,
        option=orjson.OPT_UTC_Z,
    )
    return facts[:-1] + b"," + cipher.body.encode() + b"}"
