"""Logging in with a passkey, without the master password: what people set up, and the log-in itself.

The passkey also opens the vault where its device derives a secret from it (WebAuthn's PRF). Source: `spec/crypto.md` 13.
"""

import secrets

from django.db import transaction
from django.utils import timezone

from accounts import passkeys, tasks
from accounts.credentials import ChangedMeanwhile, holds_current_key
from accounts.models import LoginPasskey, User
from accounts.notices import Notice
from accounts.passkeys import LIMIT, InvalidPasskey
from accounts.services import WrongCredentials, note_outcome
from accounts.two_step import Verdict
from accounts.two_step_setup import TooManyPasskeys, lock
from events.services import record
from events.types import EventType

ADD, ENCRYPT, LOG_IN = "add-for-login", "encrypt", "log-in"


def start_adding(user):
    """Return (options, token) by which a browser makes another passkey. Call it after the master password."""
    token = new_token()
    return passkeys.login_creation_options(user, user.login_passkeys.all(), subject(ADD, user, token)), token


@transaction.atomic
def add(user, *, name, answer, token, can_encrypt, keys, actor):
    """Keep a passkey that the browser has made, with the `keys` that it opens or None, and return it.

    Raises InvalidPasskey, TooManyPasskeys or ChangedMeanwhile.
    """
    created = passkeys.created_for_login(subject(ADD, user, token), answer)
    lock(user)
    if keys and not holds_current_key(user):
        raise ChangedMeanwhile
    if user.login_passkeys.count() >= LIMIT:
        raise TooManyPasskeys
    if LoginPasskey.objects.filter(credential=created["credential"]).exists():
        raise InvalidPasskey
    passkey = user.login_passkeys.create(name=name, can_encrypt=can_encrypt or bool(keys), **created, **(keys or {}))
    note_change(user, EventType.USER_ADDED_PASSKEY, Notice.PASSKEY_ADDED, actor=actor)
    return passkey


def start_encrypting(user, chosen):
    """Return (options, token) by which a browser uses one of the `chosen` passkeys. Call it after the master password."""
    token = new_token()
    return passkeys.login_request_options(chosen, subject(ENCRYPT, user, token)), token


@transaction.atomic
def encrypt(user, *, answer, token, keys, actor):
    """Let the passkey that answered open the vault from now on; raises InvalidPasskey or ChangedMeanwhile."""
    passkey = passkeys.used_for_login(subject(ENCRYPT, user, token), answer, user.login_passkeys)
    if not holds_current_key(user):
        raise ChangedMeanwhile
    passkey.can_encrypt = True
    for name, value in keys.items():
        setattr(passkey, name, value)
    passkey.save()
    note_change(user, EventType.USER_CHANGED_PASSKEY, Notice.PASSKEY_CHANGED, actor=actor)


@transaction.atomic
def remove(passkey, *, actor):
    """Stop letting the person in by this passkey."""
    passkey.delete()
    note_change(passkey.user, EventType.USER_REMOVED_PASSKEY, Notice.PASSKEY_REMOVED, actor=actor)


def start_log_in():
    """Return (options, token) for whoever has a passkey: the browser finds out which."""
    token = new_token()
    return passkeys.login_request_options([], subject(LOG_IN, None, token)), token


def log_in(*, answer, token, browser):
    """Let in whose passkey answered, and return it with its person; raises WrongCredentials.

    No second step is asked for: the passkey is something one has, and its device has checked who holds it.
    """
    try:
        with transaction.atomic():
            usable = LoginPasskey.objects.filter(user__is_active=True, user__email_verified=True)
            passkey = passkeys.used_for_login(subject(LOG_IN, None, token), answer, usable.select_related("user"))
            passkey.last_used = timezone.now()
            passkey.save(update_fields=["uses", "last_used"])
            note_outcome(passkey.user, browser, Verdict.PASSED)
            return passkey
    except InvalidPasskey:
        record(EventType.USER_FAILED_LOGIN, actor=None)
        raise WrongCredentials from None


def opening(user):
    """Return the passkeys that open the vault of `user`."""
    return user.login_passkeys.exclude(wrapped_private_key=None).order_by("pk")


def keys_of(passkey):
    """Return what opens the vault by this passkey, or None."""
    if not passkey.encrypts:
        return None
    return {
        "encryptedPrivateKey": passkey.wrapped_private_key,
        "encryptedUserKey": passkey.wrapped_user_key,
        "credentialId": passkey.credential,
        "transports": passkey.transports,
    }


def note_change(user, event, notice, *, actor):
    # Apps are told of the passkeys with the vault.
    User.objects.filter(pk=user.pk).update(revision_date=timezone.now())
    record(event, actor=actor, user_id=user.pk)
    tasks.send_notice.delay_on_commit(str(user.pk), notice)


def new_token():
    return secrets.token_urlsafe(24)


def subject(purpose, user, token):
    """Return what a challenge is remembered by: nobody else's answer fits."""
    return f"{purpose}:{user.pk if user else ''}:{token}"
