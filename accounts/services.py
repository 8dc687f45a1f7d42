"""Every write to an account."""

from accounts.models import User
from accounts.querysets import normalize_email


def person_for(email):
    """Return the account of `email`, made without keys where there is none: an invited person."""
    email = normalize_email(email)
    user, _ = User.objects.get_or_create(email=email, defaults={"kdf_salt": email})
    return user
