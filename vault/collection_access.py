"""Who is granted a collection, and who could be: the rows of its access page."""

from dataclasses import dataclass
from uuid import UUID

from vault import grants


@dataclass(frozen=True)
class Row:
    kind: str
    id: UUID
    name: str
    note: str
    level: str | None


def access_rows(collection):
    """Return a row for each group and member, those with access first, in a constant number of statements."""
    organization = collection.organization
    of_groups = {pk: level.codename for pk, level in grants.levels_of_groups(collection)}
    of_members = {pk: level.codename for pk, level in grants.levels_of_members(collection)}
    groups = [
        Row("group", group.pk, group.name, "", of_groups.get(group.auth_group_id))
        for group in organization.groups.order_by("name")
    ]
    members = [
        Row("member", member.pk, str(member.user), member.user.email, of_members.get(member.pk))
        for member in organization.members.select_related("user").order_by("user__name", "user__email")
    ]
    return sorted(groups + members, key=lambda row: row.level is None)
