from typing import Annotated

from pydantic import Field, StringConstraints

from provider_portal.schemas import WireSchema

Prefix = Annotated[str, StringConstraints(pattern=r"^[0-9A-F]{5}$")]


class Prefixes(WireSchema):
    """The first digits of the hashes of passwords; more than these never leaves the browser."""

    prefixes: Annotated[list[Prefix], Field(max_length=100)]
