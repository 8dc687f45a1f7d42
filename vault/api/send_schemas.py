"""What clients send of Sends. Source: `spec/api.md` 9.2 and 3.2."""

from enum import IntEnum
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from pydantic import BeforeValidator, StringConstraints, model_validator

from provider_portal.schemas import WireSchema
from vault.sends.schemas import Address, PasswordHash, SendChange, SendRequest

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


class WithAuth(SendChange):
    auth_type: AuthType | None = None
    password: Password = None

    @model_validator(mode="after")
    def of_one_kind(self):
        """Leave out what the kind of protection does not use."""
        if self.auth_type == AuthType.EMAIL:
            self.password = None
            if not self.emails:
                raise ValueError(_("Name the e-mail addresses that may open it."))
        elif self.auth_type is not None:
            self.emails = None
        return self

    @property
    def opens(self):
        """Whether the Send shall have neither a password nor addresses from now on."""
        return self.auth_type == AuthType.NONE


class SendCreation(WithAuth, SendRequest):
    pass


class FileSendCreation(SendCreation):
    type: Literal[1]


class SendEdit(WithAuth):
    pass


class SendAccessGrant(WireSchema):
    send_id: Line | None = None
    password_hash_b64: Line | None = None
    email: Address | None = None
    otp: Line | None = None
