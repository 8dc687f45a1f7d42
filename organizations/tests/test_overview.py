import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.services import record
from events.types import EventType
from organizations.models import OrganizationMember
from organizations.services.seat_requests import request_seats
from provider_portal.tests.world import add_member, add_provider_member, make_organization, make_user
from providers.models import ProviderMember

Role, Status = OrganizationMember.Role, OrganizationMember.Status


def address(world):
    return reverse("organizations:overview", kwargs={"provider_id": world.northwind.pk})


def figures(response):
    return {str(figure.label): figure for figure in response.context["overview"].figures}


def test_every_number_is_that_of_the_list_it_opens(client, world, provider_admin, service_user):
    northwind = world.northwind
    full = make_organization("Full", provider=northwind, seats=2)
    for number in range(2):
        add_member(full, make_user(f"p{number}@full.test"), status=Status.ACCEPTED)
    make_organization("Closed", provider=northwind, enabled=False)
    request_seats(northwind, full, seats=3, reason="", actor=service_user)
    for number in range(2):
        colleague = make_user(f"c{number}@northwind.test")
        add_provider_member(northwind, colleague, ProviderMember.Role.SERVICE_USER, ProviderMember.Status.ACCEPTED)
    client.force_login(provider_admin)

    page = client.get(address(world))

    found = figures(page)
    assert {label: figure.count for label, figure in found.items()} == {
        "Clients with people to confirm": 1,
        "Clients without a confirmed owner": 2,
        "Clients with all seats taken": 1,
        "Clients nearly full": 1,
        "Suspended clients": 1,
        "Seat requests": 1,
        "Colleagues to confirm": 2,
    }
    assert found["Clients with people to confirm"].detail == "2 people"
    for label, figure in found.items():
        assert listed(client.get(figure.url)) == figure.count, label
    overview = page.context["overview"]
    assert listed(client.get(overview.unprotected_url)) == overview.unprotected_clients == 2


def listed(response):
    """Return how many rows the list has that a page shows, whichever it is."""
    context = response.context
    page = context["listing"].page if "listing" in context else context["page"]
    return getattr(page, "page", page).paginator.count


def test_two_step_coverage_counts_confirmed_members_of_ones_own_clients(client, world, provider_admin):
    """Acme has five confirmed members, Birch one."""
    owner = world.people.owner
    owner.two_factor_methods.create(kind=0, enabled=True)
    # A recovery code alone is no second step, and neither is a method that was not turned on.
    world.people.admin.two_factor_methods.create(kind=8, enabled=True)
    world.people.member.two_factor_methods.create(kind=1, enabled=False)
    client.force_login(provider_admin)

    overview = client.get(address(world)).context["overview"]

    assert (overview.facts["members"], overview.unprotected, overview.coverage) == (6, 5, 16)
    assert overview.unprotected_clients == 2
    assert len(client.get(overview.unprotected_url).context["listing"].clients) == 2


def test_a_service_user_sees_what_a_service_user_can_do_something_about(client, world, service_user):
    world.northwind.members.filter(user=world.people.provider_admin).update(status=ProviderMember.Status.ACCEPTED)
    client.force_login(service_user)

    assert "Colleagues to confirm" not in figures(client.get(address(world)))


def test_what_was_notable_is_told_of_ones_own_clients_alone(client, world, provider_admin):
    for place in (world.acme, world.cedar):
        record(EventType.ORGANIZATION_EXPORTED, organization_id=place.organization.pk)
        record(EventType.CIPHER_VIEWED, organization_id=place.organization.pk)
    client.force_login(provider_admin)

    page = client.get(address(world))

    log = page.context["overview"].log
    assert [(row.event.type, row.client) for row in log.rows] == [(EventType.ORGANIZATION_EXPORTED, "Acme")]
    opened = client.get(log.all_url)
    assert [row.event.type for row in opened.context["log"].rows] == [EventType.ORGANIZATION_EXPORTED]
    assert re.search(r'<option value="notable" selected>', opened.content.decode())


def test_the_number_of_statements_does_not_grow(client, world, provider_admin):
    client.force_login(provider_admin)
    record(EventType.ORGANIZATION_EXPORTED, organization_id=world.acme.organization.pk)
    with CaptureQueriesContext(connection) as few:
        client.get(address(world))
    for number in range(30):
        row = make_organization(f"Client {number}", provider=world.northwind)
        add_member(row, world.people.stranger, role=Role.OWNER)
        record(EventType.ORGANIZATION_EXPORTED, organization_id=row.pk)
    with CaptureQueriesContext(connection) as many:
        client.get(address(world))

    assert len(many) == len(few)
