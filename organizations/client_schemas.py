from uuid import UUID

from provider_portal.schemas import EncString, WireSchema


class AddClient(WireSchema):
    """An organization, and its key as the browser wrapped it under the provider's."""

    organization: UUID
    provider_key_id: UUID
    key: EncString
