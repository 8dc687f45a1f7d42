"""Members and groups as SCIM resources, and SCIM resources as what the services take."""

from collections import defaultdict
from typing import Annotated, Any

from django.core.exceptions import ValidationError as InvalidEmail
from django.core.validators import validate_email
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic.alias_generators import to_camel

from accounts.models import User
from accounts.querysets import normalize_email
from organizations.models import OrganizationMember
from organizations.scim.problems import invalid
from organizations.scim.schemas import GROUP, GROUPS, USER, USERS, canonical
from provider_portal.api import field_errors
from provider_portal.schemas import STORABLE

Status = OrganizationMember.Status
ACTIVE = (Status.INVITED, Status.ACCEPTED, Status.CONFIRMED)
# What the directory said of a person and only it reads again; the rest has columns.
KEPT = ("userName", "name", "displayName", "title", "preferredLanguage", "locale", "emails")
Places = User.groups.through


def truth(value):
    """Entra's older dialect sends "True" and "False"."""
    return {"true": True, "false": False}.get(value.lower(), value) if isinstance(value, str) else value


def text(longest, shortest=0):
    return Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=shortest, max_length=longest, pattern=STORABLE)
    ]


Truth = Annotated[bool, BeforeValidator(truth)]


class Part(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="ignore")


class Name(Part):
    formatted: text(300) | None = None
    family_name: text(150) | None = None
    given_name: text(150) | None = None


class Email(Part):
    value: text(256)
    type: text(40) | None = None
    primary: Truth | None = None


class UserResource(Part):
    user_name: text(256, shortest=1)
    external_id: text(300) | None = None
    name: Name | None = None
    display_name: text(300) | None = None
    title: text(300) | None = None
    preferred_language: text(40) | None = None
    locale: text(40) | None = None
    active: Truth | None = None
    emails: Annotated[list[Email], Field(max_length=20)] | None = None

    @property
    def email(self):
        """Return the address to invite: the primary one, that of work, the first, or the user name."""
        emails = [email for email in self.emails or [] if email.value]
        primary = [email.value for email in emails if email.primary]
        work = [email.value for email in emails if (email.type or "").lower() == "work"]
        address = normalize_email([*primary, *work, *(email.value for email in emails), self.user_name][0])
        try:
            validate_email(address)
        except InvalidEmail:
            raise invalid("The user has no e-mail address: neither in emails nor as userName.") from None
        return address

    @property
    def kept(self):
        """Return what only the directory reads again."""
        stated = self.model_dump(by_alias=True, exclude_none=True)
        return {name: stated[name] for name in KEPT if name in stated}


class GroupMember(Part):
    value: text(100)
    type: text(40) | None = None


class GroupResource(Part):
    display_name: text(100, shortest=1)
    external_id: text(300) | None = None
    members: list[GroupMember] | None = None


def read_user(given):
    return read(UserResource, given, USERS)


def read_group(given):
    return read(GroupResource, given, GROUPS)


def read(model, given, resource_type):
    """Return the resource a body holds; raises ScimProblem naming the attributes that do not fit."""
    try:
        return model.model_validate(canonical(resource_type, given))
    except ValidationError as errors:
        found = "; ".join(f"{path}: {words[0]}" for path, words in sorted(field_errors(errors).items()))
        raise invalid(f"The resource is not of the expected form. {found}") from None


def meta(kind, row, location):
    # The portal's time of a change: membership and attributes alike.
    return {
        "resourceType": kind,
        "created": row.created_at.isoformat(),
        "lastModified": row.updated_at.isoformat(),
        "location": location,
    }


def user_documents(organization, members, base):
    """Return the rows of the queryset `members` as resources, in two statements."""
    members = list(members.select_related("user"))
    groups = groups_of(organization, members, base)
    return [user_document(member, groups[member.user_id], base) for member in members]


def user_document(member, groups, base):
    email = member.user.email
    stated = {"userName": email, "emails": [{"value": email, "type": "work", "primary": True}]}
    if member.user.name:
        stated["displayName"] = member.user.name
    document: dict[str, Any] = {
        "schemas": [USER],
        "id": str(member.pk),
        **stated,
        **(member.directory or {}),
        "active": member.status in ACTIVE,
        "groups": groups,
        "meta": meta("User", member, f"{base}/Users/{member.pk}"),
    }
    if member.external_id:
        document["externalId"] = member.external_id
    return document


def groups_of(organization, members, base):
    found = defaultdict(list)
    places = Places.objects.filter(user__in=[row.user_id for row in members], group__group__organization=organization)
    rows = places.order_by("pk").values_list("user", "group__group", "group__group__name")
    for user, group, name in rows:
        found[user].append(
            {"value": str(group), "$ref": f"{base}/Groups/{group}", "display": name, "type": "direct"}
        )
    return found


def group_documents(organization, groups, base, *, with_members=True):
    """Return the rows of the queryset `groups` as resources, in two statements."""
    groups = list(groups)
    members = members_of(organization, groups, base) if with_members else {}
    return [group_document(group, members.get(group.auth_group_id, []), base) for group in groups]


def group_document(group, members, base):
    document = {
        "schemas": [GROUP],
        "id": str(group.pk),
        "displayName": group.name,
        "members": members,
        "meta": meta("Group", group, f"{base}/Groups/{group.pk}"),
    }
    if group.external_id:
        document["externalId"] = group.external_id
    return document


def members_of(organization, groups, base):
    found = defaultdict(list)
    places = Places.objects.filter(
        group__in=[group.auth_group_id for group in groups], user__organization_memberships__organization=organization
    )
    columns = ("group", "user__organization_memberships", "user__name", "user__email")
    for group, member, name, email in places.order_by("pk").values_list(*columns):
        found[group].append(
            {"value": str(member), "$ref": f"{base}/Users/{member}", "display": name or email, "type": "User"}
        )
    return found
