"""What account recovery is sent, by our pages and by the protocol's clients (spec/api.md 10.3)."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from accounts.api.lock_schemas import NewLock
from accounts.schemas import LoginHash
from accounts.step_up import Proof
from provider_portal.schemas import EncString, SealedKey, WireSchema
from providers.schemas import BULK_LIMIT


class Enrollment(Proof):
    key: SealedKey


class NewPassword(WireSchema):
    """The hash of a master password, and the account's key wrapped with it."""

    login_hash: LoginHash
    user_key: EncString = Field(max_length=400)


class Recovery(Proof):
    password: NewPassword | None = None
    resets_two_step: bool = False


class WireEnrollment(WireSchema):
    reset_password_key: SealedKey | None = None
    master_password_hash: LoginHash | None = None


class WireRecovery(NewLock):
    """Older clients say nothing about what is reset: they mean the password."""

    reset_master_password: bool = True
    reset_two_factor: bool = False


class MemberIds(WireSchema):
    ids: Annotated[list[UUID], Field(min_length=1, max_length=BULK_LIMIT)]
