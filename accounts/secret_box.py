"""Small secrets that the server must read itself, kept sealed: a stolen table alone is not enough to use them."""

import base64
from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(text):
    return box(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).encrypt(text.encode()).decode()


def unseal(sealed):
    """Return the text; raises cryptography.fernet.InvalidToken where it was altered or SECRET_KEY is another one."""
    return box(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).decrypt(sealed.encode()).decode()


@cache
def box(*secrets):
    return MultiFernet([Fernet(key_of(secret)) for secret in secrets])


def key_of(secret):
    """Derive the key, so that no other use of SECRET_KEY has the same."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"accounts.secret_box").derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
