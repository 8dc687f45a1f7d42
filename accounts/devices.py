"""The apps and browsers a person is logged in with, and the end of their sessions."""

from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Device, User, new_security_stamp
from accounts.querysets import normalize_email
from events.services import record
from events.types import EventType
from provider_portal.notifications.kinds import Kind
from provider_portal.notifications.publish import log_out_apps, notify_people


def bind(device, session):
    """Note which session is the browser's, so that it can be ended from elsewhere."""
    Device.objects.filter(pk=device.pk).update(session_key=session.session_key)


def is_known(*, email, identifier):
    """Return whether the person of this address signed in with the device before."""
    return Device.objects.filter(user__email=normalize_email(email), identifier=identifier).exists()


def set_push_token(device, token):
    """Keep by which address the maker of the device reaches the app, or forget it."""
    Device.objects.filter(pk=device.pk).update(push_token=token, updated_at=timezone.now())


@transaction.atomic
def log_out(device, *, actor):
    """End what goes on at `device`: its session, its tokens, and that it is spared the second step."""
    log_out_apps([device])
    forget([device])
    record(EventType.USER_LOGGED_OUT_DEVICE, actor=actor, user_id=device.user_id)


@transaction.atomic
def log_out_everywhere(user, *, actor):
    """End every session and token of the person, also the one they ask by."""
    log_out_others(user, None, actor=actor)


@transaction.atomic
def log_out_others(user, identifier, *, actor):
    """End every session and token of the person, except at the device of `identifier`.

    The security stamp goes too, so that also a session dies that no device knows of; the caller keeps its own.
    """
    forget(user.devices.exclude(identifier=identifier))
    user.security_stamp = new_security_stamp()
    user.revision_date = timezone.now()
    User.objects.filter(pk=user.pk).update(security_stamp=user.security_stamp, revision_date=user.revision_date)
    notify_people(Kind.LOG_OUT, [user.pk])
    record(EventType.USER_LOGGED_OUT_OTHERS, actor=actor, user_id=user.pk)


def forget(devices):
    for device in devices:
        if device.session_key:
            transaction.on_commit(sessions(device.session_key).delete)
        device.delete()


def sessions(key):
    return import_module(settings.SESSION_ENGINE).SessionStore(key)
