"""Logging in with another device: one asks, by a public key of its own; one that is logged in lets it in, or not.

Whoever is let in gets the account's key sealed to that public key. Source: `spec/api.md` 12.
"""

import hashlib
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.credentials import holds_current_key
from accounts.models import AuthRequest, Device, User
from accounts.querysets import normalize_email
from accounts.services import WrongCredentials, admit
from events.services import origin, record
from events.types import EventType
from provider_portal.notifications.kinds import Kind
from provider_portal.notifications.publish import answer_login_request, notify_people

LIFETIME = timedelta(minutes=15)


class UnknownDevice(Exception):
    """The address has no account, or the device never logged in to it: which of them is nobody's business."""


class AnsweredAlready(Exception):
    """The request was answered, was replaced by a newer one of its device, or is too old."""


@transaction.atomic
def ask(*, email, device_identifier, device_type, public_key, access_code, kind):
    """Keep a device's request, in place of its earlier ones, and tell the person's other apps; raises UnknownDevice."""
    known = Device.objects.filter(
        user__email=normalize_email(email), user__is_active=True, user__email_verified=True, identifier=device_identifier
    )
    device = known.first()
    if device is None:
        raise UnknownDevice
    waiting(device.user).filter(device_identifier=device_identifier).delete()
    request = AuthRequest.objects.create(
        user_id=device.user_id,
        kind=kind,
        device_identifier=device_identifier,
        device_type=device_type,
        ip_address=origin.get().ip_address,
        access_code_digest=digest(access_code),
        public_key=public_key,
    )
    notify_people(Kind.LOGIN_REQUEST, [device.user_id], {"Id": request.pk, "UserId": device.user_id})
    return request


def current(user):
    """Return the person's requests that are not too old."""
    return user.auth_requests.filter(created_at__gt=timezone.now() - LIFETIME).order_by("-created_at")


def waiting(user):
    """Return the requests that nobody has answered."""
    return current(user).filter(approved=None)


@transaction.atomic
def answer(request, *, approved, key, device_identifier, actor):
    """Let the asking device in, by the account's key sealed to it, or not; raises AnsweredAlready."""
    row = waiting(actor).select_for_update().filter(pk=request.pk).first()
    if row is None or not holds_current_key(actor):
        raise AnsweredAlready
    row.approved, row.wrapped_key = approved, key if approved else None
    row.responding_device = actor.devices.filter(identifier=device_identifier).first()
    row.responded_at = row.updated_at = timezone.now()
    row.save()
    record(EventType.USER_LET_DEVICE_IN if approved else EventType.USER_TURNED_DEVICE_AWAY, actor=actor, user_id=actor.pk)
    answer_login_request(row.pk, user_id=row.user_id)
    return row


def response_to(request_id, access_code):
    """Return the request for whoever asked, who alone has the access code; None for anybody else."""
    request = AuthRequest.objects.filter(pk=request_id, created_at__gt=timezone.now() - LIFETIME).first()
    matched = constant_time_compare(request.access_code_digest if request else "", digest(access_code))
    return request if matched else None


def is_approved(user, request_id, access_code):
    """Return whether the code is of a request by which `user` may log in, once."""
    request = response_to(request_id, access_code)
    fits = request is not None and user is not None and request.user_id == user.pk
    return fits and request.approved is True and request.authenticated_at is None and request.kind == request.Kind.AUTHENTICATE_AND_UNLOCK


def log_in(*, email, request_id, access_code, browser, second_step=None):
    """Let the device in that was approved, and return the person; raises as `accounts.services.log_in` does."""
    user = User.objects.filter(email=normalize_email(email), is_active=True).first()
    person = admit(user, is_approved(user, request_id, access_code), browser, second_step=second_step)
    # Of two at once, one gets in.
    if not AuthRequest.objects.filter(pk=request_id, authenticated_at=None).update(authenticated_at=timezone.now()):
        raise WrongCredentials
    return person


def digest(access_code):
    return hashlib.sha256(access_code.encode()).hexdigest()
