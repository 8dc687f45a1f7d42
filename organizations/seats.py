"""The arithmetic of seats, per provider and plan (features 3.6). Pure: the rows are `services.seats`' business."""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True)
class SeatAccount:
    """The seats of one plan: what the contract has at least, and what the clients have been given."""

    minimum: int = 0
    assigned: int = 0

    @property
    def purchased(self):
        """Return the seats beyond the minimum."""
        return max(0, self.assigned - self.minimum)

    @property
    def unassigned(self):
        """Return the seats that are paid for and given to nobody."""
        return max(0, self.minimum - self.assigned)

    @property
    def billed(self):
        return max(self.minimum, self.assigned)

    def after(self, change):
        """Return the account after `change` seats more, or fewer, were given to clients."""
        return replace(self, assigned=self.assigned + change)

    def with_minimum(self, minimum):
        """Return the account under another contract."""
        if minimum < 0:
            raise ValueError("A seat minimum is not below zero.")
        return replace(self, minimum=minimum)

    def buys(self, change):
        """Return whether `change` makes the provider pay for more seats than now."""
        return self.after(change).billed > self.billed

    def additional(self, change):
        """Return how many seats `change` buys."""
        return max(0, self.after(change).purchased - self.purchased)

    def released(self, change):
        """Return how many purchased seats `change` gives back."""
        return max(0, self.purchased - self.after(change).purchased)

    def cost(self, price, discount_percent=0):
        """Return what the seats cost in a month."""
        return money(self.billed * discounted(price, discount_percent))


def discounted(price, percent):
    return Decimal(price) * (100 - Decimal(percent)) / 100


def prorated(seats, price, *, days_left, days):
    """Return what `seats` bought within a month cost for the rest of it."""
    return money(seats * Decimal(price) * days_left / days)


def money(amount):
    return amount.quantize(CENT, ROUND_HALF_UP)
