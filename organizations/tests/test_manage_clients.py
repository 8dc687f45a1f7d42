"""Renaming a client, changing its seats, letting it go."""

from functools import partial
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse

from events.models import Event
from events.types import EventType
from organizations.models import Organization, OrganizationMember, SeatChange
from organizations.plans import Plan
from organizations.services import clients as services
from organizations.services.client_bulk import change_seats_of
from organizations.services.seats import seat_accounts
from provider_portal.tests.world import (
    add_member,
    add_provider_member,
    make_organization,
    make_provider,
    make_user,
    make_world,
)
from providers.models import Provider, ProviderMember

Role = OrganizationMember.Role


def post(client, route, organization, follow=True, **data):
    url = reverse(f"organizations:{route}", args=[organization.provider_id, organization.pk])
    return client.post(url, data, follow=follow).content.decode()


def events(event_type):
    return Event.objects.filter(type=event_type)


@pytest.fixture
def sized(world):
    """Leave Northwind one client, Acme, of enterprise seats under a minimum of 50."""
    world.birch.organization.delete()
    Provider.objects.filter(pk=world.northwind.pk).update(enterprise_seat_minimum=50)

    def give(seats):
        Organization.objects.filter(pk=world.acme.organization.pk).update(seats=seats)

    return give


def seats_of(organization):
    return Organization.objects.get(pk=organization.pk).seats


def test_both_kinds_of_staff_rename_a_client(client, world, service_user):
    client.force_login(service_user)

    page = post(client, "rename_client", world.acme.organization, name="Acme & Daughters")

    assert "The client is called Acme &amp; Daughters now." in page
    renamed = events(EventType.CLIENT_RENAMED).get()
    assert (renamed.provider_id, renamed.client_id) == (world.northwind.pk, world.acme.organization.pk)
    assert events(EventType.ORGANIZATION_UPDATED).get().organization_id == world.acme.organization.pk


@pytest.mark.parametrize("name", ["", "x" * 51])
def test_a_name_has_one_to_fifty_characters(client, world, provider_admin, name):
    client.force_login(provider_admin)

    post(client, "rename_client", world.acme.organization, name=name)

    assert Organization.objects.get(pk=world.acme.organization.pk).name == "Acme"


def test_a_change_of_seats_is_in_the_ledger_and_the_log(client, world, service_user):
    client.force_login(service_user)

    assert "Acme has 8 seats now." in post(client, "client_seats", world.acme.organization, seats=8)

    line = SeatChange.objects.get()
    assert (line.seats_before, line.seats_after, line.plan, line.actor_id) == (10, 8, Plan.ENTERPRISE, service_user.pk)
    assert line.provider_id == world.northwind.pk
    assert events(EventType.CLIENT_SEATS_CHANGED).get().client_id == world.acme.organization.pk


# Worked examples 4 and 5 of features 3.6: with 45 of 50 a service user may give 5 more, not 6; above the minimum none.
@pytest.mark.parametrize(
    ("before", "after", "by_service_user"), [(45, 50, True), (45, 51, False), (60, 55, True), (55, 60, False)]
)
def test_a_service_user_buys_nothing(client, world, sized, service_user, provider_admin, before, after, by_service_user):
    sized(before)
    client.force_login(service_user)

    page = post(client, "client_seats", world.acme.organization, seats=after)

    assert seats_of(world.acme.organization) == (after if by_service_user else before)
    assert ("Ask a Provider Admin to buy more." in page) is not by_service_user
    assert SeatChange.objects.exists() is by_service_user
    client.force_login(provider_admin)
    post(client, "client_seats", world.acme.organization, seats=after)
    assert seats_of(world.acme.organization) == after


def test_seats_of_another_plan_are_not_borrowed(client, world, sized, service_user):
    sized(50)
    make_organization("Teams", provider=world.northwind, plan=Plan.TEAMS, seats=1)
    client.force_login(service_user)

    assert "0 seats of this plan are unassigned." in post(client, "client_seats", world.acme.organization, seats=51)


def test_seats_in_use_are_not_taken_away(client, world, provider_admin):
    client.force_login(provider_admin)

    page = post(client, "client_seats", world.acme.organization, seats=4)

    # Five are confirmed; the revoked one takes no seat.
    assert "Acme uses 5 seats. Remove members before you take seats away." in page
    post(client, "client_seats", world.acme.organization, seats=5)
    assert seats_of(world.acme.organization) == 5


def test_a_suspended_provider_changes_nothing(client, world, provider_admin):
    Provider.objects.update(enabled=False)
    client.force_login(provider_admin)

    assert "is suspended" in post(client, "client_seats", world.acme.organization, seats=8)
    assert "is suspended" in post(client, "rename_client", world.acme.organization, name="Other")
    organization = Organization.objects.get(pk=world.acme.organization.pk)
    assert (organization.name, organization.seats) == ("Acme", 10)


def at_once(*calls):
    """Make the calls at the same moment, each by a connection of its own; return what each gave or was refused with."""
    start, outcomes = Barrier(len(calls)), []

    def run(call):
        start.wait()
        try:
            outcomes.append(call())
        except services.ClientRefused as refusal:
            outcomes.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def has_refusal(outcome):
    """Whether a bulk action refused one of its rows."""
    return isinstance(outcome, dict) and any(outcome.values())


@pytest.fixture
def contested(transactional_db):
    """A world whose two clients leave one paid seat unassigned, and a second person of each role at their provider."""
    world = make_world()
    Provider.objects.filter(pk=world.northwind.pk).update(enterprise_seat_minimum=21)
    for name, role in {"second_user": ProviderMember.Role.SERVICE_USER, "second_admin": ProviderMember.Role.PROVIDER_ADMIN}.items():
        setattr(world.people, name, make_user(f"{name}@northwind.test"))
        add_provider_member(world.northwind, getattr(world.people, name), role)
    world.northwind.refresh_from_db()
    return world


@pytest.mark.parametrize("door", ["one by one", "several at once"])
def test_two_service_users_do_not_both_give_the_last_paid_seat(contested, door):
    northwind, people = contested.northwind, contested.people
    acme, birch = contested.acme.organization, contested.birch.organization
    doors = {
        "one by one": partial(services.change_seats, northwind, birch, seats=11, actor=people.second_user),
        "several at once": partial(change_seats_of, northwind, [birch], mode="add", seats=1, actor=people.second_user),
    }

    outcomes = at_once(
        partial(services.change_seats, northwind, acme, seats=11, actor=people.service_user), doors[door]
    )

    assert len([one for one in outcomes if isinstance(one, services.ClientRefused) or has_refusal(one)]) == 1
    assert SeatChange.objects.count() == 1
    assert seats_of(acme) + seats_of(birch) == 21


def test_two_admins_who_give_the_last_paid_seat_buy_one(contested, monkeypatch):
    """Only the second of them puts a seat on the bill, and the mail about it says one."""
    told = []
    monkeypatch.setattr(services.tasks.send_seats_bought, "delay_on_commit", lambda *args: told.append(args[-1]))
    northwind, people = contested.northwind, contested.people

    outcomes = at_once(
        partial(services.change_seats, northwind, contested.acme.organization, seats=11, actor=people.provider_admin),
        partial(services.change_seats, northwind, contested.birch.organization, seats=11, actor=people.second_admin),
    )

    assert not [one for one in outcomes if isinstance(one, services.ClientRefused)]
    assert told == [1]
    assert seat_accounts(northwind)[Plan.ENTERPRISE].purchased == 1


def test_an_unlinked_client_stands_on_its_own(client, world, provider_admin, service_user, mailoutbox, on_commit):
    organization = world.acme.organization
    add_member(organization, make_user("abe@acme.test"), Role.OWNER)
    client.force_login(provider_admin)

    with on_commit():
        assert "Acme is unlinked" in post(client, "unlink_client", organization)

    organization.refresh_from_db()
    assert (organization.provider, organization.provider_key, organization.provider_wrapped_key) == (None, None, None)
    assert (organization.status, organization.billing_email) == (Organization.Status.CREATED, "abe@acme.test")
    assert organization.members.count() == 7
    assert organization.collections.count() == 2
    for person in (provider_admin, service_user):
        client.force_login(person)
        assert client.get(reverse("vault:organization_vault", args=[organization.pk])).status_code == 404
        assert client.get(reverse("vault:organization_items", args=[organization.pk])).status_code == 404
    assert {mail.to[0] for mail in mailoutbox} == {"abe@acme.test", "owner@acme.test"}
    lines = SeatChange.objects.order_by("pk").values_list("provider_id", "seats_before", "seats_after")
    assert list(lines) == [(world.northwind.pk, 10, 0), (None, 0, 10)]
    assert events(EventType.CLIENT_UNLINKED).get().client_id == organization.pk


def test_a_client_without_an_owner_of_its_own_stays(client, world, provider_admin, mailoutbox, on_commit):
    organization = world.acme.organization
    organization.members.filter(role=Role.OWNER).update(status=OrganizationMember.Status.ACCEPTED)
    add_member(organization, provider_admin, Role.OWNER)
    client.force_login(provider_admin)

    with on_commit():
        page = post(client, "unlink_client", organization)

    assert "needs a confirmed owner who does not work for Northwind" in page
    organization.refresh_from_db()
    assert organization.provider == world.northwind
    assert not mailoutbox
    assert not SeatChange.objects.exists()


def test_a_client_of_elsewhere_is_not_there(client, world, provider_admin):
    other = make_organization("Fir", provider=make_provider("Third"))
    client.force_login(provider_admin)

    for route in ("rename_client", "client_seats", "unlink_client"):
        url = reverse(f"organizations:{route}", args=[world.northwind.pk, other.pk])
        assert client.post(url, {"name": "Mine", "seats": 9}).status_code == 404
    with pytest.raises(services.ClientRefused, match="not a client any more"):
        services.rename_client(world.northwind, other, name="Mine", actor=provider_admin)
