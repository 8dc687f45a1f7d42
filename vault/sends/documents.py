"""A Send as JSON: for its owner, and for whoever opens it."""

from vault.models import Send
from vault.sends.links import access_id_of


def own_send(send):
    """Return what its owner's browser gets of a Send."""
    return {
        "id": str(send.pk),
        "accessId": access_id_of(send),
        "key": send.wrapped_key,
        "notes": send.notes,
        **content_of(send),
        "uploaded": send.uploaded,
        "maxAccessCount": send.max_access_count,
        "accessCount": send.access_count,
        "hasPassword": send.password_hash is not None,
        "emails": send.emails,
        "disabled": send.disabled,
        "hideEmail": send.hide_email,
        "deletionDate": send.deletes_at,
        "expirationDate": send.expires_at,
        "revisionDate": send.revision_date,
    }


def opened_send(send):
    """Return what somebody with the link gets, once they were let in."""
    return {
        "id": access_id_of(send),
        **content_of(send),
        "expirationDate": send.expires_at,
        "creatorIdentifier": None if send.hide_email else send.user.email,
    }


def content_of(send):
    is_text = send.type == Send.Type.TEXT
    return {
        "type": send.type,
        "name": send.name,
        "text": send.data if is_text else None,
        "file": None if is_text else {**send.data, "size": str(send.size), "sizeName": size_name(send.size)},
    }


def size_name(size):
    """Return a size as the protocol writes it: `225 Bytes`, `1.21 MB`."""
    if size < 1024:
        return f"{size} Bytes"
    for unit in ("KB", "MB", "GB"):
        size /= 1024
        if size < 1024 or unit == "GB":
            return f"{size:.2f}".rstrip("0").rstrip(".") + f" {unit}"
