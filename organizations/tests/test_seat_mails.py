"""Who is told when there are more seats to pay for."""

from datetime import date

import pytest
from django.urls import reverse

from organizations import tasks
from organizations.models import Organization
from organizations.plans import Plan
from organizations.services.clients import change_seats
from organizations.services.members import invite_members
from organizations.services.seat_transfers import transfer_seats
from provider_portal.tests.world import Role, add_member, make_organization
from providers.models import Provider

BILLS = "billing@northwind.test"


def test_bought_seats_are_told_to_who_pays(world, provider_admin, mailoutbox, on_commit):
    with on_commit():
        change_seats(world.northwind, world.acme.organization, seats=14, actor=provider_admin)

    assert [mail.to for mail in mailoutbox] == [[BILLS]]
    assert mailoutbox[0].subject == "More seats on the bill of Northwind"
    assert "Acme got seats beyond what was paid for: 4 more are on your bill." in mailoutbox[0].body
    assert "24 seats of the Enterprise plan, 6.00 USD a month each" in mailoutbox[0].alternatives[0].content


def test_seats_that_are_paid_for_or_moved_are_not(world, provider_admin, mailoutbox, on_commit):
    acme, birch = world.acme.organization, world.birch.organization
    with on_commit():
        change_seats(world.northwind, acme, seats=8, actor=provider_admin)
        change_seats(world.northwind, acme, seats=10, actor=provider_admin)
        Provider.objects.update(enterprise_seat_minimum=0)
        transfer_seats(world.northwind, birch, acme, seats=3, actor=provider_admin)

    assert not mailoutbox


@pytest.fixture
def own(world, owner):
    organization = make_organization("Own", plan=Plan.TEAMS, seats=1, seat_limit=3)
    add_member(organization, owner, Role.OWNER)
    return organization


def invite(organization, actor, *names):
    organization = Organization.objects.get(pk=organization.pk)
    emails = [f"{name}@own.test" for name in names]
    return invite_members(organization, emails=emails, role=Role.MEMBER, actor=actor)


def to_owner(mailoutbox):
    return [mail for mail in mailoutbox if mail.to == ["owner@acme.test"]]


def test_owners_are_told_once_a_day_and_at_the_limit(own, owner, mailoutbox, on_commit):
    with on_commit():
        invite(own, owner, "one")
    assert [mail.subject for mail in to_owner(mailoutbox)] == ["Own has more seats"]
    assert "It has 2 now." in to_owner(mailoutbox)[0].body
    assert "the limit" not in to_owner(mailoutbox)[0].body
    Organization.objects.filter(pk=own.pk).update(seat_limit=4)
    with on_commit():
        invite(own, owner, "two")
    assert len(to_owner(mailoutbox)) == 1

    with on_commit():
        invite(own, owner, "three")

    assert "This is the limit that is set." in to_owner(mailoutbox)[1].body


def test_the_statement_of_the_month_goes_to_the_billing_address(world, mailoutbox):
    tasks.send_statement(str(world.northwind.pk), date.today().replace(day=1).isoformat())

    assert mailoutbox[0].to == [BILLS]
    assert "The seats of Northwind cost 200.00 USD" in mailoutbox[0].body
    assert "Enterprise: 20 seats, 120.00 USD" in mailoutbox[0].body
    link = reverse("organizations:statement", args=[world.northwind.pk])
    assert f"{link}?month=" in mailoutbox[0].body


def test_who_pays_nothing_gets_no_statement(world, mailoutbox):
    Provider.objects.update(enterprise_seat_minimum=0, teams_seat_minimum=0)
    Organization.objects.update(seats=0)
    tasks.send_statement(str(world.northwind.pk), date.today().replace(day=1).isoformat())
    tasks.tell_statements()

    assert not mailoutbox
