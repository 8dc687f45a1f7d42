"""Which key derivation an account uses, without telling whether there is one."""

from django.utils.crypto import salted_hmac

from accounts.models import Kdf, User
from accounts.querysets import normalize_email

# What real accounts have; the first is the default, so that an unknown address looks like most.
PLAUSIBLE = [
    {"type": Kdf.PBKDF2, "iterations": 600_000, "memory": None, "parallelism": None},
    {"type": Kdf.ARGON2ID, "iterations": 6, "memory": 32, "parallelism": 4},
    {"type": Kdf.ARGON2ID, "iterations": 3, "memory": 64, "parallelism": 4},
    {"type": Kdf.PBKDF2, "iterations": 650_000, "memory": None, "parallelism": None},
]


def kdf_of(email):
    """Return the settings to derive the login hash of `email` with; an unknown address always gets the same ones."""
    email = normalize_email(email)
    user = User.objects.registered().filter(email=email).first()
    unknown = PLAUSIBLE[salted_hmac("accounts.kdf", email, algorithm="sha256").digest()[0] % len(PLAUSIBLE)]
    return user.kdf_settings if user else unknown
