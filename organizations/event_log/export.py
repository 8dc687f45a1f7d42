"""A log as a CSV file: all of the range, read in pieces as they are sent."""

from datetime import UTC
from html import unescape

from django.utils.html import strip_tags

from organizations.event_log.search import Place

PIECE = 1000
COLUMNS = ["message", "appIcon", "appName", "userId", "userName", "userEmail", "date", "ip", "type"]
# A log of many clients says of which.
CLIENT_COLUMNS = ["clientId", "clientName"]


def file_name(log):
    wanted = log.form.cleaned_data
    return f"events-{wanted['start']:%Y%m%d}-{wanted['end']:%Y%m%d}.csv"


def exported_rows(log):
    """Yield the lines of the file, the columns' names first."""
    yield COLUMNS + (CLIENT_COLUMNS if log.shows_clients else [])
    after = None
    while True:
        events = log.find(PIECE, after)
        yield from [line(row, log.shows_clients) for row in log.as_rows(events)]
        if len(events) < PIECE:
            return
        after = Place.of(events[-1])


def line(row, with_client):
    event, actor = row.event, row.actor
    cells = [
        unescape(strip_tags(row.sentence)),
        row.icon,
        str(row.device),
        actor.id,
        actor.name,
        actor.email,
        event.date.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        event.ip_address,
        event.type,
    ]
    return cells + ([event.organization_id, row.client] if with_client else [])
