"""One limiter for every route that checks a credential or sends a mail, shared by all processes through Redis."""

import hashlib
import ipaddress
from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from accounts.querysets import normalize_email
from events.middleware import client_address
from provider_portal.api import ApiError

LOGIN, PRELOGIN, STEP_UP, TWO_STEP, MAIL, SEND = "login", "prelogin", "step-up", "two-step", "mail", "send"
PROGRAM = "program"
MAILS_PER_ACCOUNT = "6 per hour"
# A code has six digits only, and whoever guesses has the master password already.
CODES_PER_ACCOUNT = "10 per hour"


@cache
def limiter():
    address = settings.REDIS_URL
    # The library's word for a Unix socket is another one than Redis'.
    if address.startswith("unix://"):
        address = "redis+" + address
    return MovingWindowRateLimiter(storage_from_string(address))


def attempt(request, purpose, email):
    """Count one attempt at the account of `email` from the request's network; raises ApiError when it is one too many."""
    by_account = limiter().hit(parse(per_account(purpose)), *account_key(purpose, email))
    by_network = limiter().hit(parse(settings.LOGIN_ATTEMPTS_PER_NETWORK), purpose, "network", network_of(request))
    if not (by_account and by_network):
        raise too_many()


def may_be_mailed(subject):
    """Count one mail about `subject`, and return whether it is not one too many within the hour."""
    return limiter().hit(parse(MAILS_PER_ACCOUNT), *account_key("reminder", subject))


def attempt_by_key(request):
    """Count one attempt to get in by a key that fits nowhere; raises ApiError when it is one too many."""
    attempt_from_network(request, PROGRAM)


def attempt_from_network(request, purpose):
    """Count one attempt that names no account; raises ApiError when it is one too many."""
    if not limiter().hit(parse(settings.LOGIN_ATTEMPTS_PER_NETWORK), purpose, "network", network_of(request)):
        raise too_many()


def spend(organization_id):
    """Count one request of an organization's program; raises ApiError when it is one too many."""
    if not limiter().hit(parse(settings.API_REQUESTS_PER_ORGANIZATION), PROGRAM, "organization", str(organization_id)):
        raise too_many()


def too_many():
    return ApiError(_("Too many attempts. Wait a few minutes, then try again."), status=429)


def forgive(email, purposes=(LOGIN, PRELOGIN)):
    """Forget the attempts at an account: somebody knew its password."""
    for purpose in purposes:
        limiter().clear(parse(per_account(purpose)), *account_key(purpose, email))


def per_account(purpose):
    return {MAIL: MAILS_PER_ACCOUNT, TWO_STEP: CODES_PER_ACCOUNT}.get(purpose, settings.LOGIN_ATTEMPTS_PER_ACCOUNT)


def account_key(purpose, email):
    # Hashed, so that Redis holds no list of addresses.
    return purpose, "account", hashlib.sha256(normalize_email(email).encode()).hexdigest()


def network_of(request):
    """Return the network of the request's address: one customer's /64 where it is IPv6."""
    try:
        address = ipaddress.ip_address(client_address(request) or "")
    except ValueError:
        return "unknown"
    return str(address) if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))
