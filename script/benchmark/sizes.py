"""How much is in a data set."""

from dataclasses import dataclass

ITEMS_PER_COLLECTION = 25
OTHER_GROUPS = 3


@dataclass(frozen=True)
class Size:
    """A provider's clients, and some who have none.

    The first organization is the one whose members are measured; the second, where there is one, is far larger than
    any other; the others are all alike.
    """

    organizations: int
    clients: int
    # Of the first organization; its items follow.
    collections: int
    members: int
    large_members: int
    large_collections: int
    large_items: int
    # Of each other organization.
    other_members: int
    other_collections: int
    other_items: int
    events: int
    # The members that are measured, each by how many items they see; a tenth of those is their own.
    people: tuple
    # How many organizations one person is in.
    places: int
    # What is done at once: members confirmed, items imported.
    confirmed: int
    imported: int

    @property
    def items(self):
        return self.collections * ITEMS_PER_COLLECTION

    @property
    def has_large(self):
        return self.organizations > 1


def shared_of(seen):
    """Return in how many collections a person who sees so many items finds those that are not their own."""
    return max(2, seen * 9 // 10 // ITEMS_PER_COLLECTION)


def own_of(seen):
    return seen - shared_of(seen) * ITEMS_PER_COLLECTION


SIZES = {
    "tiny": Size(
        organizations=4, clients=3, collections=6, members=6, large_members=12, large_collections=6, large_items=30,
        other_members=4, other_collections=5, other_items=8, events=60, people=(100,), places=3, confirmed=4, imported=6,
    ),
    "small": Size(
        organizations=1, clients=1, collections=80, members=50, large_members=0, large_collections=0, large_items=0,
        other_members=0, other_collections=0, other_items=0, events=5_000, people=(200, 2_000), places=1, confirmed=20,
        imported=1_000,
    ),
    "large": Size(
        organizations=12_000, clients=10_000, collections=720, members=50, large_members=20_000,
        large_collections=10_000, large_items=200_000, other_members=14, other_collections=5, other_items=85,
        events=5_000_000, people=(200, 2_000, 20_000), places=1_000, confirmed=500, imported=10_000,
    ),
}  # fmt: skip
