"""One page of a provider's clients: searched, filtered, sorted, each by an index of the clients' own rows."""

from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import F
from django.db.models.functions import Upper
from django.utils.http import urlencode

from organizations.clients import filters
from organizations.services.seats import plans_of

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
        self.filters = filters.chosen(query)
        self.tag = filters.tag_or_404(provider, query.get("tag"))
        self.page = Paginator(self.found, CLIENTS_PER_PAGE).get_page(query.get("page"))

    @property
    def found(self):
        """Return all that is asked for, in order."""
        clients = self.provider.clients.named_like(self.search)
        for choice in self.filters:
            clients = clients.filter(choice.condition)
        if self.tag:
            clients = clients.filter(pk__in=self.tag.taggings.values("client"))
        return clients.order_by(*self.order)

    @property
    def order(self):
        key = self.sort.removeprefix("-")
        order = [*ORDERS[key], Upper("name"), F("pk")]
        return [term.desc() if self.sort.startswith("-") else term.asc() for term in order]

    @property
    def clients(self):
        """Return the clients of this page with their tags."""
        return self.page.object_list.prefetch_related("taggings__tag")

    @property
    def is_narrowed(self):
        return bool(self.search or self.filters or self.tag)

    @property
    def choices(self):
        """Return every filter as a link that sets it, or takes it back: {label, current, url}."""
        # Where all clients have one plan there is nothing to choose.
        has_plans = len(plans_of(self.provider)) > 1
        offered = [choice for choice in filters.CHOICES if has_plans or choice.parameter != "plan"]
        return [self.link(choice.label, choice.parameter, choice.value) for choice in offered]

    @cached_property
    def tags(self):
        """Return the same for the provider's tags."""
        return [self.link(tag.name, "tag", str(tag.pk)) for tag in self.provider.client_tags.order_by(Upper("name"))]

    def link(self, label, parameter, value):
        current = self.address.get(parameter) == value
        address = {name: kept for name, kept in self.address.items() if name != parameter}
        address |= {} if current else {parameter: value}
        return {"label": label, "current": current, "url": f"?{urlencode(address)}", "value": value}

    @property
    def kept(self):
        """Return what a new search keeps, by name: the order and the filters."""
        kept = {"sort": self.sort} if self.sort != BY_NAME else {}
        kept |= {choice.parameter: choice.value for choice in self.filters}
        return kept | ({"tag": str(self.tag.pk)} if self.tag else {})

    @property
    def address(self):
        """Return what is looked for as the address says it, without the page."""
        return ({"search": self.search} if self.search else {}) | self.kept

    @property
    def query(self):
        return urlencode(self.address)
