"""Finding a seat for whoever is to belong to an organization."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations import tasks
from organizations.models import SeatChange
from organizations.services.refusals import SeatsExhausted
from organizations.services.seats import record_seats


def take_seats(organization, count, *, actor):
    """Make sure `count` more people find a seat in the locked organization; raises SeatsExhausted.

    A client asks its provider for seats; an organization of its own grows up to the limit it has set.
    """
    needed = organization.members.occupying_a_seat().count() + count
    if count == 0 or needed <= min(organization.seats, organization.features.members or organization.seats):
        return
    if organization.features.members is not None and needed > organization.features.members:
        raise SeatsExhausted(
            _("The %(plan)s plan of %(organization)s has room for %(members)d members.")
            % {
                "plan": organization.get_plan_display(),
                "organization": organization.name,
                "members": organization.features.members,
            }
        )
    if organization.provider_id is not None:
        raise SeatsExhausted(no_seat(organization, ask=organization.provider.name))
    if organization.seat_limit is not None and needed > organization.seat_limit:
        raise SeatsExhausted(no_seat(organization))
    grow(organization, needed, actor)


def no_seat(organization, *, ask=None):
    """Say how many seats there are, and what to do."""
    free = max(organization.seats - organization.members.occupying_a_seat().count(), 0)
    names = {"organization": organization.name, "seats": organization.seats, "free": free, "provider": ask}
    if free:
        taken = ngettext(
            "%(organization)s has %(free)d free seat only.", "%(organization)s has %(free)d free seats only.", free
        )
    else:
        taken = ngettext(
            "The only seat of %(organization)s is taken.", "All %(seats)d seats of %(organization)s are taken.",
            organization.seats,
        )
    advice = (
        _("Remove a member, or ask %(provider)s for more seats.")
        if ask
        else _("Remove a member, or raise the seat limit.")
    )
    return f"{taken % names} {advice % names}"


def grow(organization, seats, actor):
    """Give the organization more seats, and tell its owners: once a day, and when its limit is reached."""
    since = timezone.now() - timedelta(days=1)
    lines = SeatChange.objects.filter(organization_id=organization.pk, at__gt=since, seats_after__gt=F("seats_before"))
    is_first = not lines.exclude(seats_before=0).exists()
    before, organization.seats = organization.seats, seats
    organization.save(update_fields=["seats"])
    record_seats(organization, before=before, actor=actor)
    if is_first or seats == organization.seat_limit:
        tasks.tell_seats_grown.delay_on_commit(str(organization.pk), before)
