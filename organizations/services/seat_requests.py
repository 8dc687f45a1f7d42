"""Asking for seats that would have to be bought, and the answer. The locks: provider, client, request."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.services import record
from events.types import EventType
from organizations import tasks
from organizations.models import SeatRequest
from organizations.services.clients import ClientRefused, locked, refuse_suspended, resize, tell_purchase

Status = SeatRequest.Status


def seat_requests_of(provider):
    """Return the requests for clients the provider still has."""
    return SeatRequest.objects.filter(provider=provider, organization__provider=provider)


@transaction.atomic
def request_seats(provider, organization, *, seats, reason, actor):
    """Ask the Provider Admins for so many more seats; raises ClientRefused while an earlier request waits."""
    provider, organization = locked(provider, organization)
    refuse_suspended(provider)
    if organization.seat_requests.waiting().exists():
        raise ClientRefused(
            _("A request for %(client)s waits already. Withdraw it, or wait for the answer.")
            % {"client": organization.name}
        )
    request = SeatRequest.objects.create(
        provider=provider, organization=organization, seats=seats, reason=reason, requested_by=actor
    )
    record_about(request, EventType.CLIENT_SEATS_REQUESTED, actor)
    tasks.tell_seats_requested.delay_on_commit(str(request.pk))
    return request


@transaction.atomic
def approve_request(provider, request, *, actor):
    """Give the client the seats it was asked for; raises ClientRefused where the request was answered meanwhile."""
    provider, organization, request = locked_request(provider, request)
    refuse_suspended(provider)
    resize(organization, organization.seats + request.seats, EventType.CLIENT_SEATS_CHANGED, actor=actor)
    tell_purchase(provider, organization, request.seats)
    return decide(request, Status.APPROVED, EventType.CLIENT_SEATS_APPROVED, actor=actor)


@transaction.atomic
def decline_request(provider, request, *, answer, actor):
    """Refuse the seats, with a word to whoever asked; raises ClientRefused as `approve_request`."""
    _provider, _organization, request = locked_request(provider, request)
    return decide(request, Status.DECLINED, EventType.CLIENT_SEATS_DECLINED, actor=actor, answer=answer)


@transaction.atomic
def withdraw_request(provider, request, *, actor):
    """Take one's own request back."""
    _provider, _organization, request = locked_request(provider, request)
    record_about(request, EventType.CLIENT_SEATS_WITHDRAWN, actor)
    request.delete()


def locked_request(provider, request):
    provider, organization = locked(provider, request.organization)
    request = organization.seat_requests.waiting().select_for_update().filter(pk=request.pk).first()
    if request is None:
        raise ClientRefused(_("This request was answered or withdrawn meanwhile."))
    return provider, organization, request


def decide(request, status, event_type, *, actor, answer=""):
    request.status, request.answer = status, answer
    request.decided_by, request.decided_at = actor, timezone.now()
    request.save(update_fields=["status", "answer", "decided_by", "decided_at"])
    record_about(request, event_type, actor)
    tasks.send_seats_answered.delay_on_commit(str(request.pk))
    return request


def record_about(request, event_type, actor):
    record(event_type, actor=actor, provider_id=request.provider_id, client_id=request.organization_id)
