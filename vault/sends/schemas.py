"""The JSON bodies of Sends (spec/api.md 9)."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from provider_portal.schemas import EncryptedName, WireSchema, encrypted
from vault.schemas import LARGEST_FILE

# The base64 of 32 bytes that PBKDF2 gave.
PasswordHash = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]{43}=$")]
Notes = encrypted(10_000)
Text = encrypted(10_000)


def aware(date):
    """Return the moment; one without a zone is UTC."""
    return date if date.tzinfo else date.replace(tzinfo=UTC)


Moment = Annotated[datetime, AfterValidator(aware)]


class SendText(WireSchema):
    text: Text
    hidden: bool = False


class SendFile(WireSchema):
    file_name: EncryptedName


class SendChange(WireSchema):
    """A Send as its owner encrypted it; without `password` the one it has stays."""

    name: EncryptedName
    notes: Notes | None = None
    key: encrypted(300)
    text: SendText | None = None
    max_access_count: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    expiration_date: Moment | None = None
    deletion_date: Moment
    password: PasswordHash | None = None
    disabled: bool = False
    hide_email: bool = False

    @property
    def opens(self):
        """Whether the Send shall have no password from now on; pages have a route of its own for that."""
        return False


class SendRequest(SendChange):
    """A new Send; a file's content comes afterwards, in parts."""

    type: Literal[0, 1]
    file: SendFile | None = None
    file_length: Annotated[int, Field(ge=1, le=LARGEST_FILE)] | None = None

    @model_validator(mode="after")
    def content_of_its_type(self):
        if self.type == 0 and self.text is None:
            raise ValueError(_("A text Send needs its text."))
        if self.type == 1 and (self.file is None or self.file_length is None):
            raise ValueError(_("A file Send needs its file's name and length."))
        return self


class SendSwitch(WireSchema):
    disabled: bool


class SendOpening(WireSchema):
    """What somebody shows to open a Send that has a password."""

    password: PasswordHash | None = None
