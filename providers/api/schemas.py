"""What the web vault's provider portal sends. Source: `spec/api.md` 18."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from accounts.schemas import EmailAddress
from provider_portal.schemas import SealedKey, WireSchema
from providers.schemas import BULK_LIMIT

MOST_INVITED = 20
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]
Role = Literal[0, 1]


class ProviderChange(WireSchema):
    name: Name
    business_name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=50)] | None = None
    billing_email: EmailAddress


class NewMembers(WireSchema):
    emails: Annotated[list[EmailAddress], Field(min_length=1, max_length=MOST_INVITED)]
    type: Role


class MemberRole(WireSchema):
    type: Role


class MemberIds(WireSchema):
    ids: Annotated[list[UUID], Field(min_length=1, max_length=BULK_LIMIT)]


class Key(WireSchema):
    key: SealedKey


class Token(WireSchema):
    token: Annotated[str, StringConstraints(max_length=1000)]
