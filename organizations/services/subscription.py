"""The seats of an organization that has no provider; a client's are its provider's to give."""

from django.db import transaction
from django.utils.translation import gettext as _

from events.types import EventType
from organizations.services.events import record_in
from organizations.services.members import locked
from organizations.services.seats import record_seats


class SubscriptionRefused(Exception):
    """What was asked cannot be done; the message says why."""


@transaction.atomic
def change_subscription(organization, *, actor, seats=None, seat_limit=None):
    """Give the organization more or fewer seats, and a limit up to which it grows; None leaves either as it is."""
    organization = locked(organization)
    before = organization.seats
    seats, seat_limit = seats or before, seat_limit or organization.seat_limit
    if (seats, seat_limit) == (before, organization.seat_limit):
        return
    refuse(organization, seats, seat_limit)
    organization.seats, organization.seat_limit = seats, seat_limit
    organization.save(update_fields=["seats", "seat_limit"])
    if seats != before:
        record_seats(organization, before=before, actor=actor)
    record_in(organization, EventType.ORGANIZATION_UPDATED, actor=actor)


def refuse(organization, seats, seat_limit):
    if organization.provider_id is not None:
        raise SubscriptionRefused(
            _("Ask %(provider)s for more or fewer seats.") % {"provider": organization.provider.name}
        )
    if organization.features.members is not None:
        raise SubscriptionRefused(_("The seats of this plan cannot be changed."))
    if seats < organization.members.occupying_a_seat().count():
        raise SubscriptionRefused(_("More seats are taken. Remove members first."))
    if seat_limit is not None and seat_limit < seats:
        raise SubscriptionRefused(_("The limit is below the number of seats."))
