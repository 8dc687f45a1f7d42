"""Which clients the two providers have, and how big they are."""

from dataclasses import dataclass, replace

from organizations.plans import Plan

# Enough to have a member of each status, and an item of each type.
ENOUGH = 8


@dataclass(frozen=True)
class Client:
    """A client to make: its size, its seats, and how many months ago it joined."""

    name: str
    plan: Plan
    seats: int
    members: int
    collections: int
    items: int
    months: int

    @property
    def domain(self):
        return self.name.split()[0].lower() + ".example"

    def scaled(self, scale):
        """Return the client with its people and items cut down; its seats stay as they are."""
        return replace(self, members=cut(self.members, scale), items=cut(self.items, scale))


def cut(count, scale):
    """Return a share of `count` in which each kind of thing still occurs."""
    return min(count, max(ENOUGH, round(count * scale)))


TEAMS, ENTERPRISE = Plan.TEAMS, Plan.ENTERPRISE

# Some have seats to spare, some are full: Brightwater, Fernhill and Lumen have none left.
NORTHWIND = (
    Client("Acme", ENTERPRISE, 200, 200, 40, 2000, 26),
    Client("Brightwater Dental", TEAMS, 12, 14, 6, 90, 19),
    Client("Cobalt Logistics", ENTERPRISE, 60, 41, 14, 320, 17),
    Client("Dovetail Furniture", TEAMS, 10, 9, 5, 60, 14),
    Client("Evergreen Schools", ENTERPRISE, 45, 38, 12, 240, 13),
    Client("Fernhill Veterinary", TEAMS, 8, 10, 4, 45, 11),
    Client("Granite Legal", ENTERPRISE, 30, 22, 10, 180, 9),
    Client("Hollyhock Hotels", ENTERPRISE, 40, 31, 9, 150, 8),
    Client("Ironbridge Tools", TEAMS, 20, 19, 7, 110, 6),
    Client("Juniper Studios", TEAMS, 15, 6, 5, 70, 4),
    Client("Kestrel Travel", TEAMS, 6, 4, 3, 30, 2),
    Client("Lumen Electrics", TEAMS, 5, 5, 2, 20, 1),
)
RIVAL = (
    Client("Mistral Foods", ENTERPRISE, 25, 14, 6, 80, 10),
    Client("Nimbus Insurance", TEAMS, 12, 9, 4, 40, 5),
)
