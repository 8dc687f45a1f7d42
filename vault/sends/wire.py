"""A Send in the protocol's JSON, for its owner. Source: `spec/api.md` 9.1."""

from vault.api.send_schemas import PASSWORD_MARK, AuthType
from vault.sends.documents import own_send


def send_document(send):
    return {
        "object": "send",
        **own_send(send),
        "authType": auth_type_of(send),
        "password": PASSWORD_MARK if send.password_hash else None,
    }


def auth_type_of(send):
    if send.emails:
        return AuthType.EMAIL
    return AuthType.PASSWORD if send.password_hash else AuthType.NONE


def upload_document(send):
    """Return where the file goes: always to the route that the protocol names, whatever `url` says."""
    return {
        "object": "send-fileUpload",
        "url": f"/sends/{send.pk}/file/{send.data['id']}",
        "fileUploadType": 0,
        "sendResponse": send_document(send),
    }
