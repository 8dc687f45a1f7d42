"""What the account pages post: hashes of hashes, and keys that are wrapped already."""

from typing import Annotated, Literal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from accounts.models import Kdf
from accounts.querysets import normalize_email
from accounts.two_step_schemas import SecondStep
from provider_portal.schemas import EncString, PublicKey, WireSchema

LIMITS = {
    Kdf.PBKDF2: {"iterations": (600_000, 2_000_000)},
    Kdf.ARGON2ID: {"iterations": (2, 10), "memory": (16, 1024), "parallelism": (1, 16)},
}


def email_address(text):
    text = normalize_email(text)
    try:
        validate_email(text)
    except ValidationError:
        raise ValueError(str(_("This is not an e-mail address."))) from None
    return text


# What the protocol limits an address to; a longer one is refused before it is looked at.
EmailAddress = Annotated[str, StringConstraints(max_length=256), AfterValidator(email_address)]
LoginHash = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]{43}=$")]
KeyId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Link = Annotated[str, StringConstraints(max_length=2000)]


class KdfSettings(WireSchema):
    type: Literal[0, 1]
    iterations: int
    memory: int | None = None
    parallelism: int | None = None

    @model_validator(mode="after")
    def check_strength(self):
        for name, (lowest, highest) in LIMITS[self.type].items():
            value = getattr(self, name)
            if value is None or not lowest <= value <= highest:
                words = _("%(name)s must be from %(lowest)d to %(highest)d.")
                raise ValueError(words % {"name": name, "lowest": lowest, "highest": highest})
        if self.type == Kdf.PBKDF2:
            self.memory = self.parallelism = None
        return self


class Prelogin(WireSchema):
    # Any text: whether it is an address must not be answered differently.
    email: Annotated[str, StringConstraints(min_length=1, max_length=256)]


class Login(WireSchema):
    email: Annotated[str, StringConstraints(min_length=1, max_length=256)]
    login_hash: LoginHash
    second_step: SecondStep | None = None
    invitation: Link = ""
    next: Link = ""


class Registration(WireSchema):
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]
    email: EmailAddress
    password_hint: Annotated[str, StringConstraints(max_length=50)] = ""
    kdf: KdfSettings
    login_hash: LoginHash
    user_key: EncString = Field(max_length=400)
    private_key: EncString = Field(max_length=4000)
    public_key: PublicKey
    key_id: KeyId
    invitation: Link = ""
    next: Link = ""
