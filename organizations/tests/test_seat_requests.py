"""A Service User asks for seats that have to be bought; a Provider Admin answers."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse

from events.models import Event
from events.types import EventType
from organizations.models import Organization, SeatRequest
from organizations.services import clients, seat_requests
from provider_portal.tests.world import add_provider_member, make_user, make_world
from providers.models import ProviderMember


def request_url(organization):
    return reverse("organizations:request_seats", args=[organization.provider_id, organization.pk])


def answer_url(request, route):
    return reverse(f"organizations:{route}", args=[request.provider_id, request.pk])


@pytest.fixture
def waiting(world, service_user):
    return seat_requests.request_seats(
        world.northwind, world.acme.organization, seats=15, reason="Night shift", actor=service_user
    )


def test_every_provider_admin_gets_the_request(client, world, service_user, mailoutbox, on_commit):
    second = make_user("second@northwind.test")
    add_provider_member(world.northwind, second, ProviderMember.Role.PROVIDER_ADMIN)
    client.force_login(service_user)

    with on_commit():
        page = client.post(request_url(world.acme.organization), {"seats": 15, "reason": "Night shift"}, follow=True)

    assert "The Provider Admins got your request for Acme." in page.content.decode()
    assert {mail.to[0] for mail in mailoutbox} == {"admin@northwind.test", "second@northwind.test"}
    assert mailoutbox[0].subject == "Action required: more seats for Acme?"
    assert "service asks for 15 more seats for Acme." in mailoutbox[0].body
    assert "Night shift" in mailoutbox[0].alternatives[0].content
    assert Event.objects.get().type == EventType.CLIENT_SEATS_REQUESTED


def test_approving_gives_the_seats_and_tells_who_asked(client, world, waiting, provider_admin, mailoutbox, on_commit):
    client.force_login(provider_admin)
    listed = client.get(reverse("organizations:seat_request_list", args=[world.northwind.pk])).content.decode()
    assert "buys 15 seats" in listed
    assert '<span class="count">1</span>' in listed

    with on_commit():
        client.post(answer_url(waiting, "approve_seats"))

    assert Organization.objects.get(pk=world.acme.organization.pk).seats == 25
    waiting.refresh_from_db()
    assert (waiting.status, waiting.decided_by) == ("approved", provider_admin)
    kinds = Event.objects.exclude(type=EventType.CLIENT_SEATS_REQUESTED).values_list("type", flat=True)
    assert set(kinds) == {EventType.CLIENT_SEATS_CHANGED, EventType.CLIENT_SEATS_APPROVED}
    told = {mail.to[0]: mail.subject for mail in mailoutbox}
    assert told == {
        "service@northwind.test": "More seats for Acme: approved",
        "billing@northwind.test": "More seats on the bill of Northwind",
    }


def test_declining_changes_nothing_but_says_why(client, world, waiting, provider_admin, mailoutbox, on_commit):
    client.force_login(provider_admin)

    with on_commit():
        client.post(answer_url(waiting, "decline_seats"), {"answer": "After the summer"})
        page = client.post(answer_url(waiting, "approve_seats"), follow=True).content.decode()

    assert "This request was answered or withdrawn meanwhile." in page
    assert Organization.objects.get(pk=world.acme.organization.pk).seats == 10
    assert Event.objects.filter(type=EventType.CLIENT_SEATS_DECLINED).get().client_id == world.acme.organization.pk
    assert mailoutbox[0].subject == "More seats for Acme: declined"
    assert "After the summer" in mailoutbox[0].body
    answered = client.get(reverse("organizations:seat_request_list", args=[world.northwind.pk]) + "?answered")
    assert "After the summer" in answered.content.decode()


def test_one_request_waits_per_client_and_its_sender_takes_it_back(client, world, waiting, service_user):
    client.force_login(service_user)
    page = client.post(request_url(world.acme.organization), {"seats": 1}).content.decode()
    assert "A request for Acme waits already." in page

    client.post(answer_url(waiting, "withdraw_seats"))

    assert Event.objects.filter(type=EventType.CLIENT_SEATS_WITHDRAWN).get().acting_user_id == service_user.pk
    assert not SeatRequest.objects.exists()
    assert client.post(answer_url(waiting, "approve_seats")).status_code == 403


def test_a_request_goes_with_its_client(world, waiting, provider_admin):
    clients.unlink_client(world.northwind, world.acme.organization, actor=provider_admin)

    assert not SeatRequest.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_admins_who_approve_at_once_give_the_seats_once():
    world = make_world()
    second = make_user("second@northwind.test")
    add_provider_member(world.northwind, second, ProviderMember.Role.PROVIDER_ADMIN)
    row = seat_requests.request_seats(
        world.northwind, world.acme.organization, seats=3, reason="", actor=world.people.service_user
    )
    start, outcomes = Barrier(2), []

    def approve(person):
        start.wait()
        try:
            seat_requests.approve_request(world.northwind, row, actor=person)
        except clients.ClientRefused:
            outcomes.append("refused")
        else:
            outcomes.append("given")
        connection.close()

    threads = [Thread(target=approve, args=[person]) for person in (world.people.provider_admin, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["given", "refused"]
    assert Organization.objects.get(pk=world.acme.organization.pk).seats == 13
