"""Refresh tokens: what keeps an app signed in. Kept as hashes only, and replaced at each use.

A token dies with its device and with the account's security stamp, and when it is not used for long.
"""

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import Device

# Source: `spec/api.md` 3.2.
IDLE = {"mobile": timedelta(days=60), "web": timedelta(days=7)}
IDLE_ELSEWHERE = timedelta(days=30)
# Apps ask several times at once; the slower ones still come with the token that was just replaced.
GRACE = timedelta(minutes=3)


class InvalidToken(Exception):
    """The token stands for no device, or not any more."""


@transaction.atomic
def issue(device):
    """Return a new token for `device`; the one it had stops working."""
    return keep(device, secrets.token_urlsafe(32))


def exchange(token, client_id):
    """Return (device, next token); raises InvalidToken."""
    with transaction.atomic():
        device, secret = find(token)
        renewed = renew(device, secret) if device.client == client_id and is_alive(device) else None
    # Outside of the transaction: that a copied token was used must be kept.
    if renewed is None:
        raise InvalidToken
    return device, renewed


def renew(device, secret):
    """Return the next token of `device`, or None.

    An old token that turns up later than a parallel request could was copied, so nobody goes on with that device.
    """
    if matches(device, secret):
        return keep(device, following(secret))
    if not matches(device, following(secret)):
        return None
    if timezone.now() - device.last_seen < GRACE:
        return signed(device, following(secret))
    revoke(device)
    return None


def is_alive(device):
    return timezone.now() - device.last_seen < IDLE.get(device.client, IDLE_ELSEWHERE)


def find(token):
    """Return the locked device a token names, and the token's secret."""
    name, _, secret = token.partition(".")
    try:
        pk = UUID(hex=name)
    except ValueError:
        raise InvalidToken from None
    devices = Device.objects.select_for_update(of=["self"]).select_related("user")
    device = devices.filter(pk=pk, user__is_active=True, refresh_token_digest__isnull=False).first()
    if device is None:
        raise InvalidToken
    return device, secret


def keep(device, secret):
    device.refresh_token_digest = digest(device, secret)
    device.last_seen = timezone.now()
    device.save(update_fields=["refresh_token_digest", "last_seen"])
    return signed(device, secret)


def revoke(device):
    device.refresh_token_digest = None
    device.save(update_fields=["refresh_token_digest"])


def following(secret):
    """Return the secret after this one; only the server can tell it, so parallel requests get the same."""
    return salted_hmac("accounts.refresh_tokens", secret, algorithm="sha256").hexdigest()


def signed(device, secret):
    return f"{device.pk.hex}.{secret}"


def matches(device, secret):
    return constant_time_compare(device.refresh_token_digest, digest(device, secret))


def digest(device, secret):
    # The stamp is part of what is hashed: when it changes, no token fits any more.
    return hashlib.sha256(f"{secret}|{device.user.security_stamp}".encode()).hexdigest()
