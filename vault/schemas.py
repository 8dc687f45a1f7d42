"""The JSON bodies of items, collections and folders, with the protocol's limits (features 5.2)."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic.alias_generators import to_camel

from provider_portal.schemas import EncryptedName, WireSchema, encrypted

# Of a file as it is stored; 500 MiB of content and what encryption adds fit in.
LARGEST_FILE = 525_000_000
# How many items one request may change.
BATCH = 500

Short = encrypted(1000)
Secret = encrypted(5000)
Long = encrypted(10_000)


def existing(date):
    """Return the date as it was written; one that is not in the calendar raises ValueError."""
    datetime.fromisoformat(date)
    return date


Timestamp = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$"),
    AfterValidator(existing),
]


class Part(BaseModel):
    """A part of an item: what we know is checked, what newer clients add is kept as it came."""

    model_config = ConfigDict(alias_generator=to_camel, extra="allow")
    # How the protocol writes each member, by the member in small letters.
    spellings: ClassVar[dict[str, str]]

    @classmethod
    def __pydantic_init_subclass__(cls, **options):
        cls.spellings = {field.alias.lower(): field.alias for field in cls.model_fields.values()}

    @model_validator(mode="before")
    @classmethod
    def in_camel_case(cls, data):
        """Read `Username` and `SSN` too, as other people's clients write them; one kept as it came would be lost."""
        if not isinstance(data, dict):
            return data
        # The command line client sends `"response": null` in every nested object.
        return {cls.spellings.get(name.lower(), name): value for name, value in data.items() if name != "response"}


class Uri(Part):
    uri: Long | None = None
    uri_checksum: Short | None = None
    match: Annotated[int, Field(ge=0, le=5)] | None = None


class Passkey(Part):
    credential_id: Short | None = None
    key_type: Short | None = None
    key_algorithm: Short | None = None
    key_curve: Short | None = None
    key_value: Secret | None = None
    rp_id: Short | None = None
    rp_name: Short | None = None
    user_handle: Short | None = None
    user_name: Short | None = None
    user_display_name: Short | None = None
    counter: Short | None = None
    discoverable: Short | None = None
    creation_date: Timestamp | None = None


class Login(Part):
    uris: list[Uri] | None = None
    uri: Long | None = None
    username: Short | None = None
    password: Secret | None = None
    password_revision_date: Timestamp | None = None
    totp: Short | None = None
    autofill_on_page_load: bool | None = None
    fido2_credentials: list[Passkey] | None = None

    @model_validator(mode="after")
    def with_first_uri(self):
        # Old clients read this one alone.
        self.uri = self.uris[0].uri if self.uris else None
        return self


class Card(Part):
    cardholder_name: Short | None = None
    brand: Short | None = None
    number: Short | None = None
    exp_month: Short | None = None
    exp_year: Short | None = None
    code: Short | None = None


class Identity(Part):
    title: Short | None = None
    first_name: Short | None = None
    middle_name: Short | None = None
    last_name: Short | None = None
    address1: Short | None = None
    address2: Short | None = None
    address3: Short | None = None
    city: Short | None = None
    state: Short | None = None
    postal_code: Short | None = None
    country: Short | None = None
    company: Short | None = None
    email: Short | None = None
    phone: Short | None = None
    ssn: Short | None = None
    username: Short | None = None
    passport_number: Short | None = None
    license_number: Short | None = None


class SecureNote(Part):
    type: Literal[0] = 0


class SshKey(Part):
    private_key: Secret
    public_key: Secret | None = None
    key_fingerprint: Short | None = None


class BankAccount(Part):
    bank_name: Short | None = None
    name_on_account: Short | None = None
    account_type: Short | None = None
    account_number: Short | None = None
    routing_number: Short | None = None
    branch_number: Short | None = None
    pin: Short | None = None
    swift_code: Short | None = None
    iban: Short | None = None
    bank_contact_phone: Short | None = None


class DriversLicense(Part):
    first_name: Short | None = None
    middle_name: Short | None = None
    last_name: Short | None = None
    date_of_birth: Short | None = None
    license_number: Short | None = None
    issuing_country: Short | None = None
    issuing_state: Short | None = None
    issue_date: Short | None = None
    issuing_authority: Short | None = None
    expiration_date: Short | None = None
    license_class: Short | None = None


class Passport(Part):
    surname: Short | None = None
    given_name: Short | None = None
    date_of_birth: Short | None = None
    sex: Short | None = None
    birth_place: Short | None = None
    nationality: Short | None = None
    passport_number: Short | None = None
    passport_type: Short | None = None
    issuing_country: Short | None = None
    issuing_authority: Short | None = None
    issue_date: Short | None = None
    expiration_date: Short | None = None
    national_identification_number: Short | None = None


class CustomField(Part):
    type: Annotated[int, Field(ge=0, le=3)]
    name: Short | None = None
    value: Secret | None = None
    linked_id: int | None = None


class OldPassword(Part):
    password: Secret
    last_used_date: Timestamp | None = None


class Rewrapped(WireSchema):
    """Name and key of a file, encrypted anew."""

    file_name: EncryptedName
    key: Short


class CipherRequest(WireSchema):
    """An item as a client encrypted it."""

    type: Annotated[int, Field(ge=1, le=8)]
    organization_id: UUID | None = None
    folder_id: UUID | None = None
    name: EncryptedName
    notes: Long | None = None
    favorite: bool = False
    reprompt: Literal[0, 1] | None = None
    key: Short | None = None
    login: Login | None = None
    secure_note: SecureNote | None = None
    card: Card | None = None
    identity: Identity | None = None
    # Some clients send an empty one with every item.
    ssh_key: Annotated[SshKey | None, BeforeValidator(lambda part: part or None)] = None
    bank_account: BankAccount | None = None
    drivers_license: DriversLicense | None = None
    passport: Passport | None = None
    fields: list[CustomField] | None = None
    password_history: list[OldPassword] | None = None
    attachments2: Annotated[dict[str, Rewrapped], Field(max_length=BATCH)] | None = None
    last_known_revision_date: Timestamp | None = None
    # Of an import; any other item is archived by a request of its own.
    archived_date: Timestamp | None = None
    # Items of the second account format hold everything in `data`; accounts here are of the first.
    data: None = None
    encrypted_for: UUID | None = None
    encrypted_by_key_id: Annotated[str, StringConstraints(pattern="^[0-9a-fA-F]{32}$")] | None = None


class AttachmentRequest(WireSchema):
    """A file of an item, announced; `file_size` is its length once it is encrypted."""

    file_name: EncryptedName
    key: Short
    file_size: Annotated[int, Field(ge=1, le=LARGEST_FILE)]
    last_known_revision_date: Timestamp | None = None


class AccessSelection(WireSchema):
    """One member or group with its level on a collection, in the protocol's flags."""

    id: UUID
    read_only: bool = False
    hide_passwords: bool = False
    manage: bool = False


class CollectionRequest(WireSchema):
    """A collection, and who is granted it; without `users` and `groups` the access stays as it is."""

    name: EncryptedName
    external_id: Annotated[str, StringConstraints(max_length=300)] | None = None
    users: list[AccessSelection] | None = None
    groups: list[AccessSelection] | None = None


class AccessRequest(WireSchema):
    users: list[AccessSelection]
    groups: list[AccessSelection]


class Groups(WireSchema):
    groups: Annotated[list[UUID], Field(min_length=1, max_length=BATCH)]


class FolderRequest(WireSchema):
    name: EncryptedName


class ItemRequest(WireSchema):
    """A new item with the collections it goes into."""

    cipher: CipherRequest
    collection_ids: list[UUID] = []


class ItemChange(WireSchema):
    """An item with the collections it shall be in; without them they stay as they are."""

    cipher: CipherRequest
    collection_ids: list[UUID] | None = None


class CollectionIds(WireSchema):
    collection_ids: list[UUID]


class ItemIds(WireSchema):
    ids: Annotated[list[UUID], Field(min_length=1, max_length=BATCH)]


class ItemState(WireSchema):
    """What a person makes of an item they see."""

    folder_id: UUID | None = None
    favorite: bool = False


class ItemFolder(ItemIds):
    folder_id: UUID | None = None


class ItemFavorite(ItemIds):
    favorite: bool


class ItemArchive(ItemIds):
    archived: bool


class ItemCollections(ItemIds):
    """Collections that items are put into, besides those they are in."""

    collection_ids: Annotated[list[UUID], Field(min_length=1, max_length=BATCH)]


class ImportedChunk(WireSchema):
    """A part of an import; `places` holds, for each cipher, indexes into the import's collections."""

    import_id: UUID
    sequence: Annotated[int, Field(ge=0, le=10_000)]
    ciphers: Annotated[list[CipherRequest], Field(min_length=1, max_length=BATCH)]
    places: list[list[Annotated[int, Field(ge=0, lt=10_000)]]]

    @model_validator(mode="after")
    def places_for_each_cipher(self):
        if len(self.places) != len(self.ciphers):
            raise ValueError("there must be as many places as ciphers")
        return self


class ImportedCollection(WireSchema):
    """A collection of an import: one that exists, by its id, or a new one, by its encrypted name."""

    id: UUID | None = None
    name: EncryptedName | None = None

    @model_validator(mode="after")
    def one_of_both(self):
        if (self.id is None) == (self.name is None):
            raise ValueError("a collection has an id or a name")
        return self


class FinishImport(WireSchema):
    import_id: UUID
    chunks: Annotated[int, Field(ge=1, le=10_001)]
    collections: Annotated[list[ImportedCollection], Field(max_length=10_000)]


class ClientEvent(WireSchema):
    """What a client says was done in it."""

    type: int
    date: AwareDatetime
    cipher_id: UUID | None = None
    organization_id: UUID | None = None


class ClientEvents(WireSchema):
    events: Annotated[list[ClientEvent], Field(min_length=1, max_length=100)]
