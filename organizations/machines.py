"""Programs that act for an organization with a key of its own: a directory, or whatever calls the public API."""

from dataclasses import dataclass
from uuid import UUID

from accounts.permissions import ITEM_CONTENT, OWNER, Permission
from events.types import SystemUser

# A directory decides about people and groups. Owners stay out of its reach: who keeps its key may not be one.
DIRECTORY = frozenset(
    {
        Permission.ORGANIZATION_VIEW,
        Permission.MEMBERS_VIEW,
        Permission.MEMBERS_MANAGE,
        Permission.ADMINS_MANAGE,
        Permission.GROUPS_MANAGE,
    }
)
# As an owner, who alone may take the key of the public API; but no program touches the content of items.
PUBLIC_API = OWNER - ITEM_CONTENT


@dataclass(frozen=True)
class Machine:
    """An actor that is no person: it holds `permissions` in one organization, and has no place in it."""

    organization_id: UUID
    system_user: SystemUser
    permissions: frozenset
    # No row of a user has it, so that what is looked up by the actor finds nothing.
    pk: None = None

    def permissions_in(self, organization):
        return self.permissions if organization.pk == self.organization_id else frozenset()


def directory(organization):
    return Machine(organization.pk, SystemUser.SCIM, DIRECTORY)


def public_api(organization):
    return Machine(organization.pk, SystemUser.PUBLIC_API, PUBLIC_API)
