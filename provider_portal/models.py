from uuid import UUID

from django.db import models
from django.utils import timezone
from uuid_utils import compat

# Where a UUID says of which version it is.
VERSION, FOUR = 0xF << 76, 4 << 76


def time_ordered_id():
    """Return a UUIDv7 that gives itself out for a UUIDv4, so that new rows land at the end of every index.

    Clients of 2024 and early 2025 take nothing above version 5 for an id: they did not even log in.
    """
    return UUID(int=compat.uuid7().int & ~VERSION | FOUR)


class Model(models.Model):
    """A row with a time-ordered UUID and the two dates every row has."""

    id = models.UUIDField(primary_key=True, default=time_ordered_id, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
