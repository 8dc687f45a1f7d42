"""The JSON bodies of Sends (spec/api.md 9)."""

import re
from datetime import UTC, datetime
from typing import Annotated, Literal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from accounts.querysets import normalize_email
from provider_portal.schemas import EncryptedName, WireSchema, encrypted
from vault.schemas import LARGEST_FILE
from vault.sends.recipients import LONGEST, SEPARATOR, joined

# The base64 of 32 bytes that PBKDF2 gave.
PasswordHash = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]{43}=$")]
# Of one form from here on: limits count by it.
Address = Annotated[str, StringConstraints(max_length=256), AfterValidator(normalize_email)]
Notes = encrypted(10_000)
Text = encrypted(10_000)


def aware(date):
    """Return the moment; one without a zone is UTC."""
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def addresses(text):
    """Return addresses, separated by commas, blanks or lines, as they are kept; None where nothing is said of them."""
    if text is None:
        return None
    found = joined(re.split(r"[\s,;]+", text))
    for email in filter(None, found.split(SEPARATOR)):
        try:
            validate_email(email)
        except ValidationError:
            raise ValueError(_("%(email)s is not an e-mail address.") % {"email": email}) from None
    if len(found) > LONGEST:
        raise ValueError(_("These are too many addresses for one Send."))
    return found


Moment = Annotated[datetime, AfterValidator(aware)]


class SendText(WireSchema):
    text: Text
    hidden: bool = False


class SendFile(WireSchema):
    file_name: EncryptedName


class SendChange(WireSchema):
    """A Send as its owner encrypted it; without `password` and `emails` what it has stays."""

    name: EncryptedName
    notes: Notes | None = None
    key: encrypted(300)
    text: SendText | None = None
    max_access_count: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    expiration_date: Moment | None = None
    deletion_date: Moment
    password: PasswordHash | None = None
    # Instead of a password: who may open it, each by a code that is mailed there; "" for nobody in particular.
    emails: Annotated[str | None, AfterValidator(addresses)] = None
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
    """What somebody shows to open a Send: a password, an address and its code, or the pass these gave before."""

    password: PasswordHash | None = None
    email: Address | None = None
    code: Annotated[str, StringConstraints(max_length=20)] | None = None
    passed: Annotated[str, StringConstraints(max_length=300)] | None = None
