"""What the public API takes about members, groups and collections."""

from uuid import UUID

from accounts.schemas import EmailAddress
from organizations.public.schemas import ExternalId, GroupName
from provider_portal.schemas import WireSchema
from vault.api.schemas import MemberChange
from vault.schemas import AccessSelection


class MemberUpdate(MemberChange):
    external_id: ExternalId | None = None


class MemberCreation(MemberUpdate):
    email: EmailAddress


class GroupIds(WireSchema):
    group_ids: list[UUID]


class MemberIds(WireSchema):
    member_ids: list[UUID]


class GroupUpdate(WireSchema):
    name: GroupName
    external_id: ExternalId | None = None
    collections: list[AccessSelection] | None = None


class CollectionUpdate(WireSchema):
    """Who has access to a collection; its name is encrypted, and no program can write it."""

    external_id: ExternalId | None = None
    groups: list[AccessSelection] | None = None
    users: list[AccessSelection] | None = None
