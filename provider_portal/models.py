from django.db import models
from django.utils import timezone
from uuid_utils import compat


def time_ordered_id():
    """Return a UUIDv7, so that new rows land at the end of every index."""
    return compat.uuid7()


class Model(models.Model):
    """A row with a time-ordered UUID and the two dates every row has."""

    id = models.UUIDField(primary_key=True, default=time_ordered_id, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
