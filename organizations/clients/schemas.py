from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from organizations.clients.forms import MOST_SEATS
from organizations.clients.models import ClientTag
from provider_portal.schemas import EncString, WireSchema
from providers.schemas import BULK_LIMIT

TagName = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=ClientTag._meta.get_field("name").max_length
    ),
]


class AddClient(WireSchema):
    """An organization, and its key as the browser wrapped it under the provider's; what is wanted next."""

    organization: UUID
    provider_key_id: UUID
    key: EncString
    compares_baseline: bool = False


class Clients(WireSchema):
    clients: Annotated[list[UUID], Field(min_length=1, max_length=BULK_LIMIT)]


class NewTag(Clients):
    tag: TagName


class ClientsAndTag(Clients):
    tag: UUID


class ClientSeats(Clients):
    """So many seats in all (`set`), more (`add`), or fewer (`take`)."""

    mode: Literal["set", "add", "take"]
    seats: Annotated[int, Field(ge=0, le=MOST_SEATS)]
