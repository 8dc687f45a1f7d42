"""The resources and their attributes, as RFC 7643 section 7 describes them."""

from dataclasses import dataclass

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Schema"
RESOURCE_TYPE = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
PROVIDER_CONFIG = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
LONGEST_LIST = 500


@dataclass(frozen=True)
class Attribute:
    name: str
    description: str
    type: str = "string"
    multi: bool = False
    required: bool = False
    exact: bool = False
    mutability: str = "readWrite"
    unique: bool = False
    parts: tuple = ()
    references: tuple = ()

    def document(self):
        described = {
            "name": self.name,
            "type": self.type,
            "multiValued": self.multi,
            "description": self.description,
            "required": self.required,
            "mutability": self.mutability,
            "returned": "default",
        }
        if self.type in ("string", "reference"):
            described |= {"caseExact": self.exact, "uniqueness": "server" if self.unique else "none"}
        if self.references:
            described["referenceTypes"] = list(self.references)
        if self.parts:
            described["subAttributes"] = [part.document() for part in self.parts]
        return described


A = Attribute

# What every resource has beside its schema's attributes (RFC 7643 section 3.1).
COMMON = (
    A("schemas", "The schemas of the resource.", multi=True, exact=True),
    A("id", "The identifier the portal gave.", exact=True, mutability="readOnly"),
    A("externalId", "The identifier the directory gave.", exact=True),
    A(
        "meta",
        "What the portal knows of the resource.",
        type="complex",
        mutability="readOnly",
        parts=(
            A("resourceType", "The kind of resource.", exact=True),
            A("created", "When it was made.", type="dateTime"),
            A("lastModified", "When it changed last.", type="dateTime"),
            A("location", "Its address.", type="reference", exact=True),
        ),
    ),
)
USER_ATTRIBUTES = (
    A("userName", "The name the directory knows the person by, mostly an e-mail address.", required=True, unique=True),
    A(
        "name",
        "The parts of the person's name.",
        type="complex",
        parts=(
            A("formatted", "The whole name."),
            A("familyName", "The family name."),
            A("givenName", "The given name."),
        ),
    ),
    A("displayName", "The name to show."),
    A("title", "What the person is in the organization."),
    A("preferredLanguage", "The language the person prefers."),
    A("locale", "Where the person is, for numbers and dates."),
    A("active", "Whether the person has access; one who has none is revoked.", type="boolean"),
    A(
        "emails",
        "The person's addresses. The primary one is invited, else that of work, else the first, else the user name.",
        type="complex",
        multi=True,
        parts=(
            A("value", "The address."),
            A("type", "What it is for."),
            A("primary", "Whether it is the one to use.", type="boolean"),
        ),
    ),
    A(
        "groups",
        "The groups the person belongs to.",
        type="complex",
        multi=True,
        mutability="readOnly",
        parts=(
            A("value", "The group's identifier.", exact=True, mutability="readOnly"),
            A("$ref", "The group's address.", type="reference", mutability="readOnly", references=("Group",)),
            A("display", "The group's name.", mutability="readOnly"),
            A("type", "How the person belongs to it.", mutability="readOnly"),
        ),
    ),
)
GROUP_ATTRIBUTES = (
    A("displayName", "The group's name.", required=True, unique=True),
    A(
        "members",
        "Who belongs to the group.",
        type="complex",
        multi=True,
        parts=(
            A("value", "The person's identifier.", exact=True, mutability="immutable"),
            A("$ref", "The person's address.", type="reference", mutability="immutable", references=("User",)),
            A("display", "The person's name.", mutability="readOnly"),
            A("type", "Always User.", mutability="immutable"),
        ),
    ),
)


@dataclass(frozen=True)
class ResourceType:
    name: str
    schema: str
    endpoint: str
    description: str
    own: tuple

    @property
    def attributes(self):
        return COMMON + self.own

    def find(self, name):
        """Return the attribute of this name in any case, or None."""
        return named(self.attributes, name)

    def schema_document(self, base):
        return {
            "schemas": [SCHEMA],
            "id": self.schema,
            "name": self.name,
            "description": self.description,
            "attributes": [attribute.document() for attribute in self.own],
            "meta": {"resourceType": "Schema", "location": f"{base}/Schemas/{self.schema}"},
        }

    def document(self, base):
        return {
            "schemas": [RESOURCE_TYPE],
            "id": self.name,
            "name": self.name,
            "endpoint": f"/{self.endpoint}",
            "description": self.description,
            "schema": self.schema,
            "schemaExtensions": [],
            "meta": {"resourceType": "ResourceType", "location": f"{base}/ResourceTypes/{self.name}"},
        }


USERS = ResourceType("User", USER, "Users", "A member of the organization.", USER_ATTRIBUTES)
GROUPS = ResourceType("Group", GROUP, "Groups", "A group of members.", GROUP_ATTRIBUTES)
TYPES = (USERS, GROUPS)


def named(attributes, name):
    return next((found for found in attributes if found.name.lower() == name.lower()), None)


def canonical(resource_type, given):
    """Return a resource with its attributes spelled as the schema does: their names come in any case.

    A name with the schema before it, or one with a dot as some directories send, is put where it belongs.
    """
    found = {}
    for key, value in given.items():
        head_of = f"{resource_type.schema.lower()}:"
        name = key[len(head_of) :] if key.lower().startswith(head_of) else key
        head, dot, rest = name.partition(".")
        attribute = resource_type.find(head)
        if dot and attribute is not None and attribute.parts and not attribute.multi:
            part = named(attribute.parts, rest)
            if not isinstance(found.get(attribute.name), dict):
                found[attribute.name] = {}
            found[attribute.name][part.name if part else rest] = value
        elif attribute is not None:
            found[attribute.name] = spelled(attribute, value)
        else:
            found[name] = value
    return found


def spelled(attribute, value):
    if not attribute.parts:
        return value
    if isinstance(value, list):
        return [spelled(attribute, entry) for entry in value]
    if not isinstance(value, dict):
        return value
    parts = {key: named(attribute.parts, key) for key in value}
    return {(parts[key].name if parts[key] else key): inner for key, inner in value.items()}


def provider_config(base):
    """Return what the portal supports (RFC 7643 section 5)."""
    no = {"supported": False}
    return {
        "schemas": [PROVIDER_CONFIG],
        "patch": {"supported": True},
        "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": LONGEST_LIST},
        "changePassword": no,
        "sort": no,
        "etag": no,
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "OAuth Bearer Token",
                "description": "The key that the organization's settings show once.",
                "specUri": "https://www.rfc-editor.org/info/rfc6750",
                "primary": True,
            }
        ],
        "meta": {"resourceType": "ServiceProviderConfig", "location": f"{base}/ServiceProviderConfig"},
    }
