"""What clients send of Sends. Source: `spec/api.md` 9.2 and 3.2."""

from enum import IntEnum
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import BeforeValidator, StringConstraints, field_validator

from provider_portal.schemas import WireSchema
from vault.sends.schemas import PasswordHash, SendChange, SendRequest

# Answered instead of the hash; some clients send it back, which changes nothing.
PASSWORD_MARK = "set"


class AuthType(IntEnum):
    EMAIL = 0
    PASSWORD = 1
    NONE = 2


def unmarked(password):
    return None if password in ("", PASSWORD_MARK) else password


Password = Annotated[PasswordHash | None, BeforeValidator(unmarked)]
Line = Annotated[str, StringConstraints(max_length=200)]


class WithAuth(WireSchema):
    auth_type: AuthType | None = None
    password: Password = None

    @field_validator("auth_type")
    @classmethod
    def is_offered(cls, auth_type):
        if auth_type == AuthType.EMAIL:
            raise ValueError(_("Sends that ask for a code by e-mail are not offered here; use a password."))
        return auth_type

    @property
    def opens(self):
        """Whether the Send shall have no password from now on."""
        return self.auth_type == AuthType.NONE


class SendCreation(WithAuth, SendRequest):
    pass


class SendEdit(WithAuth, SendChange):
    pass


class SendAccessGrant(WireSchema):
    send_id: Line | None = None
    password_hash_b64: Line | None = None
