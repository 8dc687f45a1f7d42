"""What a browser posts that has made another key for its person's account."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from accounts.schemas import KeyId
from accounts.step_up import Proof
from provider_portal.schemas import EncString, SealedKey, WireSchema

Strings = dict[UUID, list[EncString]]


class RenewedPasskey(WireSchema):
    """A passkey's public key under the new key, and that key sealed to it."""

    encrypted_user_key: SealedKey
    encrypted_public_key: EncString


class KeyRotation(Proof):
    """The new keys, and the successor of each EncString that was under the old one."""

    revision: AwareDatetime
    user_key: Annotated[EncString, Field(max_length=400)]
    private_key: Annotated[EncString, Field(max_length=4000)]
    key_id: KeyId
    ciphers: Strings
    attachments: Strings
    folders: Strings
    sends: Strings
    contacts: dict[UUID, SealedKey]
    recoveries: dict[UUID, SealedKey]
    # None for one whose public key could not be read: it logs in, and opens the vault no more.
    passkeys: dict[UUID, RenewedPasskey | None]
