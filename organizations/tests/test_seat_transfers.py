"""Moving seats between two clients, also above the minimum."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse

from events.models import Event
from events.types import EventType
from organizations.models import Organization, SeatChange
from organizations.plans import Plan
from organizations.services.clients import ClientRefused
from organizations.services.seat_transfers import transfer_seats
from provider_portal.tests.world import make_organization, make_world
from providers.models import Provider


def url(organization):
    return reverse("organizations:transfer_seats", args=[organization.provider_id, organization.pk])


def seats(*organizations):
    found = dict(Organization.objects.values_list("pk", "seats"))
    return [found[organization.pk] for organization in organizations]


# Worked example 5 of features 3.6: at 60 seats of a minimum of 50 a Service User moves five.
def test_a_service_user_moves_seats_above_the_minimum(client, world, service_user):
    acme, birch = world.acme.organization, world.birch.organization
    Provider.objects.filter(pk=world.northwind.pk).update(enterprise_seat_minimum=5)
    client.force_login(service_user)

    page = client.post(url(acme), {"source": birch.pk, "seats": 5}, follow=True).content.decode()

    assert "Birch has 5 seats now, and Acme 15." in page
    assert seats(acme, birch) == [15, 5]
    lines = SeatChange.objects.order_by("pk").values_list("organization_name", "seats_before", "seats_after")
    assert list(lines) == [("Birch", 10, 5), ("Acme", 10, 15)]
    kinds = dict(Event.objects.values_list("type", "client_id"))
    assert kinds == {EventType.CLIENT_SEATS_TAKEN: birch.pk, EventType.CLIENT_SEATS_RECEIVED: acme.pk}


def test_only_clients_with_free_seats_of_the_same_plan_are_offered(client, world, service_user):
    make_organization("Teams client", provider=world.northwind, plan=Plan.TEAMS)
    make_organization("Empty client", provider=world.northwind, seats=0)
    client.force_login(service_user)

    page = client.get(url(world.acme.organization)).content.decode()

    assert "Birch" in page
    assert not [name for name in ("Teams client", "Empty client", "Cedar") if name in page]
    assert "No client of that name has free seats" in client.get(url(world.acme.organization), {"search": "xyz"}).content.decode()


@pytest.mark.parametrize(
    ("source", "count", "words"),
    [
        ("birch", 10, "Birch uses 1 seat."),
        ("birch", 11, "Birch has 10 seats."),
        ("acme", 1, "Choose two different clients."),
        ("teams", 1, "Seats move between clients of the same plan only."),
    ],
)
def test_what_cannot_be_moved_stays(client, world, provider_admin, source, count, words):
    teams = make_organization("Teams client", provider=world.northwind, plan=Plan.TEAMS)
    places = {"birch": world.birch.organization, "acme": world.acme.organization, "teams": teams}
    client.force_login(provider_admin)

    page = client.post(url(world.acme.organization), {"source": places[source].pk, "seats": count}).content.decode()

    assert words in page
    assert seats(world.acme.organization, world.birch.organization, teams) == [10, 10, 10]
    assert not SeatChange.objects.exists()


def test_a_client_of_elsewhere_gives_nothing(client, world, provider_admin):
    client.force_login(provider_admin)

    response = client.post(url(world.acme.organization), {"source": world.cedar.organization.pk, "seats": 1})

    assert response.status_code == 404


@pytest.mark.django_db(transaction=True)
def test_seats_moved_both_ways_at_once_neither_lock_up_nor_get_lost():
    world = make_world()
    acme, birch = world.acme.organization, world.birch.organization
    start, refusals = Barrier(2), []

    def move(source, target):
        start.wait()
        try:
            for _ in range(5):
                transfer_seats(world.northwind, source, target, seats=1, actor=world.people.service_user)
        except ClientRefused as refusal:
            refusals.append(refusal)
        connection.close()

    threads = [Thread(target=move, args=pair) for pair in ((acme, birch), (birch, acme))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not refusals
    assert seats(acme, birch) == [10, 10]
