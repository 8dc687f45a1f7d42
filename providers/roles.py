from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.permissions import PROVIDER_ADMIN, PROVIDER_ADMIN_IN_CLIENT, SERVICE_USER, SERVICE_USER_IN_CLIENT


class ProviderRole(models.IntegerChoices):
    PROVIDER_ADMIN = 0, _("Provider Admin")
    SERVICE_USER = 1, _("Service User")


ROLE_PERMISSIONS = {
    ProviderRole.PROVIDER_ADMIN: PROVIDER_ADMIN,
    ProviderRole.SERVICE_USER: SERVICE_USER,
}
ROLE_PERMISSIONS_IN_CLIENT = {
    ProviderRole.PROVIDER_ADMIN: PROVIDER_ADMIN_IN_CLIENT,
    ProviderRole.SERVICE_USER: SERVICE_USER_IN_CLIENT,
}
