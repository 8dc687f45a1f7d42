from django.contrib.auth.base_user import BaseUserManager
from django.db.models import QuerySet


class UserQuerySet(QuerySet):
    def visible_to(self, user):
        """Return the account itself; other people are seen through a membership only."""
        return self.filter(pk=user.pk)

    def registered(self):
        """Return the accounts that have keys; the others were only invited."""
        return self.filter(wrapped_user_key__isnull=False)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, email):
        return self.get(email=normalize_email(email))


def normalize_email(email):
    """Return the address as the protocol's key derivation wants it: trimmed and in lower case."""
    return email.strip().lower()
