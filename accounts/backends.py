"""The one place that answers whether somebody may do something to something."""

from django.contrib.auth import get_user_model


def permits(user, permission, obj):
    """Return whether `obj` gives `user` the `permission`.

    Each guarded model says by `permissions_of(user)` what it gives; no role is above that, superusers included.
    Without an object there is nothing to permit.
    """
    if obj is None or not user.is_active:
        return False
    return permission in permissions_on(obj, user)


def permissions_on(obj, user):
    """Return the permissions of `user` on `obj`, asked once per loaded object."""
    known = obj.__dict__.setdefault("_permissions_by_user", {})
    if user.pk not in known:
        known[user.pk] = obj.permissions_of(user)
    return known[user.pk]


class PortalBackend:
    """Tells Django who a session belongs to; passwords are checked by `accounts.services` alone."""

    def authenticate(self, request, **credentials):
        return None

    def get_user(self, user_id):
        return get_user_model().objects.filter(pk=user_id, is_active=True).first()

    def has_perm(self, user, permission, obj=None):
        return permits(user, permission, obj)
