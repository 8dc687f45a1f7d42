"""What organizations ask of accounts, for `accounts.rules`."""

from organizations.domains import refusal_of_address, refusal_of_registration
from organizations.models import OrganizationMember, Policy
from organizations.policies import in_force, policies_on, strictest
from organizations.services.policies import revoke_without_two_step
from provider_portal.api import ApiError

Kind = Policy.Kind


def master_password(user):
    """Return what the master password of `user` has to be like, or None; who only registers obeys who invites."""
    if user.is_registered:
        return policies_on(user, Kind.MASTER_PASSWORD)
    inviting = user.organization_memberships.filter(status=OrganizationMember.Status.INVITED).values("organization")
    data = in_force(Kind.MASTER_PASSWORD).filter(organization__in=inviting).values_list("data", flat=True)
    return strictest(data) or None


def idle_time(user):
    """Return after how many idle minutes the vault of `user` locks, and what then: their choice, within what they must."""
    limits = policies_on(user, Kind.VAULT_TIMEOUT) or {}
    minutes = min(user.lock_minutes, limits.get("minutes") or user.lock_minutes)
    return {"timeoutMinutes": minutes, "idleAction": limits.get("action") or user.idle_action}


def longest_idle_time(user):
    """Return how many idle minutes `user` may choose at most, or None where no policy limits them."""
    return (policies_on(user, Kind.VAULT_TIMEOUT) or {}).get("minutes")


def may_stay_unlocked(user):
    """Return whether a browser may keep the key of `user`: not of a provider's staff, nor where an idle time is demanded."""
    return not user.provider_memberships.confirmed().exists() and policies_on(user, Kind.VAULT_TIMEOUT) is None


def refuse_address(user, email):
    """Raise ApiError where `user` may not log in with this address instead of theirs."""
    if refusal := refusal_of_address(user, email):
        raise ApiError(refusal)


def refuse_registration(email):
    """Raise ApiError where nobody may register the address of their own accord."""
    if refusal := refusal_of_registration(email):
        raise ApiError(refusal)


def without_two_step(user):
    """Take the access to organizations that want two-step login from somebody who has none any more."""
    revoke_without_two_step(user)
