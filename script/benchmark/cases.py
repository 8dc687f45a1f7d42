"""What is measured, beside what, and what it is promised to be."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from script.benchmark.sizes import Size

STAFF = "staff@bench.test"
EVERYWHERE = "everywhere@bench.test"
OWNER = "member-1@org-1.bench.test"
OWNER_OF_LARGE = "member-1@org-2.bench.test"


@dataclass(frozen=True)
class Ask:
    """A request: of whom, and as an app with a token or as a browser with a session."""

    path: str
    email: str
    method: str = "GET"
    body: dict | None = None
    is_page: bool = False


@dataclass(frozen=True)
class Case:
    """`ask` and `plain` make the requests that are compared; `before` each of them puts back what the last one did.

    `ratio` is how many times faster than the plain way it is promised to be, `limit` how many milliseconds it may take.
    Where it `needs_many` clients for that, fewer promise no ratio.
    """

    name: str
    ask: Callable
    plain: Callable
    limit: float
    ratio: float = 1
    rounds: int = 30
    before: Callable = lambda world: None
    applies: Callable = lambda size: True
    needs_many: bool = False

    def among(self, size):
        """Return the case as it is judged in a data set of this size."""
        return self if size.has_large or not self.needs_many else replace(self, ratio=0)


def sync(email):
    return lambda world: Ask("/api/sync", email(world) if callable(email) else email)


def plain_sync(email):
    return lambda world: Ask("/api/plain/sync", email(world) if callable(email) else email)


def sync_of(seen, *, limit, ratio, rounds):
    email = f"sync-{seen}@bench.test"
    return Case(
        f"sync of {seen:,} items", sync(email), plain_sync(email), limit, ratio, rounds, applies=lambda size: seen in size.people
    )


def smallest(world):
    return world.seeing(world.size.people[0])


def large_only(size: Size):
    return size.has_large


def item(prefix, email, found, *, body=None):
    """Make the request for, or the change of, one item."""

    def ask(world):
        changed = getattr(world, body) if body else None
        who = email(world) if callable(email) else email
        return Ask(f"{prefix}ciphers/{getattr(world, found).pk}", who, "PUT" if body else "GET", changed)

    return ask


def item_case(name, email, found, *, body=None, **promise):
    return Case(name, item("/api/", email, found, body=body), item("/api/plain/", email, found, body=body), **promise)


def page(name, query="", **promise):
    """Compare the page of a provider's clients, narrowed or ordered by `query`."""
    return Case(
        name,
        lambda world: Ask(f"/providers/{world.provider.pk}/clients/{query}", STAFF, is_page=True),
        lambda world: Ask(f"/plain/providers/{world.provider.pk}/clients/{query}", STAFF, is_page=True),
        **{"limit": 150, "rounds": 10, "needs_many": True} | promise,
    )


def provider_page(name, path, **promise):
    return Case(
        name,
        lambda world: Ask(f"/providers/{world.provider.pk}/{path}", STAFF, is_page=True),
        lambda world: Ask(f"/plain/providers/{world.provider.pk}/{path.replace('/clients', '')}", STAFF, is_page=True),
        needs_many=True,
        **promise,
    )


CASES = [
    sync_of(100, limit=1_000, ratio=1, rounds=1),
    sync_of(200, limit=10, ratio=3, rounds=40),
    sync_of(2_000, limit=50, ratio=3, rounds=15),
    sync_of(20_000, limit=400, ratio=5, rounds=5),
    Case("sync of a person in many organizations", sync(EVERYWHERE), plain_sync(EVERYWHERE), 400, 1, 5, applies=large_only),
    Case("sync of a provider's staff", sync(STAFF), plain_sync(STAFF), 400, 1, 5),
    Case("revision date, which saves a sync", lambda world: Ask("/api/accounts/revision-date", smallest(world)), plain_sync(smallest), 5, 8, 40),
    item_case("reading an item", smallest, "item_of_few", limit=10, ratio=2, rounds=40),
    item_case("reading an item as the provider's staff", STAFF, "item_of_few", limit=15, ratio=1, rounds=40),
    item_case("writing an item that few see", smallest, "item_of_few", body="change_of_item", limit=20, ratio=1, rounds=30),
    item_case(
        "writing an item that many see", OWNER_OF_LARGE, "item_of_many", body="change_of_item_of_many",
        limit=20, ratio=3, rounds=15, applies=large_only,
    ),
    Case(
        "importing items at once",
        lambda world: Ask(f"/api/ciphers/import-organization?organizationId={world.first.pk}", OWNER, "POST", world.import_body),
        lambda world: Ask(f"/api/plain/import/{world.first.pk}", OWNER, "POST", world.import_body),
        1_500, 3, 3, before=lambda world: world.forget_imports(),
    ),
    Case(
        "confirming members at once",
        lambda world: Ask(f"/api/organizations/{world.waiting[0].pk}/users/confirm", STAFF, "POST", world.confirm_body),
        lambda world: Ask(f"/api/plain/confirm/{world.waiting[0].pk}", STAFF, "POST", world.confirm_body),
        500, 3, 3, before=lambda world: world.unconfirm(),
    ),
    Case(
        "members of a large organization",
        lambda world: Ask(f"/api/organizations/{world.large.pk}/users?includeCollections=true&includeGroups=true", OWNER_OF_LARGE),
        lambda world: Ask(f"/api/plain/members/{world.large.pk}", OWNER_OF_LARGE),
        2_000, 2, 3, applies=large_only,
    ),
    page("clients"),
    page("clients, found by name", "?search=a1"),
    page("clients, the last page", "?page=200"),
    page("clients, nearly full", "?seats=nearly"),
    page("clients, lacking two-step login", "?two_step=missing"),
    page("clients, by used seats", "?sort=-used"),
    provider_page("overview of all clients", "overview/", limit=300, ratio=3, rounds=3),
    provider_page("events of all clients", "events/clients/", limit=150, ratio=3, rounds=3),
    Case(
        "events of an organization",
        lambda world: Ask(f"/api/organizations/{world.first.pk}/events", OWNER),
        lambda world: Ask(f"/api/plain/events/{world.first.pk}", OWNER),
        30, 1, 20,
    ),
]  # fmt: skip
