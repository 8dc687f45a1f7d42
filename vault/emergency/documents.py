"""Somebody's own items as their emergency contact receives them."""

import orjson

from vault.models import Cipher


def keyring(access):
    """Return the grantor's sealed key in the agent's words: to it, their vault is one more that was shared."""
    return {"providers": [], "organizations": [{"id": str(access.pk), "key": access.wrapped_key, "providerId": None}]}


def items(access):
    """Return the grantor's items, trash left out, as JSON bytes that the agent indexes."""
    ciphers = Cipher.objects.filter(tenant_id=access.grantor_id, deleted_at=None).order_by("pk")
    return b'{"collections":[],"folders":[],"ciphers":[' + b",".join(item(access, cipher) for cipher in ciphers) + b"]}"


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
        }
        | changes,
        option=orjson.OPT_UTC_Z,
    )
    return facts[:-1] + b"," + cipher.body.encode() + b"}"
