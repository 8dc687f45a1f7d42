"""A Send in the protocol's JSON, for its owner. Source: `spec/api.md` 9.1."""

from vault.api.send_schemas import PASSWORD_MARK, AuthType
from vault.sends.documents import own_send


def send_document(send):
    has_password = send.password_hash is not None
    return {
        "object": "send",
        **own_send(send),
        "authType": AuthType.PASSWORD if has_password else AuthType.NONE,
        "password": PASSWORD_MARK if has_password else None,
        "emails": None,
    }


def upload_document(send):
    """Return where the file goes: always to the route that the protocol names, whatever `url` says."""
    return {
        "object": "send-fileUpload",
        "url": f"/sends/{send.pk}/file/{send.data['id']}",
        "fileUploadType": 0,
        "sendResponse": send_document(send),
    }
