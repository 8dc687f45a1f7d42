"""What is raised where a write to a membership cannot be done."""


class MembershipRefused(Exception):
    """What was asked cannot be done; the message says why."""


class SeatsExhausted(MembershipRefused):
    """There are not as many free seats as would be taken."""


class AlreadyMember(MembershipRefused):
    """The address is a member's already."""


class WrongAccount(MembershipRefused):
    """The invitation is for somebody else's address."""


class ForbiddenByPolicy(MembershipRefused):
    """A policy, here or of another organization, is against it; the invitation stays."""
