"""How far somebody's say over members goes: nobody gives, or touches, more than they hold (features 1.6, 1.8)."""

from dataclasses import dataclass

from accounts.backends import permissions_on
from accounts.permissions import CUSTOM_FLAGS, Permission
from organizations.roles import MemberRole


@dataclass(frozen=True)
class Reach:
    permissions: frozenset
    custom_flags: frozenset

    def covers(self, role, custom_flags=()):
        """Return whether somebody may make, or change, a member of this role."""
        if role == MemberRole.OWNER:
            return Permission.OWNERS_MANAGE in self.permissions
        if Permission.ADMINS_MANAGE in self.permissions:
            return True
        if role == MemberRole.ADMIN or Permission.MEMBERS_MANAGE not in self.permissions:
            return False
        return self.custom_flags.issuperset(custom_flags)

    def recovers(self, role, custom_flags=()):
        """Return whether somebody may recover the account of a member of this role.

        Whoever sets a password can log in: a custom role reaches those only who hold no flag it has not.
        """
        if role == MemberRole.OWNER:
            return Permission.OWNERS_MANAGE in self.permissions
        if Permission.ADMINS_MANAGE in self.permissions:
            return True
        may = role != MemberRole.ADMIN and Permission.RECOVERY_MANAGE in self.permissions
        return may and self.custom_flags.issuperset(custom_flags)

    @property
    def roles(self):
        """The roles that may be given, least first."""
        order = [MemberRole.MEMBER, MemberRole.CUSTOM, MemberRole.ADMIN, MemberRole.OWNER]
        return [role for role in order if self.covers(role)]

    @property
    def flags(self):
        """The custom flags that may be given."""
        return [flag for flag in CUSTOM_FLAGS if self.covers(MemberRole.CUSTOM, [flag])]


def reach_of(user, organization):
    """Return how far `user` reaches among the members of `organization`."""
    member = organization.membership(user)
    return Reach(
        permissions=frozenset(permissions_on(organization, user)),
        custom_flags=frozenset(member.custom_flags if member else ()),
    )
