"""What the public API takes."""

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from accounts.schemas import EmailAddress
from provider_portal.schemas import STORABLE, WireSchema

ExternalId = Annotated[str, StringConstraints(max_length=300, pattern=STORABLE)]
GroupName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=STORABLE)
]
# Without `largeImport`, so that a filter forgotten in a directory tool does not invite a whole company.
MOST_AT_ONCE = 2000


class PolicyUpdate(WireSchema):
    enabled: bool
    data: Any = None


class ImportedMember(WireSchema):
    external_id: Annotated[ExternalId, StringConstraints(min_length=1)]
    email: EmailAddress | None = None
    deleted: bool = False


class ImportedGroup(WireSchema):
    name: GroupName
    external_id: Annotated[ExternalId, StringConstraints(min_length=1)]
    member_external_ids: list[ExternalId] = []


class DirectoryImport(WireSchema):
    groups: list[ImportedGroup] | None = None
    members: list[ImportedMember] | None = None
    overwrite_existing: bool = False
    large_import: bool = False


class PasswordManager(WireSchema):
    seats: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    max_auto_scale_seats: Annotated[int, Field(ge=1, le=1_000_000)] | None = None


class SubscriptionUpdate(WireSchema):
    password_manager: PasswordManager | None = None
