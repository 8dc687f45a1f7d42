"""A file of people to invite: what each of its lines asks for, and what is wrong with it. Nothing is written here."""

import csv
from dataclasses import dataclass, field
from io import StringIO

from django.utils.translation import gettext as _

from accounts.addresses import is_email
from accounts.querysets import normalize_email
from organizations.roles import MemberRole

DELIMITERS = ",;\t"
# The first cell of a line that names the columns.
HEADERS = {"email", "e-mail", "mail", "e-mail address", "email address", "address"}
ROLES = {"": MemberRole.MEMBER, "user": MemberRole.MEMBER, "member": MemberRole.MEMBER}
ROLES |= {"admin": MemberRole.ADMIN, "owner": MemberRole.OWNER}


@dataclass
class Line:
    """One person to invite; `problem` says why they cannot be."""

    number: int
    cells: list
    email: str
    role: MemberRole | None = None
    groups: list = field(default_factory=list)
    problem: str | None = None

    @property
    def text(self):
        """The line as it was given, to be mended."""
        written = StringIO()
        csv.writer(written, lineterminator="").writerow(self.cells)
        return written.getvalue()


def read_lines(text, *, organization, reach, may_assign_groups):
    """Return the lines that name somebody, in a number of statements that does not grow with them.

    The columns are the address, the role and the names of groups, parted by |; only the first is needed.
    """
    lines = [
        Line(number, cells, normalize_email(cells[0]))
        for number, cells in enumerate(csv.reader(StringIO(text), delimiter=delimiter_of(text)), start=1)
        if any(cell.strip() for cell in cells) and not (number == 1 and cells[0].strip().lower() in HEADERS)
    ]
    members = organization.members.filter(user__email__in={line.email for line in lines})
    known = set(members.values_list("user__email", flat=True))
    groups = {group.name: group for group in organization.groups.all()} if may_assign_groups else {}
    for line in lines:
        line.problem = problem_of(line, known, reach) or problem_of_groups(line, groups, may_assign_groups)
        known.add(line.email)
    return lines


def delimiter_of(text):
    """Return what parts the cells: of the first line with any, what occurs most."""
    for line in text.splitlines():
        counts = {delimiter: line.count(delimiter) for delimiter in DELIMITERS}
        if any(counts.values()):
            return max(counts, key=counts.get)
    return DELIMITERS[0]


def problem_of(line, known, reach):
    if not is_email(line.email):
        return _("This is no e-mail address.")
    if line.email in known:
        return _("This address is a member, invited, or in the file already.")
    line.role = ROLES.get(cell(line, 1).lower())
    if line.role is None:
        return _("The role has to be user, admin or owner.")
    if not reach.covers(line.role):
        return _("You may not give more than you hold yourself.")
    return None


def problem_of_groups(line, groups, may_assign_groups):
    names = [name.strip() for name in cell(line, 2).split("|") if name.strip()]
    if names and not may_assign_groups:
        return _("You may not change who belongs to groups.")
    missing = [name for name in names if name not in groups]
    if missing:
        return _("There is no group “%(group)s”.") % {"group": missing[0]}
    line.groups = [groups[name] for name in dict.fromkeys(names)]
    return None


def cell(line, index):
    return line.cells[index].strip() if len(line.cells) > index else ""
