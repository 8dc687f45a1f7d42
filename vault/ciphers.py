"""How an item is kept: the one place that turns a checked request into the stored text."""

import orjson

from vault.models import Cipher

Type = Cipher.Type

# The attribute of a request that holds the content of each type, and its name in the protocol.
CONTENT = {
    Type.LOGIN: ("login", "login"),
    Type.SECURE_NOTE: ("secure_note", "secureNote"),
    Type.CARD: ("card", "card"),
    Type.IDENTITY: ("identity", "identity"),
    Type.SSH_KEY: ("ssh_key", "sshKey"),
    Type.BANK_ACCOUNT: ("bank_account", "bankAccount"),
    Type.DRIVERS_LICENSE: ("drivers_license", "driversLicense"),
    Type.PASSPORT: ("passport", "passport"),
}
# What an answer may be at most; the protocol's limit of a whole item.
LONGEST_BODY = 500_000


class ContentMissing(Exception):
    """The item does not have the content of its type."""


class TooLong(Exception):
    """The item is larger than the protocol allows."""


def render_body(request):
    """Return the encrypted part of an item as canonical JSON members, without the outer braces.

    Exactly this text is spliced into answers, so it must come from our own encoder and from nowhere else.
    """
    attribute, _ = CONTENT[request.type]
    content = getattr(request, attribute)
    if content is None and request.type != Type.SECURE_NOTE:
        raise ContentMissing
    members = {"name": request.name, "notes": request.notes, "key": request.key}
    members |= dict.fromkeys(name for _, name in CONTENT.values())
    members[CONTENT[request.type][1]] = {"type": 0} if content is None else plain(content)
    members["data"] = None
    members["fields"] = plain_list(request.fields)
    members["passwordHistory"] = plain_list(request.password_history)
    body = orjson.dumps(members)[1:-1].decode()
    if len(body) > LONGEST_BODY:
        raise TooLong
    return body


def is_kept(name, cipher):
    """Return whether `name` is the item's as it was encrypted to a key of the item's own."""
    members = orjson.loads(f"{{{cipher.body}}}")
    return bool(members["key"]) and members["name"] == name


def plain(part):
    return part.model_dump(by_alias=True)


def plain_list(parts):
    return [plain(part) for part in parts] if parts else None
