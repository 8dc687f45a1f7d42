from typing import Annotated

from pydantic import Field, StringConstraints

from provider_portal.schemas import EncString, SealedKey, WireSchema


class ConfirmContact(WireSchema):
    key: SealedKey


class NewPassword(WireSchema):
    login_hash: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]{43}=$")]
    user_key: EncString = Field(max_length=400)
