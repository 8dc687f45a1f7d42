"""Who is granted a collection, and who could be: the rows of its access page."""

from dataclasses import asdict, dataclass
from uuid import UUID

from vault import grants
from vault.people import SHOWN, members_found, words_found


@dataclass(frozen=True)
class Row:
    kind: str
    id: UUID
    name: str
    note: str
    level: str | None = None


# What the page makes rows of, for those whom a search finds.
BLANK = Row("group", "", "", "")


class AccessRows:
    """Everybody with access, and of the others as many as a page shows; the statements do not grow with them."""

    def __init__(self, collection):
        organization = collection.organization
        of_groups = {pk: level.codename for pk, level in grants.levels_of_groups(collection)}
        of_members = {pk: level.codename for pk, level in grants.levels_of_members(collection)}
        groups, members = organization.groups.order_by("name"), members_found(organization)
        self.granted = [group_row(row, of_groups[row.auth_group_id]) for row in groups.filter(auth_group__in=of_groups)]
        self.granted += [member_row(row, of_members[row.pk]) for row in members.filter(pk__in=of_members)]
        others = [group_row(row) for row in groups.exclude(auth_group__in=of_groups)[: SHOWN + 1]]
        others += [member_row(row) for row in members.exclude(pk__in=of_members)[: SHOWN + 1]]
        self.others = others[:SHOWN]
        # The others are searched for on the server.
        self.has_more = len(others) > SHOWN

    def __iter__(self):
        return iter(self.granted + self.others)


def rows_found(collection, text):
    """Return the groups and members that `text` names, whether they have access or not, for the page's search."""
    organization = collection.organization
    groups = words_found(organization.groups.order_by("name"), text, "name")[:SHOWN]
    members = members_found(organization, text)[:SHOWN]
    return [asdict(row) for row in [*map(group_row, groups), *map(member_row, members)]]


def group_row(group, level=None):
    return Row("group", group.pk, group.name, "", level)


def member_row(member, level=None):
    return Row("member", member.pk, str(member.user), member.user.email, level)
