"""People to choose from: as many as a page can show, and those that a search finds."""

from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

SHOWN = 100
WORDS = 5


def members_found(organization, text=""):
    """Return the members whom every word of `text` fits, by name."""
    members = organization.members.select_related("user").order_by("user__name", "user__email")
    return words_found(members, text, "user__name", "user__email")


def words_found(rows, text, *fields):
    for word in text[:200].split()[:WORDS]:
        rows = rows.filter(reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields)))
    return rows


def is_id(text):
    try:
        UUID(text)
    except ValueError:
        return False
    return True
