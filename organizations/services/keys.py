"""The keys by which programs act for an organization. Kept as hashes only: each is shown once."""

import hashlib
import secrets

from django.db import transaction
from django.utils.crypto import constant_time_compare

from events.types import EventType
from organizations.services.events import record_in
from organizations.services.members import locked

SCIM, API = "scim_key_digest", "api_key_digest"


@transaction.atomic
def issue_key(organization, which, *, actor):
    """Return a new key, SCIM or API; the one before stops working."""
    key = secrets.token_urlsafe(32)
    set_digest(organization, which, digest(key), actor)
    return key


@transaction.atomic
def withdraw_key(organization, which, *, actor):
    """Let nothing in by this kind of key any more."""
    set_digest(organization, which, None, actor)


def set_digest(organization, which, value, actor):
    organization = locked(organization)
    if getattr(organization, which) == value:
        return
    setattr(organization, which, value)
    organization.save(update_fields=[which])
    record_in(organization, EventType.ORGANIZATION_UPDATED, actor=actor)


def fits(organization, which, key):
    """Return whether `key` is the organization's, in the same time for every one."""
    kept = getattr(organization, which) if organization else None
    return constant_time_compare(kept or "", digest(key))


def digest(key):
    # 256 random bits need no slow hash.
    return hashlib.sha256(key.encode()).hexdigest()
