"""What apps send to make an account: today's form, and the one that phones still send. Source: `spec/api.md` 3.5."""

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from accounts.api.lock_schemas import AuthenticationData, Derivation, UnlockData
from accounts.schemas import EmailAddress, KdfSettings, KeyId, LoginHash
from provider_portal.schemas import EncString, PublicKey, WireSchema

Token = Annotated[str, StringConstraints(max_length=2000)]
UserKey = Annotated[EncString, Field(max_length=400)]
PrivateKey = Annotated[EncString, Field(max_length=4000)]


class StartedRegistration(WireSchema):
    email: EmailAddress
    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=50)] | None = ""

    @model_validator(mode="after")
    def without_nothing(self):
        self.name = self.name or ""
        return self


class ClickedLink(WireSchema):
    email: EmailAddress
    email_verification_token: Token


class KeyPair(WireSchema):
    public_key: PublicKey
    encrypted_private_key: PrivateKey


class WrappedKeyPair(WireSchema):
    public_key: PublicKey
    wrapped_private_key: PrivateKey


class AccountKeys(WireSchema):
    account_public_key: PublicKey | None = None
    user_key_encrypted_account_private_key: PrivateKey | None = None
    public_key_encryption_key_pair: WrappedKeyPair | None = None
    # Of the second account format, which the portal does not keep.
    signature_key_pair: None = None
    security_state: None = None


class FinishedRegistration(WireSchema):
    """An account as the app made it, in either form."""

    email: EmailAddress
    master_password_hint: Annotated[str, StringConstraints(max_length=50)] | None = None
    email_verification_token: Token | None = None
    org_invite_token: Token | None = None
    provider_invite_token: Token | None = None
    accept_emergency_access_invite_token: Token | None = None

    master_password_authentication: AuthenticationData | None = None
    master_password_unlock: UnlockData | None = None
    account_keys: AccountKeys | None = None

    master_password_hash: LoginHash | None = None
    user_symmetric_key: UserKey | None = None
    user_asymmetric_keys: KeyPair | None = None
    kdf: int | None = None
    kdf_iterations: int | None = None
    kdf_memory: int | None = None
    kdf_parallelism: int | None = None
    user_key_id: KeyId | None = None

    @model_validator(mode="after")
    def is_whole(self):
        if None in (self.derivation, self.login_hash, self.user_key, self.private_key, self.public_key):
            raise ValueError("a part of the account is missing")
        return self

    @property
    def derivation(self):
        """The derivation of the key that both forms come to."""
        return self.derivation_of_today() if self.master_password_unlock else self.derivation_of_before()

    def derivation_of_today(self):
        proof, unlock = self.master_password_authentication, self.master_password_unlock
        if proof is None or proof.kdf != unlock.kdf or {proof.salt, unlock.salt} != {self.email}:
            raise ValueError("the two halves of the account do not belong together")
        return derived(unlock.kdf)

    def derivation_of_before(self):
        if self.kdf is None or self.kdf_iterations is None:
            raise ValueError("the derivation of the key is missing")
        flat = Derivation(
            kdfType=self.kdf,
            iterations=self.kdf_iterations,
            memory=self.kdf_memory,
            parallelism=self.kdf_parallelism,
        )
        return derived(flat)

    @property
    def login_hash(self):
        today = self.master_password_authentication
        return today.master_password_authentication_hash if today else self.master_password_hash

    @property
    def user_key(self):
        today = self.master_password_unlock
        return today.master_key_wrapped_user_key if today else self.user_symmetric_key

    @property
    def key_id(self):
        return self.master_password_unlock.contained_key_id if self.master_password_unlock else self.user_key_id

    @property
    def public_key(self):
        if self.account_keys is None:
            return self.user_asymmetric_keys and self.user_asymmetric_keys.public_key
        pair = self.account_keys.public_key_encryption_key_pair
        return pair.public_key if pair else self.account_keys.account_public_key

    @property
    def private_key(self):
        if self.account_keys is None:
            return self.user_asymmetric_keys and self.user_asymmetric_keys.encrypted_private_key
        pair = self.account_keys.public_key_encryption_key_pair
        return pair.wrapped_private_key if pair else self.account_keys.user_key_encrypted_account_private_key


def derived(kdf):
    return KdfSettings(
        type=kdf.kdf_type, iterations=kdf.iterations, memory=kdf.memory, parallelism=kdf.parallelism
    )
