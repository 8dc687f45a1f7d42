"""The JSON bodies of this app's routes, and of all that is done to members."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from provider_portal.schemas import SealedKey, WireSchema

# As many as the protocol allows in one bulk action.
BULK_LIMIT = 500


class SetUpProvider(WireSchema):
    """What the set-up page sends: the form's fields, and the new key sealed to the person's own public key.

    The link's token is here and not in the address, which a log may keep while the token is good.
    """

    token: str
    details: dict[str, str]
    key: SealedKey


class Members(WireSchema):
    members: Annotated[list[UUID], Field(min_length=1, max_length=BULK_LIMIT)]


class MemberKey(WireSchema):
    id: UUID
    key: SealedKey


class MemberKeys(WireSchema):
    keys: Annotated[list[MemberKey], Field(min_length=1, max_length=BULK_LIMIT)]
