"""A new master password, or another derivation, as clients send it: today's form and the one before. Source: `spec/api.md` 11."""

from django.utils.translation import gettext as _
from pydantic import Field, ValidationError

from accounts.api.schemas import Line, MasterPassword
from accounts.credentials import Lock
from accounts.schemas import EmailAddress, KdfSettings, KeyId, LoginHash
from provider_portal.api import ApiError
from provider_portal.schemas import EncString, WireSchema


class Derivation(WireSchema):
    kdf_type: int
    iterations: int
    memory: int | None = None
    parallelism: int | None = None


class AuthenticationData(WireSchema):
    kdf: Derivation
    master_password_authentication_hash: LoginHash
    salt: Line


class UnlockData(WireSchema):
    kdf: Derivation
    master_key_wrapped_user_key: EncString = Field(max_length=400)
    salt: Line
    contained_key_id: KeyId | None = None


class NewLock(WireSchema):
    authentication_data: AuthenticationData | None = None
    unlock_data: UnlockData | None = None
    new_master_password_hash: LoginHash | None = None
    key: EncString | None = Field(None, max_length=400)


class NewPassword(NewLock, MasterPassword):
    master_password_hint: str | None = Field(None, max_length=50)


class NewDerivation(NewLock, MasterPassword):
    """Another derivation; clients before today's name it at the top."""

    kdf: int | None = None
    kdf_iterations: int | None = None
    kdf_memory: int | None = None
    kdf_parallelism: int | None = None


class NewAddress(NewLock, MasterPassword):
    new_email: EmailAddress
    token: Line


class AddressToProve(MasterPassword):
    new_email: EmailAddress


def lock_of(body, user, *, salt=None):
    """Return the Lock that `body` puts on the account of `user`, whose derivation stays."""
    current = KdfSettings(**user.kdf_settings)
    lock = new_lock(body, salt=salt or user.kdf_salt, otherwise=current)
    if lock.kdf != current:
        raise ApiError(_("The derivation of the key cannot be changed here."))
    return lock


def rederived_lock_of(body, user):
    """Return the Lock by which `user` derives keys in another way from the same master password."""
    flat = None
    if body.kdf is not None:
        flat = settings_of(body.kdf, body.kdf_iterations, body.kdf_memory, body.kdf_parallelism)
    return new_lock(body, salt=user.kdf_salt, otherwise=flat)


def new_lock(body, *, salt, otherwise):
    """Return the Lock of today's form, or of the older one whose derivation is `otherwise`."""
    proof, unlock = body.authentication_data, body.unlock_data
    if proof and unlock:
        if proof.kdf != unlock.kdf or {proof.salt, unlock.salt} != {salt}:
            raise ApiError(_("The two halves of the change do not belong together."))
        kdf = settings_of(unlock.kdf.kdf_type, unlock.kdf.iterations, unlock.kdf.memory, unlock.kdf.parallelism)
        return Lock(proof.master_password_authentication_hash, unlock.master_key_wrapped_user_key, kdf)
    if body.new_master_password_hash and body.key and otherwise:
        return Lock(body.new_master_password_hash, body.key, otherwise)
    raise ApiError(_("The request is not of the expected form."))


def settings_of(kind, iterations, memory, parallelism):
    """Return the derivation; raises ApiError where it is weaker than is accepted."""
    try:
        return KdfSettings(type=kind, iterations=iterations, memory=memory, parallelism=parallelism)
    except ValidationError as weak:
        raise ApiError(_("The settings of the key derivation are not accepted here.")) from weak
