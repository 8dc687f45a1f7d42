"""Every write to an account."""

from accounts.models import User
from accounts.querysets import normalize_email


def person_for(email):
    """Return the account of `email`, made without keys where there is none: an invited person."""
    email = normalize_email(email)
    user, _ = User.objects.get_or_create(email=email, defaults={"kdf_salt": email})
    return user


def people_for(emails):
    """Return the accounts of `emails` as `person_for` would, in two statements."""
    emails = {normalize_email(email) for email in emails}
    User.objects.bulk_create(
        [User(email=email, kdf_salt=email) for email in sorted(emails)], ignore_conflicts=True, batch_size=1000
    )
    return list(User.objects.filter(email__in=emails).order_by("email"))
