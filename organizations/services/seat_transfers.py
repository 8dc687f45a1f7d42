"""Moving seats between two clients: what the provider pays stays the same, so whoever may change seats may do it."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.types import EventType
from organizations.services.clients import ClientRefused, refuse_suspended, resize
from providers.models import Provider


def giving_clients(provider, organization):
    """Return the clients that seats could come from: of the same plan, with seats that nobody uses."""
    others = provider.clients.filter(plan=organization.plan, seats__gt=0).exclude(pk=organization.pk)
    return others.with_free_seats()


@transaction.atomic
def transfer_seats(provider, source, target, *, seats, actor):
    """Move seats from one client to another of the same plan; raises ClientRefused."""
    provider = Provider.objects.select_for_update().get(pk=provider.pk)
    refuse_suspended(provider)
    source, target = locked_pair(provider, source, target)
    if source.plan != target.plan:
        raise ClientRefused(_("Seats move between clients of the same plan only."))
    if seats > source.seats:
        words = ngettext("%(client)s has %(count)d seat.", "%(client)s has %(count)d seats.", source.seats)
        raise ClientRefused(words % {"client": source.name, "count": source.seats})
    # First taken, then given: at no moment are there more seats than before.
    resize(source, source.seats - seats, EventType.CLIENT_SEATS_TAKEN, actor=actor)
    resize(target, target.seats + seats, EventType.CLIENT_SEATS_RECEIVED, actor=actor)
    return source, target


def locked_pair(provider, source, target):
    """Return both rows, locked in one order for everybody: no deadlock."""
    rows = provider.clients.filter(pk__in=[source.pk, target.pk]).order_by("pk").select_for_update()
    found = {row.pk: row for row in rows}
    if len(found) < 2:
        raise ClientRefused(_("Choose two different clients."))
    return found[source.pk], found[target.pk]
