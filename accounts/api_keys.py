"""Personal API keys: what a program logs in with instead of the master password. Kept as a hash only."""

import hashlib
import secrets

from django.db import transaction
from django.utils.crypto import constant_time_compare

from accounts import tasks
from accounts.models import User
from accounts.notices import Notice
from accounts.services import WrongCredentials, note_device
from events.services import record
from events.types import EventType

CLIENT = "user."


@transaction.atomic
def issue(user, *, actor):
    """Return a new key; the one before stops working. Nobody can be shown it again."""
    key = secrets.token_urlsafe(32)
    User.objects.filter(pk=user.pk).update(api_key_digest=digest(key))
    record(EventType.USER_UPDATED, actor=actor, user_id=user.pk)
    tasks.send_notice.delay_on_commit(str(user.pk), Notice.API_KEY)
    return key


def log_in(*, client_id, key, browser):
    """Return the person whose `client_id` and key these are, and note the device; raises WrongCredentials.

    Two-step login is not asked: a key opens a session, and the master password still opens the vault.
    """
    people = User.objects.registered().filter(is_active=True, email_verified=True, api_key_digest__isnull=False)
    user = people.filter(pk=client_id.removeprefix(CLIENT)).first()
    matched = constant_time_compare(user.api_key_digest if user else "", digest(key))
    with transaction.atomic():
        if matched:
            note_device(user, browser)
        kind = EventType.USER_LOGGED_IN if matched else EventType.USER_FAILED_LOGIN
        record(kind, actor=user if matched else None, user_id=user.pk if user else None)
    if not matched:
        raise WrongCredentials
    return user


def digest(key):
    # 256 random bits need no slow hash.
    return hashlib.sha256(key.encode()).hexdigest()
