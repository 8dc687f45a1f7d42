"""The JSON bodies of the settings page."""

from typing import Literal

from accounts.step_up import Proof


class ProviderAccess(Proof):
    access: Literal["full", "administration"]
