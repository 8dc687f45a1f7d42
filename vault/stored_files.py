"""Encrypted files in Django's storage: written in parts, gone with the transaction that lets go of them."""

from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction


class PartMissing(Exception):
    """What comes before this part has not arrived."""


def write_part(name, offset, content):
    """Put `content` at `offset` of the file and return the file's new size; a part may come again.

    Raises PartMissing when it would leave a gap.
    """
    if offset == 0:
        if default_storage.exists(name):
            default_storage.delete(name)
        default_storage.save(name, ContentFile(content))
        return len(content)
    if not default_storage.exists(name) or default_storage.size(name) < offset:
        raise PartMissing
    with default_storage.open(name, "r+b") as file:
        file.seek(offset)
        file.truncate()
        file.write(content)
    return offset + len(content)


def delete_on_commit(names):
    """Delete the files once the rows that named them are gone for good."""
    for name in names:
        if name:
            transaction.on_commit(partial(default_storage.delete, name), robust=True)
