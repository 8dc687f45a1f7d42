"""The second step of a log-in: what is asked of a person, and whether an answer passes. One door for pages and apps."""

import json
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

import pyotp
from django.core.signing import BadSignature, TimestampSigner
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts import codes, passkeys, secret_box, tasks
from accounts.models import Device, TwoFactorMethod
from accounts.notices import Notice
from accounts.rules import rules
from events.services import record
from events.types import EventType

Kind = TwoFactorMethod.Kind
# The protocol's number of the token that stands for a remembered device.
REMEMBERED = 5
# In the order they are offered. Source: `spec/features.md` 5.10.
OFFERED = [Kind.WEBAUTHN, Kind.AUTHENTICATOR, Kind.EMAIL]
REMEMBER_FOR = timedelta(days=30)
STEP_SECONDS = 30
SIGNER = TimestampSigner(salt="accounts.two_step.remembered")


class Verdict(Enum):
    PASSED = auto()
    ASKED = auto()
    WRONG = auto()


@dataclass(frozen=True)
class Answer:
    """What a person, or a remembered device, says to the second step."""

    kind: int
    token: str


def verdict(user, answer, device_identifier):
    """Return whether somebody who knows the master password gets in. Call it in a transaction."""
    methods = methods_of(user)
    if not methods:
        return Verdict.PASSED
    if answer is None:
        return Verdict.ASKED
    if answer.kind == REMEMBERED:
        # An outdated token is nobody's fault: the person is asked.
        return Verdict.PASSED if is_remembered(user, answer.token, device_identifier) else Verdict.ASKED
    if answer.kind == Kind.RECOVERY_CODE:
        return Verdict.PASSED if recover(user, answer.token) else Verdict.WRONG
    if answer.kind not in methods:
        return Verdict.ASKED
    return Verdict.PASSED if CHECKS[answer.kind](methods[answer.kind], answer.token) else Verdict.WRONG


def methods_of(user):
    """Return {kind: method} of what is turned on, the one that is offered first at the head."""
    methods = {method.kind: method for method in user.two_factor_methods.filter(enabled=True)}
    return {kind: methods[kind] for kind in OFFERED if kind in methods}


def check_authenticator(method, token):
    """Take each code once, from the interval before to the one after: clocks differ."""
    step = fitting_step(secret_box.unseal(method.configuration["secret"]), token)
    if step is None:
        return False
    unused = TwoFactorMethod.objects.filter(pk=method.pk).exclude(last_used_step__gte=step)
    return unused.update(last_used_step=step) == 1


def fitting_step(secret, token):
    """Return the number of the interval that `token` is of, or None."""
    totp = pyotp.TOTP(secret)
    now = int(timezone.now().timestamp()) // STEP_SECONDS
    steps = (now - 1, now, now + 1)
    return next((step for step in steps if constant_time_compare(totp.generate_otp(step), token.strip())), None)


def check_email(method, token):
    return codes.is_code(codes.TWO_STEP, method.user, method.configuration["email"], token)


def check_passkey(method, token):
    # Locked: of two answers with one count, a copied key's is the second.
    method = TwoFactorMethod.objects.select_for_update().select_related("user").get(pk=method.pk)
    try:
        key, uses = passkeys.used(method.user, method.configuration["keys"], json.loads(token))
    except (ValueError, AttributeError, passkeys.InvalidPasskey):
        return False
    key["uses"] = uses
    method.save(update_fields=["configuration"])
    return True


CHECKS = {Kind.AUTHENTICATOR: check_authenticator, Kind.EMAIL: check_email, Kind.WEBAUTHN: check_passkey}


def recover(user, code):
    """Turn every method off for whoever has the recovery code; it works once."""
    kept = user.two_factor_methods.select_for_update().filter(kind=Kind.RECOVERY_CODE).first()
    spoken = "".join(code.split()).upper()
    if kept is None or not constant_time_compare(secret_box.unseal(kept.configuration["code"]), spoken):
        return False
    record(EventType.USER_RECOVERED_TWO_STEP, actor=user, user_id=user.pk)
    forget_methods(user)
    tasks.send_notice.delay_on_commit(str(user.pk), Notice.TWO_STEP_RECOVERED)
    return True


def forget_methods(user):
    """Leave the account without two-step login, and without the organizations that want it."""
    user.two_factor_methods.all().delete()
    rules.without_two_step(user)
    # Who lost an organization is logged out everywhere; whoever is just getting in is not.
    user.refresh_from_db(fields=["security_stamp"])


def remember(device):
    """Return the token by which `device` is not asked again for 30 days; it dies with the device and the stamp."""
    return SIGNER.sign(f"{device.pk}|{device.user.security_stamp}")


def is_remembered(user, token, device_identifier):
    try:
        pk, _, stamp = SIGNER.unsign(token, max_age=REMEMBER_FOR).partition("|")
    except BadSignature:
        return False
    known = Device.objects.filter(pk=pk, user=user, identifier=device_identifier).exists()
    return known and constant_time_compare(stamp, str(user.security_stamp))


def offers(user):
    """Return what a log-in page needs to ask: the kinds in order, the masked address, and the passkeys' options."""
    methods = methods_of(user)
    asked = {"kinds": [int(kind) for kind in methods]}
    if Kind.EMAIL in methods:
        asked["email"] = masked(methods[Kind.EMAIL].configuration["email"])
    if Kind.WEBAUTHN in methods:
        asked["passkeys"] = passkeys.request_options(user, methods[Kind.WEBAUTHN].configuration["keys"])
    return asked


def masked(email):
    name, _, domain = email.partition("@")
    return f"{name[:1]}***@{domain}"
