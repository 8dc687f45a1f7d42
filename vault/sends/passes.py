"""Tokens that open one Send for some minutes: what the protocol's clients get for the link and the password."""

import hashlib

from django.core.signing import BadSignature, TimestampSigner
from django.utils.crypto import constant_time_compare

from vault.models import Send
from vault.services.sends import Gone

SECONDS = 300
SCOPE = "api.send.access"
SIGNER = TimestampSigner(salt="vault.sends.passes")


def issue(send):
    return SIGNER.sign(f"{send.pk}.{lock_of(send)}")


def send_of(authorization):
    """Return the Send of a `Bearer …` header; raises Gone where it opens nothing now, or asks for something else."""
    scheme, _, token = authorization.partition(" ")
    try:
        pk, _, lock = SIGNER.unsign(token, max_age=SECONDS).partition(".")
    except BadSignature:
        raise Gone from None
    send = Send.objects.available().select_related("user").filter(pk=pk).first()
    if scheme.lower() != "bearer" or send is None or not constant_time_compare(lock, lock_of(send)):
        raise Gone
    return send


def lock_of(send):
    """Return what tells the Send's password and addresses from any others it had."""
    return hashlib.sha256(f"{send.password_hash or ''}|{send.emails or ''}".encode()).hexdigest()[:32]
