"""JSON bodies that only the protocol's clients send."""

from typing import Annotated

from pydantic import Field, RootModel

from vault.schemas import BATCH, AttachmentRequest, ClientEvent


class CollectedEvents(RootModel):
    root: Annotated[list[ClientEvent], Field(max_length=BATCH)]


class AnnouncedAttachment(AttachmentRequest):
    """A file of an item; an administrator is answered with less of the item."""

    admin_request: bool = False
