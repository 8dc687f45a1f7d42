"""The only way an event is written, and the upkeep of the table's partitions."""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

from events.models import Event

BEFORE_OF_PARTITIONS = 1
AHEAD_OF_PARTITIONS = 3


@dataclass(frozen=True)
class Origin:
    """Where a request came from: facts of the transport, never a ground for a decision."""

    ip_address: str | None = None
    device_type: int | None = None


origin = ContextVar("origin", default=Origin())


def record(event_type, *, actor=None, **targets):
    """Write that `actor` did `event_type`; call it in the transaction of the change itself.

    `targets` are columns of `Event` that end in `_id`, `domain_name`, `system_user` or `date`. Returns the event.
    """
    return record_many([build(event_type, actor=actor, **targets)])[0]


def build(event_type, *, actor=None, **targets):
    """Return the unsaved event, for `record_many`."""
    here = origin.get()
    return Event(
        type=event_type,
        acting_user_id=actor.pk if actor else None,
        ip_address=here.ip_address,
        device_type=here.device_type,
        **targets,
    )


def record_many(events):
    """Write the events in one statement per thousand rows."""
    return Event.objects.bulk_create(events, batch_size=1000)


def make_partitions(today=None, before=BEFORE_OF_PARTITIONS, ahead=AHEAD_OF_PARTITIONS):
    """Create the monthly partitions around `today` that do not exist yet.

    A month for which the default partition holds rows already is skipped: Postgres refuses it, and nothing is lost.
    """
    today = today or datetime.now(UTC)
    month = today.year * 12 + today.month - 1
    with connection.cursor() as cursor:
        for number in range(month - before, month + ahead + 1):
            cursor.execute("SELECT events_make_partition(%s, %s)", [number // 12, number % 12 + 1])
