"""What clients send of emergency access. Source: `spec/api.md` 14."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from accounts.schemas import EmailAddress
from provider_portal.schemas import WireSchema


class ContactTerms(WireSchema):
    type: Literal[0, 1]
    wait_time_days: Annotated[int, Field(ge=1, le=90)]


class ContactInvitation(ContactTerms):
    email: EmailAddress


class Token(WireSchema):
    token: Annotated[str, StringConstraints(max_length=1000)]
