"""The JSON bodies of this app's routes."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from provider_portal.schemas import SealedKey, WireSchema

# As many as the protocol allows in one bulk action.
BULK_LIMIT = 500


class Members(WireSchema):
    members: Annotated[list[UUID], Field(min_length=1, max_length=BULK_LIMIT)]


class MemberKey(WireSchema):
    id: UUID
    key: SealedKey


class MemberKeys(WireSchema):
    keys: Annotated[list[MemberKey], Field(min_length=1, max_length=BULK_LIMIT)]
