"""One page of a provider's members, in a number of statements that does not grow with them."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from providers.models import ProviderMember

MEMBERS_PER_PAGE = 50
# How few are confirmed where the page tells a new team what to do next.
NEW_TEAM = (1, 2)
Status = ProviderMember.Status
# The tabs: what the address says, the label, the status.
TABS = [
    ("", _("All"), None),
    ("invited", _("Invited"), Status.INVITED),
    ("accepted", _("Needs confirmation"), Status.ACCEPTED),
]
BADGES = {Status.INVITED: "info", Status.ACCEPTED: "warning"}
ORDERS = {"email": [F("user__email")], "role": [F("role"), F("user__email")]}


@dataclass
class Row:
    member: ProviderMember
    is_self: bool

    @property
    def badge(self):
        """The kind of the status badge; a confirmed member has none."""
        return BADGES.get(self.member.status)

    @property
    def actions(self):
        """What may be done to the member now, by name."""
        actions = {
            "resend": self.member.status == Status.INVITED,
            "confirm": self.member.status == Status.ACCEPTED,
            "remove": not self.is_self,
        }
        return [name for name, possible in actions.items() if possible]


class MemberPage:
    def __init__(self, provider, user, query):
        self.provider = provider
        self.user = user
        self.tab = next((tab for tab in TABS if tab[0] == query.get("status", "")), TABS[0])
        self.search = query.get("search", "").strip()[:200]
        sort = query.get("sort", "email")
        self.sort = sort if sort.removeprefix("-") in ORDERS else "email"
        self.page = Paginator(self.found.order_by(*self.order), MEMBERS_PER_PAGE).get_page(query.get("page"))
        counts = provider.members.order_by().values_list("status").annotate(Count("pk"))
        self.counts = dict(counts)

    @property
    def found(self):
        members = self.provider.members.select_related("user")
        if self.tab[2] is not None:
            members = members.filter(status=self.tab[2])
        if self.search:
            members = members.filter(matching(self.search))
        return members

    @property
    def order(self):
        terms = ORDERS[self.sort.removeprefix("-")]
        return [term.desc() if self.sort.startswith("-") else term.asc() for term in terms]

    @property
    def rows(self):
        return [Row(member, is_self=member.user_id == self.user.pk) for member in self.page]

    @property
    def tabs(self):
        """The tabs with their counts: {key, label, count, current}."""
        return [
            {
                "key": key,
                "label": label,
                "count": sum(self.counts.values()) if status is None else self.counts.get(status, 0),
                "current": key == self.tab[0],
            }
            for key, label, status in TABS
        ]

    @property
    def new_team_waits(self):
        """Whether a team that has just begun has people who wait to be let in."""
        return bool(self.counts.get(Status.ACCEPTED)) and self.counts.get(Status.CONFIRMED) in NEW_TEAM


def matching(text):
    """Return what finds members by name, address or id."""
    found = Q(user__email__icontains=text) | Q(user__name__icontains=text)
    try:
        return found | Q(pk=UUID(text)) | Q(user=UUID(text))
    except ValueError:
        return found
