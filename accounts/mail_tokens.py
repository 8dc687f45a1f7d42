"""Tokens that are mailed: signed, single-use, and kept as hashes only."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer, TimestampSigner
from django.utils import timezone

from accounts.models import MailToken
from accounts.querysets import normalize_email

SIGNER = Signer(salt="accounts.mail_tokens")
VOUCHERS = TimestampSigner(salt="accounts.mail_tokens.vouch")
VOUCHER_LIFETIME = timedelta(hours=1)


class InvalidToken(Exception):
    """The token is not ours, was used, was replaced, or has expired."""


def issue(purpose, subject_id, *, hours=None):
    """Return a new token for `subject_id`; earlier ones of the same purpose stop working.

    It lives `hours`, by default INVITATION_HOURS.
    """
    token = secrets.token_urlsafe(32)
    lifetime = timedelta(hours=settings.INVITATION_HOURS if hours is None else hours)
    MailToken.objects.filter(purpose=purpose, subject_id=subject_id, used_at=None).delete()
    MailToken.objects.create(
        purpose=purpose, subject_id=subject_id, digest=digest(token), expires_at=timezone.now() + lifetime
    )
    return SIGNER.sign(token)


def find(purpose, signed):
    """Return the subject's id without using the token up; raises InvalidToken."""
    return usable(MailToken.objects, purpose, signed).subject_id


def redeem(purpose, signed):
    """Use the token up and return the subject's id; raises InvalidToken. Call it in a transaction."""
    row = usable(MailToken.objects.select_for_update(), purpose, signed)
    row.used_at = timezone.now()
    row.save(update_fields=["used_at"])
    return row.subject_id


def usable(rows, purpose, signed):
    try:
        token = SIGNER.unsign(signed)
    except BadSignature:
        raise InvalidToken from None
    row = rows.filter(
        purpose=purpose, digest=digest(token), used_at=None, expires_at__gt=timezone.now()
    ).first()
    if row is None:
        raise InvalidToken
    return row


def digest(token):
    return hashlib.sha256(token.encode()).hexdigest()


def vouch(email):
    """Return our word that whoever shows it has read a mail to `email`; it goes into links to log-in and registration."""
    return VOUCHERS.sign_object(normalize_email(email))


def vouched(voucher):
    """Return the address that a voucher stands for; raises InvalidToken, also after an hour."""
    try:
        return VOUCHERS.unsign_object(voucher, max_age=VOUCHER_LIFETIME)
    except BadSignature:
        raise InvalidToken from None
