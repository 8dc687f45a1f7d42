"""Saying what happened, with the names of what it happened to."""

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from events.types import EventType
from organizations.event_log.names import Person

# Not `get_type_display`, which translates every kind there is for each event of an export.
LABELS = {kind.value: kind.label for kind in EventType}


def sentence(log, event, names):
    """Return the event's label with links to all events of what it happened to. HTML."""
    label = conditional_escape(str(LABELS.get(event.type, event.type)))
    return mark_safe(label % Things(log, event, names))


class Things:
    """Looks up what a label's placeholders stand for."""

    def __init__(self, log, event, names):
        self.log, self.event, self.names = log, event, names

    def __getitem__(self, kind):
        if kind == "domain":
            return format_html('<b dir="auto">{}</b>', self.event.domain_name or "")
        pk = getattr(self.event, f"{kind}_id", None)
        if pk is None:
            return ""
        name = self.name(kind, pk)
        secret = self.names.ciphertexts.get(pk)
        what = unread(secret, pk) if secret else described(name, pk)
        # A client that left has no log here.
        url = self.log.link(self.event, "item" if kind == "cipher" else kind, pk) if name or kind != "client" else ""
        return format_html('<a class="event-thing" href="{}">{}</a>', url, what) if url else what

    def name(self, kind, pk):
        if kind == "client":
            name, provider_id = self.names.organizations.get(pk, ("", None))
            return name if provider_id == self.event.provider_id else ""
        if kind == "member" and pk not in self.names.members:
            # The membership is gone; the person may be there.
            return self.names.users.get(self.event.user_id, "")
        tables = {
            "member": self.names.members,
            "provider_member": self.names.provider_members,
            "group": self.names.groups,
            "policy": self.names.policies,
        }
        return tables.get(kind, {}).get(pk, "")


def described(name, pk):
    if not name:
        return format_html('<span class="mono">{}</span>', short(pk))
    email = name.email if isinstance(name, Person) else ""
    return format_html('<bdi title="{}">{}</bdi> <span class="mono faint">{}</span>', email, name, short(pk))


def unread(secret, pk):
    """Return what a page decrypts (static/js/ui/fields.js); until then the id alone can be read."""
    form = '<bdi data-enc="{}" data-enc-key="{}" data-organization="{}"></bdi> <span class="mono faint">{}</span>'
    return format_html(form, secret.text, secret.key or "", secret.organization_id, short(pk))


def short(pk):
    """Return eight characters to know an id by: the last, for the first are a time that many ids share."""
    return str(pk)[-8:]
