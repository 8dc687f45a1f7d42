"""What logging in with another device takes, from pages and from the protocol's clients."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BeforeValidator, StringConstraints, model_validator

from accounts import device_types
from accounts.two_step_schemas import SecondStep
from provider_portal.schemas import PublicKey, SealedKey, WireSchema

Email = Annotated[str, StringConstraints(min_length=1, max_length=256)]
# Clients make 25 letters and digits; fewer could be guessed.
AccessCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{20,25}$")]
DeviceIdentifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,50}$")]


class LoginRequest(WireSchema):
    """A device asks to be let in: what a page says."""

    email: Email
    public_key: PublicKey
    access_code: AccessCode


class ClientLoginRequest(LoginRequest):
    device_identifier: DeviceIdentifier
    type: Literal[0, 1] = 0
    device_type: Annotated[int, BeforeValidator(device_types.device_type)] = device_types.UNKNOWN


class AccessCodeBody(WireSchema):
    access_code: AccessCode


class LoginAnswer(WireSchema):
    """The account's key, sealed to the device that is let in; turned away, it gets none."""

    key: SealedKey | None = None
    request_approved: bool
    device_identifier: str = ""

    @model_validator(mode="after")
    def key_for_approval(self):
        if self.request_approved and self.key is None:
            raise ValueError("an approval brings the key")
        return self


class LoginByRequest(WireSchema):
    """An approved device logs in."""

    email: Email
    request_id: UUID
    access_code: AccessCode
    second_step: SecondStep | None = None
    next: Annotated[str, StringConstraints(max_length=2000)] = ""
