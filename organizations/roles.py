from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.permissions import ADMIN, CUSTOM_FLAGS, MEMBER, OWNER, custom_permissions
from providers.roles import ROLE_PERMISSIONS_IN_CLIENT


class MemberRole(models.IntegerChoices):
    OWNER = 0, _("Owner")
    ADMIN = 1, _("Admin")
    MEMBER = 2, _("User")
    CUSTOM = 4, _("Custom")


ROLE_PERMISSIONS = {
    MemberRole.OWNER: OWNER,
    MemberRole.ADMIN: ADMIN,
    MemberRole.MEMBER: MEMBER,
}


def roles_with(permission):
    """Return the fixed roles whose table holds `permission`."""
    return [role for role, permissions in ROLE_PERMISSIONS.items() if permission in permissions]


def custom_flags_with(permission):
    """Return the custom flags that grant `permission`."""
    return [flag for flag in CUSTOM_FLAGS if permission in custom_permissions([flag])]


def provider_roles_with(permission):
    """Return the provider roles that hold `permission` in every client."""
    return [role for role, permissions in ROLE_PERMISSIONS_IN_CLIENT.items() if permission in permissions]
