"""What two-step login posts as JSON."""

from typing import Annotated

from pydantic import StringConstraints

from provider_portal.schemas import WireSchema

Token = Annotated[str, StringConstraints(max_length=10_000)]


class NewPasskey(WireSchema):
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]
    credential: dict


class SecondStep(WireSchema):
    kind: int
    token: Token
    remember: bool = False
