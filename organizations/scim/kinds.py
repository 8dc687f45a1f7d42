"""The two kinds of resources: where their rows are, how they look, and what writing one does."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from organizations.scim.filters import required_value
from organizations.scim.problems import ScimProblem, absent, invalid, taken
from organizations.scim.resources import group_documents, read_group, read_user, user_documents
from organizations.scim.schemas import GROUPS, USERS
from organizations.services import directory, groups


def uuid_or_none(text):
    try:
        return UUID(text)
    except ValueError:
        return None


class Users:
    resource_type = USERS
    # What a filter may ask that an index, or one comparison in the database, answers.
    columns = {
        ("id",): lambda value: Q(pk=uuid_or_none(value)),
        ("externalId",): lambda value: Q(external_id=value),
        ("userName",): lambda value: Q(directory__userName__iexact=value)
        | Q(directory__userName__isnull=True, user__email=value.lower()),
    }

    @staticmethod
    def rows(scope):
        return scope.organization.members.order_by("pk")

    @staticmethod
    def documents(scope, rows, wanted):
        return user_documents(scope.organization, rows, scope.base)

    @classmethod
    def create(cls, scope, body):
        user = read_user(body)
        cls.refuse_taken(scope, user.user_name)
        return directory.provision_member(
            scope.organization,
            email=user.email,
            external_id=user.external_id or None,
            directory=user.kept,
            active=user.active is not False,
            actor=scope.actor,
        )

    @classmethod
    def replace(cls, scope, member, body):
        user = read_user({"externalId": member.external_id, **body})
        cls.refuse_taken(scope, user.user_name, but=member)
        directory.update_member(
            scope.organization,
            member,
            external_id=user.external_id or None,
            directory=user.kept,
            active=user.active,
            actor=scope.actor,
        )

    @staticmethod
    def delete(scope, member):
        directory.remove_member(scope.organization, member, actor=scope.actor)

    @classmethod
    def refuse_taken(cls, scope, user_name, but=None):
        others = cls.rows(scope).filter(cls.columns[("userName",)](user_name))
        if others.exclude(pk=but.pk if but else None).exists():
            raise taken("Another user has this userName.")


class Groups:
    resource_type = GROUPS
    columns = {
        ("id",): lambda value: Q(pk=uuid_or_none(value)),
        ("externalId",): lambda value: Q(external_id=value),
        ("displayName",): lambda value: Q(name__iexact=value),
    }

    @staticmethod
    def rows(scope):
        return scope.organization.groups.order_by("pk")

    @staticmethod
    def documents(scope, rows, wanted):
        return group_documents(scope.organization, rows, scope.base, with_members=wanted("members"))

    @classmethod
    def create(cls, scope, body):
        group = read_group(body)
        cls.refuse_taken(scope, group)
        return groups.create_group(
            scope.organization,
            name=group.display_name,
            external_id=group.external_id or None,
            members=members_of(scope, group.members or []),
            actor=scope.actor,
        )

    @classmethod
    @transaction.atomic
    def replace(cls, scope, row, body):
        group = read_group({"displayName": row.name, "externalId": row.external_id, **body})
        cls.refuse_taken(scope, group, but=row)
        groups.update_group(
            row, name=group.display_name, external_id=group.external_id or None, actor=scope.actor
        )
        # A directory that says nothing of the members does not mean that there are none.
        if group.members is not None:
            groups.set_members(row, members_of(scope, group.members), actor=scope.actor)

    @staticmethod
    def delete(scope, group):
        groups.delete_groups(scope.organization, [group], actor=scope.actor)

    @classmethod
    def refuse_taken(cls, scope, group, but=None):
        same = Q(name__iexact=group.display_name)
        if group.external_id:
            same |= Q(external_id=group.external_id)
        if cls.rows(scope).filter(same).exclude(pk=but.pk if but else None).exists():
            raise taken("Another group has this displayName or externalId.")


def members_of(scope, entries):
    """Return the rows of the members a group is to have; raises ScimProblem for one that is not there."""
    if any((entry.type or "User").lower() != "user" for entry in entries):
        raise invalid("A group has users as members, no groups.")
    wanted = {uuid_or_none(entry.value) for entry in entries}
    found = list(scope.organization.members.filter(pk__in=wanted - {None}))
    if len(found) != len(wanted):
        raise invalid("A member of the group is no user here.")
    return found


def row_or_problem(kind, scope, pk):
    row = kind.rows(scope).filter(pk=uuid_or_none(pk)).first()
    if row is None:
        raise absent(f"There is no {kind.resource_type.name} {pk[:100]}.")
    return row


def narrowed(kind, rows, asked):
    """Return the rows among which all that fulfil the filter are, as few as one comparison can tell."""
    for path, condition in kind.columns.items():
        value = required_value(asked, path)
        if value is not None:
            return rows.filter(condition(value))
    return rows


def number(text, default, least):
    if text in (None, ""):
        return default
    try:
        return max(int(text), least)
    except (TypeError, ValueError):
        raise ScimProblem(400, "startIndex and count are whole numbers.", "invalidValue") from None
