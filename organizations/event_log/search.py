"""Finding events: what the filters of a page mean, and queries whose cost does not grow with the log."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.event_log import kinds as event_kinds

DEFAULT_DAYS = 30
LONGEST = timedelta(days=367)
MINUTE = timedelta(minutes=1)
FORMAT = "%Y-%m-%dT%H:%M"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CALENDAR = [
    MinValueValidator(datetime(2000, 1, 1, tzinfo=UTC), _("Enter a date after the year 1999.")),
    MaxValueValidator(datetime(2100, 1, 1, tzinfo=UTC), _("Enter a date before the year 2100.")),
]


def moment(label):
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMAT)
    return forms.DateTimeField(label=label, widget=widget, validators=CALENDAR)


class EventFilters(forms.Form):
    """When, who and what. Times are in the person's zone, to the minute, both ends included."""

    start = moment(_("From"))
    end = moment(_("To"))
    person = forms.CharField(label=_("Person"), required=False, max_length=256)
    kind = forms.ChoiceField(label=_("What happened"), required=False)

    def __init__(self, query, *, groups):
        chosen = {name: query[name] for name in self.base_fields if query.get(name)}
        super().__init__({**self.defaults(), **chosen})
        self.chosen = chosen
        self.fields["kind"].choices = event_kinds.choices(groups)
        self.fields["person"].widget.attrs |= {
            "autocomplete": "off",
            "placeholder": _("E-mail address"),
            "spellcheck": "false",
        }

    @staticmethod
    def defaults():
        """Return the last thirty days, to the end of today."""
        today = timezone.localdate()
        start, end = today - timedelta(days=DEFAULT_DAYS), datetime.combine(today, time(23, 59))
        return {"start": f"{start:%Y-%m-%d}T00:00", "end": f"{end:{FORMAT}}"}

    def clean(self):
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if start is None or end is None:
            return
        if start > end:
            start, end = end, start
            self.data |= {"start": self.data["end"], "end": self.data["start"]}
        if end - start > LONGEST:
            raise forms.ValidationError(_("Choose a range of at most 367 days."), code="range_too_large")
        self.cleaned_data |= {"start": start, "end": end}

    @property
    def is_narrowed(self):
        return bool(self.chosen)

    def applied_to(self, events):
        """Return those of the events that are in the range and of the chosen kind."""
        wanted = self.cleaned_data
        events = events.between(wanted["start"], wanted["end"] + MINUTE)
        kinds = event_kinds.chosen(wanted["kind"])
        return events if kinds is None else events.filter(type__in=kinds)


@dataclass(frozen=True)
class Place:
    """Where a page of events ends: the next one starts after it."""

    date: datetime
    id: UUID

    @classmethod
    def of(cls, event):
        return cls(event.date, event.id)

    @classmethod
    def parse(cls, text):
        """Return the place that `str` wrote, or None."""
        microseconds, _dash, pk = text.partition("-")
        try:
            return cls(EPOCH + timedelta(microseconds=int(microseconds)), UUID(pk))
        except (ValueError, OverflowError):
            return None

    def __str__(self):
        return f"{(self.date - EPOCH) // timedelta(microseconds=1)}-{self.id.hex}"


def newest(branches, limit, after=None):
    """Return the newest events of several querysets together, each of which an index puts in order."""
    parts = [following(branch, after)[:limit] for branch in branches]
    if len(parts) == 1:
        return list(parts[0])
    return list(parts[0].union(*parts[1:]).order_by("-date", "-id")[:limit])


def following(events, after):
    return (events.after(after.date, after.id) if after else events).newest_first()
