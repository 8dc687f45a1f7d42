"""Six digits that are mailed: they prove that an address is the person's, once and within ten minutes."""

import secrets

from django.core.cache import cache
from django.utils.crypto import constant_time_compare, salted_hmac

LIFETIME_SECONDS = 600
TWO_STEP, NEW_ADDRESS = "two-step", "new-address"


def new_code(purpose, user, email):
    """Return a code for `email`; the earlier one of this purpose stops working."""
    code = f"{secrets.randbelow(10**6):06}"
    cache.set(name(purpose, user), digest(purpose, user, email, code), LIFETIME_SECONDS)
    return code


def is_code(purpose, user, email, code):
    """Return whether `code` is the one that was mailed last to `email`, and use it up."""
    kept = cache.get(name(purpose, user))
    fits = kept is not None and constant_time_compare(kept, digest(purpose, user, email, code.strip()))
    # Of two at once one deletes it; the other one must not pass.
    return fits and bool(cache.delete(name(purpose, user)))


def name(purpose, user):
    return f"codes:{purpose}:{user.pk}"


def digest(purpose, user, email, code):
    return salted_hmac("accounts.codes", f"{purpose}|{user.pk}|{email}|{code}", algorithm="sha256").hexdigest()
