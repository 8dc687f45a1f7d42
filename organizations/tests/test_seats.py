"""The worked examples of features 3.6, which the arithmetic has to give exactly."""

from decimal import Decimal
from random import Random

import pytest

from organizations.seats import SeatAccount, discounted, money, prorated

ENTERPRISE, TEAMS = Decimal(6), Decimal(4)


def test_1_seats_within_the_minimum_change_no_bill():
    account = SeatAccount(minimum=50, assigned=25)

    assert (account.unassigned, account.cost(ENTERPRISE)) == (25, 300)
    assert account.after(25).cost(ENTERPRISE) == 300
    assert not account.buys(25)


def test_2_seats_beyond_the_minimum_are_bought():
    account = SeatAccount(minimum=50, assigned=50)

    assert account.buys(10)
    assert (account.after(10).purchased, account.after(10).billed) == (10, 60)
    assert account.after(10).cost(ENTERPRISE) == 360


def test_3_falling_below_the_minimum_releases_what_was_bought():
    account = SeatAccount(minimum=50, assigned=60)

    assert account.released(-15) == 10
    assert account.after(-15).purchased == 0
    assert account.after(-15).cost(ENTERPRISE) == 300


def test_4_the_last_unassigned_seat_is_no_purchase():
    account = SeatAccount(minimum=50, assigned=45)

    assert not account.buys(5)
    assert account.buys(6)


def test_5_raising_above_the_minimum_is_a_purchase_even_after_lowering():
    lowered = SeatAccount(minimum=50, assigned=60).after(-5)

    assert lowered.billed == 55
    assert lowered.buys(5)


def test_6_discount_and_statement_rows():
    enterprise, teams = SeatAccount(100, 120), SeatAccount(30, 20)

    assert enterprise.cost(ENTERPRISE) == 720
    assert teams.cost(TEAMS) == 120
    assert enterprise.cost(ENTERPRISE, 35) + teams.cost(TEAMS, 35) == Decimal("546.00")
    assert money(discounted(ENTERPRISE, 35)) == Decimal("3.90")
    assert money(teams.unassigned * discounted(TEAMS, 35)) == Decimal("26.00")
    assert (enterprise.purchased, enterprise.unassigned) == (20, 0)


def test_7_what_is_bought_within_a_month_is_paid_for_its_rest():
    assert prorated(10, ENTERPRISE, days_left=20, days=30) == Decimal("40.00")


def test_8_another_contract():
    account = SeatAccount(minimum=50, assigned=60)

    assert (account.with_minimum(70).purchased, account.with_minimum(70).cost(ENTERPRISE)) == (0, 420)
    assert (account.with_minimum(55).purchased, account.with_minimum(55).cost(ENTERPRISE)) == (5, 360)
    with pytest.raises(ValueError):
        account.with_minimum(-1)


def test_9_an_added_organization_brings_its_seats():
    account = SeatAccount(minimum=10).after(12)

    assert (account.purchased, account.cost(TEAMS)) == (2, 48)


def test_10_an_unlinked_client_takes_its_seats_along():
    account = SeatAccount(minimum=50, assigned=60).after(-20)

    assert (account.billed, account.purchased) == (50, 0)


@pytest.mark.parametrize(
    "assigned, change, additional",
    [(45, 5, 0), (45, 6, 1), (50, 10, 10), (60, 4, 4), (60, -4, 0)],
)
def test_what_a_change_adds_to_the_bill(assigned, change, additional):
    assert SeatAccount(50, assigned).additional(change) == additional


class Book:
    """The rules of features 3.6 as its table of cases says them, with what is bought kept as a number of its own."""

    def __init__(self, minimum):
        self.minimum, self.assigned, self.bought = minimum, 0, 0

    def change(self, seats):
        """Give or take seats; return (whether that buys some, how many, how many it gives back)."""
        before, after = self.assigned, self.assigned + seats
        buys = (before <= self.minimum and after > self.minimum) or (before > self.minimum and after > before)
        bought = after - self.minimum if after > self.minimum else 0
        more, self.assigned, self.bought = bought - self.bought, after, bought
        return buys, max(0, more), max(0, -more)

    def renegotiate(self, minimum):
        if self.bought:
            paid = self.minimum + self.bought
            self.bought = paid - minimum if minimum <= paid else 0
        elif self.assigned > minimum:
            self.bought = self.assigned - minimum
        self.minimum = minimum


@pytest.mark.parametrize("seed", range(40))
def test_any_sequence_of_changes_agrees_with_the_table_of_cases(seed):
    chance = Random(seed)
    book, account, clients = Book(30), SeatAccount(30), [0] * 5
    for _step in range(200):
        if chance.random() < 0.1:
            minimum = chance.randrange(80)
            book.renegotiate(minimum)
            account = account.with_minimum(minimum)
        else:
            # A client is created, grown, shrunk, or leaves with all it has.
            place = chance.randrange(len(clients))
            change = chance.choice([chance.randrange(1, 25), -chance.randrange(clients[place] + 1), -clients[place]])
            clients[place] += change
            assert (account.buys(change), account.additional(change), account.released(change)) == book.change(change)
            account = account.after(change)
        assert (account.assigned, account.purchased) == (sum(clients), book.bought)
        assert account.billed == book.minimum + book.bought
        assert account.unassigned == max(0, book.minimum - book.assigned)
        assert account.cost(ENTERPRISE, 35) == money((book.minimum + book.bought) * Decimal("3.90"))
