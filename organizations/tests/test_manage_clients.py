"""Renaming a client, changing its seats, letting it go."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse

from events.models import Event
from events.types import EventType
from organizations.models import Organization, OrganizationMember, SeatChange
from organizations.plans import Plan
from organizations.services import clients as services
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


@pytest.mark.django_db(transaction=True)
def test_two_people_do_not_both_give_the_last_paid_seat():
    world = make_world()
    Provider.objects.filter(pk=world.northwind.pk).update(enterprise_seat_minimum=21)
    second = make_user("second@northwind.test")
    add_provider_member(world.northwind, second, ProviderMember.Role.SERVICE_USER)
    start, outcomes = Barrier(2), []

    def give(organization, person):
        start.wait()
        try:
            services.change_seats(world.northwind, organization, seats=11, actor=person)
        except services.ClientRefused:
            outcomes.append("refused")
        else:
            outcomes.append("given")
        connection.close()

    people = (world.acme.organization, world.people.service_user), (world.birch.organization, second)
    threads = [Thread(target=give, args=pair) for pair in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["given", "refused"]
    assert SeatChange.objects.count() == 1


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
