"""Writes to what opens an account: the master password and how keys are derived from it."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import passwords, tasks
from accounts.models import User, new_security_stamp
from accounts.notices import Notice
from accounts.rules import rules
from accounts.schemas import KdfSettings
from events.services import record
from events.types import EventType
from provider_portal.notifications.kinds import Kind
from provider_portal.notifications.publish import notify_people


class ChangedMeanwhile(Exception):
    """Another session changed what opens the account since the master password was checked."""


class AddressTaken(Exception):
    """Somebody else has the address, or was invited by it."""


@dataclass(frozen=True)
class Lock:
    """The user key as the browser wrapped it anew, with the hash and the derivation that belong to it."""

    login_hash: str
    user_key: str
    kdf: object


@transaction.atomic
def change_password(user, lock, *, hint, actor):
    """Let another master password open the account; the user key itself stays, so no item has to change."""
    kind = EventType.USER_UPDATED_TEMPORARY_PASSWORD if user.force_password_reset else EventType.USER_CHANGED_PASSWORD
    relock(user, lock, password_hint=hint, force_password_reset=False, last_password_change=timezone.now())
    record(kind, actor=actor, user_id=user.pk)
    tasks.send_notice.delay_on_commit(str(user.pk), Notice.PASSWORD_CHANGED)


@transaction.atomic
def set_temporary_password(user, *, login_hash, user_key):
    """Let a password that somebody else chose open the account until its owner has chosen another one."""
    user = User.objects.select_for_update().get(pk=user.pk)
    lock = Lock(login_hash, user_key, kdf_of(user))
    relock(user, lock, password_hint="", force_password_reset=True, last_password_change=timezone.now())
    # The account is taken from whoever holds them, too.
    user.login_passkeys.all().delete()


@transaction.atomic
def change_kdf(user, lock, *, actor):
    """Derive the account's keys in another way from the same master password."""
    relock(user, lock)
    record(EventType.USER_CHANGED_KDF, actor=actor, user_id=user.pk)
    tasks.send_notice.delay_on_commit(str(user.pk), Notice.KDF_CHANGED)


def change_email(user, lock, *, email, actor):
    """Let the person log in with another address, which they proved to own; it is the derivation's salt as well."""
    before = user.email
    rules.refuse_address(user, email)
    try:
        with transaction.atomic():
            relock(user, lock, email=email, kdf_salt=email, email_verified=True)
            record(EventType.USER_CHANGED_EMAIL, actor=actor, user_id=user.pk)
            # To the old one: whoever reads there must learn of it.
            tasks.send_notice.delay_on_commit(str(user.pk), Notice.EMAIL_CHANGED, to=before)
    except IntegrityError:
        raise AddressTaken from None


def kdf_of(user):
    return KdfSettings(**user.kdf_settings)


def holds_current_key(user):
    """Return whether the account's key is still the one this person signed in with, and keep it so until the end.

    Whatever is encrypted with that key is written only after this: a rotation at the same time would leave it behind.
    Call it in a transaction, after locking what is changed.
    """
    same = User.objects.select_for_update(no_key=True).filter(pk=user.pk, security_stamp=user.security_stamp)
    return same.exists()


def relock(user, lock, **changes):
    """Put a new lock on the account: every session and token of the old one dies.

    Two changes at once must not mix: one's wrapped key would lie beside the other's derivation.
    """
    if not User.objects.select_for_update().filter(pk=user.pk, security_stamp=user.security_stamp).exists():
        raise ChangedMeanwhile
    changes |= {
        "password": passwords.hash_of(lock.login_hash),
        "wrapped_user_key": lock.user_key,
        "kdf": lock.kdf.type,
        "kdf_iterations": lock.kdf.iterations,
        "kdf_memory": lock.kdf.memory,
        "kdf_parallelism": lock.kdf.parallelism,
        "security_stamp": new_security_stamp(),
        "revision_date": timezone.now(),
    }
    for name, value in changes.items():
        setattr(user, name, value)
    user.save(update_fields=list(changes))
    notify_people(Kind.LOG_OUT, [user.pk])
