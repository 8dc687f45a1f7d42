"""Access tokens of the wire API: signed, an hour long, of a constant size. Source: `spec/api.md` 3.4."""

from datetime import UTC, datetime, timedelta

import jwt
from django.conf import settings
from django.utils.crypto import salted_hmac

from accounts.models import User
from provider_portal.database.prepared import Prepared, columns_of

LIFETIME = timedelta(hours=1)
ALGORITHM = "HS256"
ISSUER_PATH = "/identity"
# Every request of an app asks it.
BEARER = Prepared(
    f"""SELECT {columns_of(User, "u")} FROM accounts_user u
    WHERE u.id = %(user)s AND u.is_active AND u.security_stamp = %(stamp)s
      AND EXISTS (SELECT FROM accounts_device d WHERE d.user_id = u.id AND d.identifier = %(device)s)""",
    {"user": "uuid", "stamp": "uuid", "device": "text"},
)


def signing_key():
    """Return the 32-byte key of access tokens, derived so that no other signature of the site fits here."""
    return salted_hmac("accounts.tokens", "access token", algorithm="sha256").digest()


def make_access_token(user, device, *, client_id, now=None):
    """Return a JWT for `user` on `device`. It dies with the security stamp and with the device."""
    now = now or datetime.now(UTC)
    claims = {
        "iss": settings.PORTAL_URL + ISSUER_PATH,
        "sub": str(user.pk),
        "nbf": now,
        "iat": now,
        "exp": now + LIFETIME,
        "client_id": client_id,
        "scope": ["api", "offline_access"],
        "amr": ["Application"],
        "email": user.email,
        "email_verified": user.email_verified,
        "name": user.name,
        "premium": True,
        "sstamp": str(user.security_stamp),
        "device": device.identifier,
        "devicetype": str(device.type),
    }
    return jwt.encode(claims, signing_key(), algorithm=ALGORITHM)


def user_of(authorization):
    """Return the person a `Bearer …` header stands for, or None when it does not stand for anybody any more.

    `asking_app` on them is the identifier of the device the token was made for.
    """
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        return None
    try:
        claims = jwt.decode(
            token, signing_key(), algorithms=[ALGORITHM], issuer=settings.PORTAL_URL + ISSUER_PATH
        )
    except jwt.InvalidTokenError:
        return None
    asked = {"user": claims["sub"], "stamp": claims["sstamp"], "device": claims["device"]}
    for user in BEARER.objects(User, asked):
        user.asking_app = claims["device"]
        return user
    return None
