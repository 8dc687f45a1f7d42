"""What the wire routes of the account take. Source: `spec/api.md` 3.2 and 11."""

import json
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field, StringConstraints, TypeAdapter, field_validator, model_validator

from accounts.device_types import device_type
from accounts.login_passkey_schemas import PasskeyAnswer
from accounts.login_request_schemas import AccessCode
from accounts.schemas import KeyId, LoginHash
from accounts.two_step_schemas import Token
from provider_portal.schemas import WireSchema

Line = Annotated[str, StringConstraints(min_length=1, max_length=256)]


class DeviceGrant(WireSchema):
    """What an app says of itself when it logs in."""

    device_type: Annotated[int, BeforeValidator(device_type)]
    device_identifier: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,50}$")]
    device_name: Annotated[str, BeforeValidator(lambda name: str(name)[:50])] = ""


class PasswordGrant(DeviceGrant):
    # By `connector` log in the directory connector, and people's own clients after its example.
    client_id: Literal["cli", "web", "browser", "desktop", "mobile", "connector"]
    username: Line
    password: Line
    auth_request: UUID | None = None
    two_factor_token: Token | None = None
    two_factor_provider: int | None = None
    two_factor_remember: bool = False


    @model_validator(mode="after")
    def proves_something(self):
        # With a login request the access code stands in the place of the hash.
        TypeAdapter(AccessCode if self.auth_request else LoginHash).validate_python(self.password)
        return self


class ApiKeyGrant(DeviceGrant):
    client_id: Annotated[str, StringConstraints(pattern=r"^user\.[0-9a-fA-F-]{36}$")]
    client_secret: Line

    @field_validator("client_id")
    @classmethod
    def names_somebody(cls, client_id):
        UUID(client_id.removeprefix("user."))
        return client_id


class PasskeyGrant(DeviceGrant, PasskeyAnswer):
    client_id: Literal["cli", "web", "browser", "desktop", "mobile"]

    @field_validator("device_response", mode="before")
    @classmethod
    def parsed(cls, text):
        return json.loads(text) if isinstance(text, str) else text


class RefreshGrant(WireSchema):
    client_id: Line
    refresh_token: Line


def plain(name):
    return name.replace("_", "").lower()


def form_of(post, names):
    """Return what a form says to `names`: clients write them in any case, with or without `_`."""
    given = {plain(name): value for name, value in post.items() if "\0" not in value}
    return {name: given[plain(name)] for name in names if plain(name) in given}


class UserKeyId(WireSchema):
    user_key_id: KeyId


class SecondStepMail(WireSchema):
    email: Line
    master_password_hash: LoginHash


class PushToken(WireSchema):
    push_token: Annotated[str, StringConstraints(min_length=1, max_length=255)]


class MasterPassword(WireSchema):
    """What clients show before what only the account's owner may do."""

    master_password_hash: LoginHash


class EmailHolder(WireSchema):
    email: Line


class VerifiedEmail(WireSchema):
    token: Annotated[str, StringConstraints(max_length=1000)]


class EquivalentDomains(WireSchema):
    """Groups of domains that share their logins."""

    equivalent_domains: Annotated[list[Annotated[list[Line], Field(max_length=100)]], Field(max_length=500)] | None = None


class ProfileChange(WireSchema):
    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=50)] | None = None
    master_password_hint: Annotated[str, StringConstraints(max_length=50)] | None = None


class Avatar(WireSchema):
    avatar_color: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")] | None = None
