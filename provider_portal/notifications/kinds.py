"""What the publishing side and the hub agree on."""

from enum import IntEnum

CHANNEL = "portal:notifications"


class Kind(IntEnum):
    """The protocol's numbers of what happened."""

    CIPHER_UPDATED = 0
    CIPHER_CREATED = 1
    CIPHER_DELETED = 2
    CIPHERS = 4
    VAULT = 5
    KEYS = 6
    SETTINGS = 10
    LOG_OUT = 11
    LOGIN_REQUEST = 15
    LOGIN_REQUEST_ANSWERED = 16
