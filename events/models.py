from django.db import models
from django.utils import timezone

from events.querysets import EventQuerySet
from events.types import EventType, SystemUser
from provider_portal.models import time_ordered_id


class Event(models.Model):
    """What somebody did, kept for ever.

    The table is partitioned by month of `date` and refuses UPDATE and DELETE. Its columns are plain ids,
    because a record outlives what it describes.
    """

    pk = models.CompositePrimaryKey("date", "id")
    id = models.UUIDField(default=time_ordered_id, editable=False)
    date = models.DateTimeField(default=timezone.now, editable=False)
    type = models.PositiveSmallIntegerField(choices=EventType.choices)
    organization_id = models.UUIDField(null=True)
    provider_id = models.UUIDField(null=True)
    acting_user_id = models.UUIDField(null=True)
    user_id = models.UUIDField(null=True)
    member_id = models.UUIDField(null=True)
    provider_member_id = models.UUIDField(null=True)
    client_id = models.UUIDField(null=True)
    collection_id = models.UUIDField(null=True)
    cipher_id = models.UUIDField(null=True)
    group_id = models.UUIDField(null=True)
    policy_id = models.UUIDField(null=True)
    send_id = models.UUIDField(null=True)
    domain_name = models.CharField(max_length=255, null=True)
    system_user = models.PositiveSmallIntegerField(choices=SystemUser.choices, null=True)
    device_type = models.PositiveSmallIntegerField(null=True)
    ip_address = models.GenericIPAddressField(null=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        db_table = "events_event"

    def __str__(self):
        return f"{self.get_type_display()} at {self.date:%Y-%m-%d %H:%M}"
