"""JSON bodies that only the protocol's clients send."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, RootModel, StringConstraints

from accounts.permissions import CUSTOM_FLAGS
from accounts.schemas import EmailAddress
from organizations.roles import MemberRole
from provider_portal.schemas import EncryptedName, SealedKey, WireSchema
from vault.schemas import BATCH, AccessSelection, AttachmentRequest, CipherRequest, ClientEvent, CollectionRequest


class CollectedEvents(RootModel):
    root: Annotated[list[ClientEvent], Field(max_length=BATCH)]


class CollectionChange(CollectionRequest):
    name: EncryptedName | None = None


class KnownCipher(CipherRequest):
    """An item that exists, in a body that names several."""

    id: UUID


class SharedItems(WireSchema):
    ciphers: Annotated[list[KnownCipher], Field(min_length=1, max_length=BATCH)]
    collection_ids: list[UUID]


class Relation(WireSchema):
    """That the cipher at index `key` lies in the folder or collection at index `value`."""

    key: Annotated[int, Field(ge=0)]
    value: Annotated[int, Field(ge=0)]


class ImportedFolder(WireSchema):
    id: UUID | None = None
    name: EncryptedName


class ImportedPlace(ImportedFolder):
    external_id: Annotated[str, StringConstraints(max_length=300)] | None = None


class PersonalImport(WireSchema):
    folders: list[ImportedFolder] = []
    ciphers: list[CipherRequest]
    folder_relationships: list[Relation] = []


class OrganizationImport(WireSchema):
    collections: list[ImportedPlace] = []
    ciphers: list[CipherRequest]
    collection_relationships: list[Relation] = []


class MemberIds(WireSchema):
    ids: Annotated[list[UUID], Field(min_length=1, max_length=BATCH)]


class MemberKey(WireSchema):
    """An organization's key, sealed to a member."""

    key: SealedKey


class KeyOfMember(MemberKey):
    id: UUID


class MemberKeys(WireSchema):
    keys: Annotated[list[KeyOfMember], Field(min_length=1, max_length=BATCH)]


class MemberChange(WireSchema):
    """A member's role and access; without `collections` or `groups` those stay as they are."""

    type: MemberRole
    permissions: dict[str, bool | None] | None = None
    collections: list[AccessSelection] | None = None
    groups: list[UUID] | None = None

    @property
    def custom_flags(self):
        return [flag for flag in CUSTOM_FLAGS if (self.permissions or {}).get(flag)]


class MemberInvitation(MemberChange):
    emails: Annotated[list[EmailAddress], Field(min_length=1, max_length=20)]


class AnnouncedAttachment(AttachmentRequest):
    """A file of an item; an administrator is answered with less of the item."""

    admin_request: bool = False


class BulkCollections(WireSchema):
    """Items of one organization that are put into further collections, or taken out of them."""

    organization_id: UUID
    cipher_ids: Annotated[list[UUID], Field(min_length=1, max_length=BATCH)]
    collection_ids: Annotated[list[UUID], Field(min_length=1, max_length=BATCH)]
    remove_collections: bool = False
