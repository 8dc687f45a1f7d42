"""JSON bodies that only the protocol's clients send."""

from typing import Annotated

from pydantic import Field, RootModel

from vault.schemas import BATCH, ClientEvent


class CollectedEvents(RootModel):
    root: Annotated[list[ClientEvent], Field(max_length=BATCH)]
