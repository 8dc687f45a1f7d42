"""What clients send to manage two-step login: with the master password's hash, or with the token that it gave. Source: `spec/api.md` 13."""

from typing import Annotated

from pydantic import StringConstraints, model_validator

from accounts.schemas import EmailAddress, LoginHash
from accounts.two_step_schemas import Token
from provider_portal.schemas import WireSchema

# What the WebAuthn library calls the members that clients spell in several ways.
MEMBERS = {"attestationobject": "attestationObject", "clientdatajson": "clientDataJSON", "transports": "transports"}


class Verified(WireSchema):
    """A body that proves who asks in one of two ways."""

    master_password_hash: LoginHash | None = None
    user_verification_token: Token | None = None


class WithKey(Verified):
    key: Annotated[str, StringConstraints(pattern=r"^[A-Z2-7]{16,64}$")]


class AuthenticatorCode(WithKey):
    token: Token


class MailedCode(Verified):
    email: EmailAddress
    token: Token


class CodeAddress(Verified):
    email: EmailAddress


class MethodKind(Verified):
    type: int


class NewKey(Verified):
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]
    device_response: dict

    @model_validator(mode="after")
    def with_known_names(self):
        answer = self.device_response.get("response")
        if not isinstance(answer, dict):
            raise ValueError("there is no response of the key")
        known = {MEMBERS.get(name.lower(), name): value for name, value in answer.items()}
        self.device_response = self.device_response | {"response": known}
        return self


class KeyNumber(Verified):
    id: int
