"""A Send for people named by their addresses: each shows a code that was mailed there."""

import hashlib
from dataclasses import dataclass

from accounts import codes
from accounts.querysets import normalize_email

PURPOSE = "send"
SEPARATOR = ","
# What the protocol allows of all addresses together.
LONGEST = 4000


@dataclass(frozen=True)
class Recipient:
    """One address of one Send: what a code is kept by, so that nobody's code puts out another's."""

    send_id: object
    email: str

    @property
    def pk(self):
        return f"{self.send_id}:{hashlib.sha256(self.email.encode()).hexdigest()}"


def joined(emails):
    """Return addresses as the protocol writes them, each once."""
    return SEPARATOR.join(dict.fromkeys(filter(None, map(normalize_email, emails))))


def is_named(send, email):
    """Return whether the address, in its normal form, is one that the Send is for."""
    return email in (send.emails or "").split(SEPARATOR)


def new_code(send, email):
    return codes.new_code(PURPOSE, Recipient(send.pk, email), email)


def is_code(send, email, code):
    """Return whether the code was mailed to a named address, and use it up."""
    return is_named(send, email) and codes.is_code(PURPOSE, Recipient(send.pk, email), email, code)
