"""Where somebody may import in an organization (features 9.1): everywhere, or into the collections they manage."""

from accounts.backends import permissions_on
from accounts.permissions import Permission
from organizations.models import Organization
from vault.models import Collection


def imports_everywhere(organization, user):
    return Permission.ITEMS_IMPORT in permissions_on(organization, user)


def may_import(organization, user):
    return imports_everywhere(organization, user) or import_targets(organization, user).exists()


def import_targets(organization, user):
    """Return the collections that `user` may import into."""
    if imports_everywhere(organization, user):
        return organization.collections.all()
    return organization.collections.filter(pk__in=managed_by(user, organization.collections.all()))


def importable_organizations(user):
    """Return the organizations of which `user` is a member and into which they may import something."""
    joined = user.organization_memberships.confirmed().values("organization")
    managed = Collection.objects.filter(pk__in=managed_by(user, Collection.objects.all())).values("organization")
    everywhere = Organization.objects.granting(Permission.ITEMS_IMPORT, user).filter(pk__in=joined).values("pk")
    return Organization.objects.filter(pk__in=everywhere.union(managed, all=True)).order_by("name")


def managed_by(user, collections):
    shared = collections.filter(type=Collection.Type.SHARED)
    return [pk for pk, access in shared.access_of(user).items() if access.manage]
