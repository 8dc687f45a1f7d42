"""The JSON bodies of the settings page."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from accounts.step_up import Proof


class ProviderAccess(Proof):
    access: Literal["full", "administration"]


class AutomaticConfirmation(Proof):
    # Base64 of 32 bytes; without one it is turned off.
    consent: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]{43}=$")] | None = None
