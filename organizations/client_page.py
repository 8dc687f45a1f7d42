"""One page of a provider's clients: found by index first, their seats counted second."""

from django.core.paginator import Paginator
from django.db.models import F
from django.db.models.functions import Upper

CLIENTS_PER_PAGE = 50
BY_NAME = "name"
ORDERS = {
    BY_NAME: [],
    "assigned": [F("seats")],
    "used": [F("used")],
    "remaining": [F("seats") - F("used")],
    "plan": [F("plan")],
    "status": [F("enabled"), F("has_owner")],
}
# These orders are those of counts, so that every client has to be counted.
COUNTED = {"used", "remaining", "status"}


class ClientPage:
    def __init__(self, provider, query):
        self.provider = provider
        self.search = query.get("search", "").strip()[:50]
        sort = query.get("sort", BY_NAME)
        self.sort = sort if sort.removeprefix("-") in ORDERS else BY_NAME
        self.page = Paginator(self.ordered, CLIENTS_PER_PAGE).get_page(query.get("page"))

    @property
    def ordered(self):
        clients = self.provider.clients.named_like(self.search)
        if self.sort.removeprefix("-") in COUNTED:
            clients = clients.with_seat_use()
        return clients.order_by(*self.order)

    @property
    def order(self):
        key = self.sort.removeprefix("-")
        order = [*ORDERS[key], Upper("name"), F("pk")]
        return [term.desc() if self.sort.startswith("-") else term.asc() for term in order]

    @property
    def clients(self):
        """Return the clients of this page with their seat use."""
        ids = self.page.object_list.values("pk")
        return self.provider.clients.filter(pk__in=ids).with_seat_use().order_by(*self.order)
