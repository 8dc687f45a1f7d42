"""Writes to the methods of two-step login. Whoever calls them has asked for the master password."""

import secrets

from django.db import transaction

from accounts import secret_box, tasks, two_step
from accounts.models import TwoFactorMethod, User
from accounts.notices import Notice
from accounts.passkeys import LIMIT
from events.services import record
from events.types import EventType

Kind = TwoFactorMethod.Kind
# Neither 0 and O nor 1, I and L: the code is written down by hand.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 32


class TooManyPasskeys(Exception):
    """The account has as many passkeys as it may have."""


@transaction.atomic
def set_up_authenticator(user, secret, step, *, actor):
    """Ask for the codes of `secret` from now on; the code that proved it, of interval `step`, is used up."""
    lock(user)
    turn_on(user, Kind.AUTHENTICATOR, {"secret": secret_box.seal(secret)}, last_used_step=step, actor=actor)


@transaction.atomic
def set_up_email(user, email, *, actor):
    """Mail codes to an address that has proved to be the person's."""
    lock(user)
    turn_on(user, Kind.EMAIL, {"email": email}, actor=actor)


@transaction.atomic
def add_passkey(user, name, key, *, actor):
    """Add a passkey; raises TooManyPasskeys."""
    lock(user)
    keys = passkeys_of(user)
    if len(keys) >= LIMIT:
        raise TooManyPasskeys
    number = max((key["id"] for key in keys), default=0) + 1
    turn_on(user, Kind.WEBAUTHN, {"keys": [*keys, {"id": number, "name": name, **key}]}, actor=actor)


@transaction.atomic
def remove_passkey(user, number, *, actor):
    """Remove one passkey; with the last one the method is turned off."""
    lock(user)
    keys = [key for key in passkeys_of(user) if key["id"] != number]
    if keys:
        turn_on(user, Kind.WEBAUTHN, {"keys": keys}, actor=actor)
    else:
        turn_off(user, Kind.WEBAUTHN, actor=actor)


@transaction.atomic
def turn_off(user, kind, *, actor):
    """Stop asking for `kind`; with the last method the recovery code goes as well."""
    lock(user)
    if not user.two_factor_methods.filter(kind=kind, enabled=True).delete()[0]:
        return
    record(EventType.USER_DISABLED_TWO_STEP, actor=actor, user_id=user.pk)
    if not two_step.methods_of(user):
        two_step.forget_methods(user)
    tasks.send_notice.delay_on_commit(str(user.pk), Notice.TWO_STEP_OFF)


@transaction.atomic
def renew_recovery_code(user, *, actor):
    """Make another recovery code; the old one stops working."""
    lock(user)
    user.two_factor_methods.filter(kind=Kind.RECOVERY_CODE).delete()
    make_recovery_code(user)
    record(EventType.USER_UPDATED_TWO_STEP, actor=actor, user_id=user.pk)
    tasks.send_notice.delay_on_commit(str(user.pk), Notice.TWO_STEP_CHANGED)


def turn_on(user, kind, configuration, *, actor, **fields):
    values = {"enabled": True, "configuration": configuration, **fields}
    user.two_factor_methods.update_or_create(kind=kind, defaults=values)
    if not user.two_factor_methods.filter(kind=Kind.RECOVERY_CODE).exists():
        make_recovery_code(user)
    record(EventType.USER_UPDATED_TWO_STEP, actor=actor, user_id=user.pk)
    tasks.send_notice.delay_on_commit(str(user.pk), Notice.TWO_STEP_CHANGED)


def make_recovery_code(user):
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    # Never "enabled": it is no method by itself.
    user.two_factor_methods.create(kind=Kind.RECOVERY_CODE, configuration={"code": secret_box.seal(code)})


def recovery_code_of(user):
    """Return the code in groups of four, or None while no method is on."""
    kept = user.two_factor_methods.filter(kind=Kind.RECOVERY_CODE).first()
    if kept is None:
        return None
    code = secret_box.unseal(kept.configuration["code"])
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def passkeys_of(user):
    method = user.two_factor_methods.filter(kind=Kind.WEBAUTHN, enabled=True).first()
    return method.configuration["keys"] if method else []


def lock(user):
    """Let changes of one person's methods wait for each other."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
