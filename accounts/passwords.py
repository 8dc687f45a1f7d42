"""Comparing login hashes: equal work whoever asks, and never more at a time than the machine has processors."""

import os
import secrets
from functools import cache
from threading import BoundedSemaphore

from django.contrib.auth.hashers import check_password, make_password

# Each comparison takes 19 MiB; waiting is better than a machine out of memory.
SLOTS = BoundedSemaphore(os.cpu_count() or 1)


def hash_of(login_hash):
    """Return what is stored of the hash a client sends."""
    with SLOTS:
        return make_password(login_hash)


def is_hash_of(secret, stored):
    """Return whether `stored` was made of this secret."""
    with SLOTS:
        return check_password(secret, stored)


def matches(login_hash, user):
    """Return whether `login_hash` is the one of `user`; nobody's takes as long as somebody's."""
    known = user is not None and user.is_registered
    stored = user.password if known else nobodys()
    return is_hash_of(login_hash, stored) and known


@cache
def nobodys():
    return make_password(secrets.token_urlsafe())
