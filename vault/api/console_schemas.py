"""What the web vault's console sends of organizations, groups and members. Source: `spec/api.md` 10."""

from typing import Annotated
from uuid import UUID

from pydantic import AliasChoices, Field, RootModel, StringConstraints

from accounts.schemas import EmailAddress
from provider_portal.schemas import EncryptedName, EncString, PublicKey, SealedKey, WireSchema
from vault.client_form import MOST_SEATS
from vault.schemas import BATCH, AccessSelection

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]
GroupName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
ExternalId = Annotated[str, StringConstraints(max_length=300)]
Ids = Annotated[list[UUID], Field(min_length=1, max_length=BATCH)]


class KeyPair(WireSchema):
    public_key: PublicKey
    encrypted_private_key: EncString = Field(max_length=4000)


class NewOrganization(WireSchema):
    name: Name
    billing_email: EmailAddress
    plan_type: int = 0
    additional_seats: Annotated[int, Field(ge=0, le=MOST_SEATS)] = 0
    key: SealedKey
    keys: KeyPair
    collection_name: EncryptedName


class OrganizationChange(WireSchema):
    name: Name
    billing_email: EmailAddress | None = None


class CollectionManagement(WireSchema):
    """The switches of features 4.2; what the body leaves out stays as it is."""

    limit_collection_creation: bool | None = None
    limit_collection_deletion: bool | None = None
    limit_item_deletion: bool | None = None
    allow_admin_access_to_all: bool | None = Field(
        None,
        validation_alias=AliasChoices("allowAdminAccessToAllCollectionItems", "AllowAdminAccessToAllCollectionItems"),
    )

    @property
    def switches(self):
        return self.model_dump(exclude_none=True)


class GroupRequest(WireSchema):
    """A group; without `collections` or `users` those stay as they are."""

    name: GroupName
    external_id: ExternalId | None = None
    collections: list[AccessSelection] | None = None
    users: list[UUID] | None = None


class GroupIds(WireSchema):
    ids: Ids


class CollectionIdsToDelete(WireSchema):
    ids: Ids


class CollectionAccess(WireSchema):
    """Who else is granted some collections."""

    collection_ids: Ids
    users: list[AccessSelection] = []
    groups: list[AccessSelection] = []


class CollectionMembers(RootModel):
    root: Annotated[list[AccessSelection], Field(max_length=BATCH)]


class AcceptInvitation(WireSchema):
    token: Annotated[str, StringConstraints(max_length=1000)]
    reset_password_key: SealedKey | None = None
