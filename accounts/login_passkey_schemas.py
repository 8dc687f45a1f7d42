"""What logging in with a passkey takes, from pages and from the protocol's clients."""

from typing import Annotated
from uuid import UUID

from pydantic import AliasChoices, Field, StringConstraints, field_validator, model_validator

from accounts.step_up import Proof
from accounts.two_step_schemas import Token
from provider_portal.schemas import EncString, SealedKey, WireSchema

# What the WebAuthn library calls the members that clients spell in several ways.
MEMBERS = {
    "attestationobject": "attestationObject",
    "clientdatajson": "clientDataJSON",
    "authenticatordata": "authenticatorData",
    "userhandle": "userHandle",
    "signature": "signature",
    "transports": "transports",
}


def with_known_names(answer):
    """Return a device's answer as the library spells it, without what it derived: that is never for the server."""
    response = answer.get("response")
    if not isinstance(response, dict) or not isinstance(answer.get("id"), str):
        raise ValueError("there is no response of the passkey")
    return {
        "id": answer["id"],
        "rawId": answer.get("rawId") or answer["id"],
        "type": answer.get("type") or "public-key",
        "response": {MEMBERS[name.lower()]: value for name, value in response.items() if name.lower() in MEMBERS},
    }


class PasskeyAnswer(WireSchema):
    """What a passkey's device said to the options of `token`."""

    device_response: dict
    token: Token

    @field_validator("device_response")
    @classmethod
    def spelled(cls, answer):
        return with_known_names(answer)


class PasskeyKeys(WireSchema):
    """The keys of a passkey that opens the vault; clients send null for all of them otherwise."""

    wrapped_user_key: Annotated[SealedKey | None, Field(validation_alias=AliasChoices("encryptedUserKey"))] = None
    wrapped_public_key: Annotated[EncString | None, Field(validation_alias=AliasChoices("encryptedPublicKey"))] = None
    wrapped_private_key: Annotated[EncString | None, Field(validation_alias=AliasChoices("encryptedPrivateKey"))] = None

    @property
    def keys(self):
        """Return the three keys as the model calls them, or None where one is missing."""
        given = {name: getattr(self, name) for name in PasskeyKeys.model_fields}
        return given if all(given.values()) else None


class NewLoginPasskey(PasskeyAnswer, PasskeyKeys):
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]
    supports_prf: bool = False


class EncryptingPasskey(PasskeyAnswer, PasskeyKeys):
    """A passkey that shall open the vault from now on."""

    @model_validator(mode="after")
    def with_keys(self):
        if self.keys is None:
            raise ValueError("the passkey's keys are missing")
        return self


class ChosenPasskey(Proof):
    passkey: UUID


class PasskeyLogin(PasskeyAnswer):
    next: Annotated[str, StringConstraints(max_length=2000)] = ""
