"""SignalR's frames in MessagePack: only what the protocol needs, and only the way to clients."""

import struct
from datetime import UTC, datetime, timedelta
from uuid import UUID

RECORD_SEPARATOR = b"\x1e"
HANDSHAKE_DONE = b"{}" + RECORD_SEPARATOR
PING = b"\x02\x91\x06"
INVOCATION = 1
RECEIVE = "ReceiveMessage"
# Spelled like this in the protocol.
ANSWER_TO_LOGIN_REQUEST = "AuthRequestResponseRecieved"

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST_SHORT_TEXT = 31
LONGEST_SHORT_LIST = 15


def invocation(target, *arguments):
    """Return the frame that calls `target` in a client."""
    return frame(pack([INVOCATION, {}, None, target, list(arguments)]))


def frame(message):
    """Return the message behind its length, seven bits a byte, the lowest first."""
    prefix = bytearray()
    rest = len(message)
    while rest > 0x7F:
        prefix.append(rest & 0x7F | 0x80)
        rest >>= 7
    prefix.append(rest)
    return bytes(prefix) + message


def pack(value):
    """Return `value` in MessagePack: nothing, truth, whole numbers, text, dates, ids, lists and dictionaries."""
    if value is None:
        return b"\xc0"
    if isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int):
        return bytes([value]) if 0 <= value <= 0x7F else b"\xd3" + struct.pack(">q", value)
    if isinstance(value, str | UUID):
        return pack_text(str(value).encode())
    if isinstance(value, datetime):
        return pack_date(value)
    if isinstance(value, dict):
        parts = [pack(part) for pair in value.items() for part in pair]
        return head(len(value), 0x80, b"\xde") + b"".join(parts)
    if isinstance(value, list):
        return head(len(value), 0x90, b"\xdc") + b"".join(map(pack, value))
    raise TypeError(f"MessagePack is not spoken for {type(value).__name__}")


def pack_text(text):
    if len(text) <= LONGEST_SHORT_TEXT:
        return bytes([0xA0 | len(text)]) + text
    return b"\xdb" + struct.pack(">I", len(text)) + text


def pack_date(date):
    """Return the timestamp extension of 64 bits: nanoseconds above the seconds."""
    elapsed = date - EPOCH
    seconds = elapsed // timedelta(seconds=1)
    nanoseconds = elapsed.microseconds * 1000
    return b"\xd7\xff" + struct.pack(">Q", nanoseconds << 34 | seconds)


def head(length, short, long):
    if length <= LONGEST_SHORT_LIST:
        return bytes([short | length])
    return long + struct.pack(">H", length)
