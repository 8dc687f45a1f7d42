"""A log of events as its page shows it: filtered, fifty at a time, in words. `event_places` has the logs there are."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.http import Http404
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event
from organizations.event_log import kinds
from organizations.event_log.devices import device
from organizations.event_log.names import Names
from organizations.event_log.search import EventFilters, Place, newest
from organizations.event_log.sentences import sentence, short

ROWS = 50


@dataclass(frozen=True)
class Actor:
    """Who a row names; `filter` is what to look for to find all that they did."""

    name: str
    email: str = ""
    id: UUID | None = None
    filter: str = ""


@dataclass(frozen=True)
class Row:
    event: Event
    actor: Actor
    person_url: str
    sentence: str
    device: str
    icon: str
    client: str
    client_url: str

    @property
    def origin(self):
        """Return the device and the address, as the icon's tooltip says them."""
        return ", ".join(str(part) for part in (self.device, self.event.ip_address) if part)


class EventLog:
    """What every log shares. A log says by `subjects` what its page may be narrowed to."""

    groups = kinds.IN_ORGANIZATION
    subjects = ()
    shows_clients = False

    def __init__(self, user, query):
        self.user = user
        self.query = query
        self.form = EventFilters(query, groups=self.groups)
        self.subject = self.find_subject()
        self.after = Place.parse(query.get("after", ""))

    def find_subject(self):
        """Return (kind, id) of the one thing the page is about, or None; what is not of this place is not found."""
        found = None
        for kind in self.subjects:
            if kind in self.query:
                found = kind, self.owned_or_404(kind, self.query[kind])
        return found

    def owned_or_404(self, kind, text):
        try:
            pk = UUID(text)
        except ValueError:
            raise Http404 from None
        if not self.owns(kind, pk):
            raise Http404
        return pk

    @property
    def is_valid(self):
        return self.form.is_valid()

    def find(self, limit, after=None):
        """Return the newest events that the filters ask for."""
        if not self.is_valid:
            return []
        return newest([self.filtered(branch) for branch in self.branches()], limit, after)

    def branches(self):
        return [self.events()]

    def filtered(self, events):
        person = self.form.cleaned_data["person"]
        events = self.form.applied_to(events)
        return self.by_person(events, person) if person else events

    def by_person(self, events, text):
        """Return what the person of this address did; whether there is such an account is not told."""
        people = User.objects.filter(email=text.lower()).values_list("pk", flat=True)
        return events.filter(acting_user_id__in=list(people))

    @cached_property
    def found(self):
        return self.find(ROWS + 1, self.after)

    @cached_property
    def rows(self):
        return self.as_rows(self.found[:ROWS], self.ciphertexts)

    @cached_property
    def ciphertexts(self):
        """The encrypted names that the reader of the page may see and open, by the ids of the things."""
        return {}

    @property
    def subject_secret(self):
        return self.ciphertexts.get(self.subject[1]) if self.subject else None

    @property
    def older_url(self):
        if len(self.found) <= ROWS:
            return ""
        return self.url(**self.carried, after=str(Place.of(self.found[ROWS - 1])))

    @property
    def newest_url(self):
        return self.url(**self.carried) if self.after else ""

    @property
    def carried(self):
        """The filters and the subject, as an address says them."""
        return self.form.chosen | self.subject_query

    @property
    def unfiltered_url(self):
        return self.url(**self.subject_query)

    @property
    def unnarrowed_url(self):
        return self.url(**self.form.chosen)

    @property
    def subject_query(self):
        return {self.subject[0]: str(self.subject[1])} if self.subject else {}

    @property
    def subject_words(self):
        """Say what the page is narrowed to."""
        if self.subject is None:
            return ""
        kind, pk = self.subject
        words = {
            "item": _("item %(name)s"),
            "collection": _("collection %(name)s"),
            "group": _("group %(name)s"),
            "member": _("member %(name)s"),
            "client": _("client %(name)s"),
        }
        return words[kind] % {"name": self.subject_name or short(pk)}

    @property
    def subject_name(self):
        return ""

    def url(self, **query):
        return with_query(self.path, query)

    def as_rows(self, events, ciphertexts=None):
        names = Names(events, ciphertexts)
        return [self.as_row(event, names) for event in events]

    def as_row(self, event, names):
        name, icon = device(event.device_type)
        actor = self.actor(event, names)
        client = names.organizations.get(event.organization_id, ("", None))[0] if self.shows_clients else ""
        return Row(
            event=event,
            actor=actor,
            person_url=self.url(**(self.carried | {"person": actor.filter})),
            sentence=sentence(self, event, names),
            device=name,
            icon=icon,
            client=client,
            client_url=self.url(**self.form.chosen, client=event.organization_id) if client else "",
        )

    def actor(self, event, names):
        if event.system_user is not None:
            return Actor(event.get_system_user_display())
        if event.acting_user_id is None:
            return Actor("")
        person = names.users.get(event.acting_user_id)
        if person is None:
            return Actor(short(event.acting_user_id), id=event.acting_user_id)
        return Actor(str(person), person.email, event.acting_user_id, person.email)

    def link(self, event, kind, pk):
        """Return the address of all events of a thing, or nothing where it has none."""
        return self.url(**self.form.chosen, **{kind: pk}) if kind in self.subjects else ""


def with_query(path, query):
    return f"{path}?{urlencode(query)}" if query else path
