"""How a provider and all of its clients stand: each figure with the address of the list that it counts."""

from dataclasses import dataclass

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from organizations.clients import conditions
from organizations.clients.filters import members_without_two_step
from organizations.event_log.places import ClientsLog
from organizations.services.seat_requests import seat_requests_of
from organizations.services.seats import plan_summaries
from providers.models import ProviderMember

NOTABLE_SHOWN = 8
# How many of each hundred members have a second step before it is well.
GOOD_COVERAGE = 90


@dataclass(frozen=True)
class Figure:
    """A number of rows of the list at `url`, which somebody should look at where it is not zero."""

    label: str
    count: int
    url: str
    icon: str
    detail: str = ""


class Overview:
    def __init__(self, provider, user):
        self.provider = provider
        self.user = user
        self.summaries = plan_summaries(provider)
        self.facts = provider.clients.aggregate(
            clients=Count("pk"),
            members=Sum("confirmed_members", default=0),
            people=Sum("waiting_members", default=0),
            waiting=Count("pk", filter=conditions.WAITING),
            without_owner=Count("pk", filter=conditions.WITHOUT_OWNER),
            nearly=Count("pk", filter=conditions.NEARLY_FULL),
            full=Count("pk", filter=conditions.FULL),
            suspended=Count("pk", filter=conditions.SUSPENDED),
        )
        unprotected = members_without_two_step().filter(organization__provider=provider)
        self.unprotected, self.unprotected_clients = unprotected.aggregate(
            members=Count("pk"), clients=Count("organization", distinct=True)
        ).values()

    @property
    def figures(self):
        """Return what to look at across all clients."""
        facts = self.facts
        return [
            Figure(
                _("Clients with people to confirm"),
                facts["waiting"],
                self.clients_url("waiting=yes"),
                "user-check",
                people(facts["people"]),
            ),
            Figure(_("Clients without a confirmed owner"), facts["without_owner"], self.clients_url("owner=missing"), "user-x"),
            Figure(_("Clients with all seats taken"), facts["full"], self.clients_url("seats=full"), "license"),
            Figure(_("Clients nearly full"), facts["nearly"], self.clients_url("seats=nearly"), "chart-bar"),
            Figure(_("Suspended clients"), facts["suspended"], self.clients_url("status=suspended"), "player-pause"),
            *self.own_figures,
        ]

    @property
    def own_figures(self):
        """Return what to look at in the provider itself, for those who can do something about it."""
        if self.user.has_perm(Permission.CLIENT_SEATS_PURCHASE, self.provider):
            count = seat_requests_of(self.provider).waiting().count()
            yield Figure(_("Seat requests"), count, self.address("organizations:seat_request_list"), "coins")
        if self.user.has_perm(Permission.PROVIDER_MEMBERS_MANAGE, self.provider):
            count = self.provider.members.filter(status=ProviderMember.Status.ACCEPTED).count()
            url = f"{self.address('providers:member_list')}?status=accepted"
            yield Figure(_("Colleagues to confirm"), count, url, "users")

    @property
    def coverage(self):
        """Return how many of a hundred members have two-step login, or None where there is no member."""
        members = self.facts["members"]
        return (members - self.unprotected) * 100 // members if members else None

    @property
    def is_covered(self):
        return self.coverage is None or self.coverage >= GOOD_COVERAGE

    @property
    def unprotected_url(self):
        return self.clients_url("two_step=missing")

    @property
    def log(self):
        """Return the log of what was notable lately in the clients, or None where the provider keeps none."""
        return NotableLog(self.provider, self.user) if self.provider.use_events else None

    def address(self, name):
        return reverse(name, kwargs={"provider_id": self.provider.pk})

    def clients_url(self, query):
        return f"{self.address('organizations:client_list')}?{query}"


def people(count):
    """Return so many people in words, or nothing for nobody."""
    return ngettext("%(count)d person", "%(count)d people", count) % {"count": count} if count else ""


class NotableLog(ClientsLog):
    """The newest notable events of the clients; its links lead to the log itself, filtered alike."""

    def __init__(self, provider, user):
        super().__init__(provider, user, {"kind": "notable"})

    @property
    def found(self):
        return self.find(NOTABLE_SHOWN)

    @property
    def all_url(self):
        return self.url(**self.carried)
