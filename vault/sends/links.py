"""The public name of a Send."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID


def access_id_of(send):
    """Return the Send's `accessId`: base64url, without padding, of the 16 bytes of its id in big-endian order.

    The byte order is decided for ever: links are kept where nobody can change them any more.
    """
    return urlsafe_b64encode(send.pk.bytes).decode().rstrip("=")


def id_of(access_id):
    """Return the id that an `accessId` names, or None where the text is no canonical one."""
    try:
        pk = UUID(bytes=urlsafe_b64decode(f"{access_id}=="))
    except ValueError:
        return None
    return pk if urlsafe_b64encode(pk.bytes).decode().rstrip("=") == access_id else None
