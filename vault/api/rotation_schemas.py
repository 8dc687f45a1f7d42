"""An account's new key as clients of the protocol send it. Source: `spec/api.md` 15."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from accounts.api.schemas import Line
from accounts.schemas import KeyId, LoginHash
from provider_portal.schemas import EncryptedName, EncString, SealedKey, WireSchema
from vault.rotation_schemas import RenewedPasskey
from vault.schemas import CipherRequest


class ContactKey(WireSchema):
    id: UUID
    key_encrypted: SealedKey


class RecoveryKey(WireSchema):
    organization_id: UUID
    reset_password_key: SealedKey


class PasskeyKeys(RenewedPasskey):
    id: UUID


class MasterPasswordUnlock(WireSchema):
    kdf_type: int
    kdf_iterations: int
    kdf_memory: int | None = None
    kdf_parallelism: int | None = None
    email: Line
    master_key_authentication_hash: LoginHash
    master_key_encrypted_user_key: Annotated[EncString, Field(max_length=400)]
    contained_key_id: KeyId | None = None


class Unlocking(WireSchema):
    """Everything that opens the new key."""

    master_password_unlock_data: MasterPasswordUnlock
    emergency_access_unlock_data: list[ContactKey] = []
    organization_account_recovery_unlock_data: list[RecoveryKey] = []
    passkey_unlock_data: list[PasskeyKeys] = []
    # No device is trusted here.
    device_key_unlock_data: Annotated[list[None], Field(max_length=0)] = []


class AccountKeys(WireSchema):
    """The key pair, which stays; accounts of the second format have more, and are refused."""

    user_key_encrypted_account_private_key: Annotated[EncString, Field(max_length=4000)]
    account_public_key: str
    signature_key_pair: None = None
    security_state: None = None


class RotatedCipher(CipherRequest):
    id: UUID


class RotatedFolder(WireSchema):
    id: UUID
    name: EncryptedName


class RotatedSend(WireSchema):
    id: UUID
    key: Annotated[EncString, Field(max_length=400)]


class AccountData(WireSchema):
    ciphers: list[RotatedCipher] = []
    folders: list[RotatedFolder] = []
    sends: list[RotatedSend] = []


class AccountRotation(WireSchema):
    old_master_key_authentication_hash: LoginHash
    account_unlock_data: Unlocking
    account_keys: AccountKeys
    account_data: AccountData
    new_user_key_id: KeyId | None = None
