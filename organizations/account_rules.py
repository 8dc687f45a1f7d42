"""What organizations ask of accounts, for `accounts.rules`."""

from organizations.models import Policy
from organizations.policies import policies_on
from organizations.services.policies import revoke_without_two_step

Kind = Policy.Kind


def master_password(user):
    """Return what the master password of `user` has to be like, or None."""
    return policies_on(user, Kind.MASTER_PASSWORD)


def without_two_step(user):
    """Take the access to organizations that want two-step login from somebody who has none any more."""
    revoke_without_two_step(user)
