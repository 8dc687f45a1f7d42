"""What the security pages post besides the proof of the master password."""

from typing import Annotated

from pydantic import Field, StringConstraints

from accounts.schemas import EmailAddress, KdfSettings, LoginHash
from accounts.step_up import Proof
from provider_portal.schemas import EncString


class NewKdf(Proof):
    new_login_hash: LoginHash
    user_key: EncString = Field(max_length=400)
    kdf: KdfSettings


class NewPassword(NewKdf):
    password_hint: Annotated[str, StringConstraints(max_length=50)] = ""


class NewEmail(NewKdf):
    email: EmailAddress
    code: Annotated[str, StringConstraints(max_length=20)]
