"""One page of a provider's clients, in an order that an index has ready."""

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
    "status": [F("enabled"), F("confirmed_owners")],
}


class ClientPage:
    def __init__(self, provider, query):
        self.provider = provider
        self.search = query.get("search", "").strip()[:50]
        sort = query.get("sort", BY_NAME)
        self.sort = sort if sort.removeprefix("-") in ORDERS else BY_NAME
        self.page = Paginator(self.ordered, CLIENTS_PER_PAGE).get_page(query.get("page"))

    @property
    def ordered(self):
        return self.provider.clients.named_like(self.search).order_by(*self.order)

    @property
    def order(self):
        key = self.sort.removeprefix("-")
        order = [*ORDERS[key], Upper("name"), F("pk")]
        return [term.desc() if self.sort.startswith("-") else term.asc() for term in order]

    @property
    def clients(self):
        return self.page.object_list
