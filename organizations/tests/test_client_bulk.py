import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Event
from events.types import EventType
from organizations.models import ClientTag, Organization, SeatChange
from organizations.plans import Plan
from organizations.services.clients import unlink_client
from organizations.services.contracts import update_contract
from provider_portal.tests.world import make_organization


def act(client, world, action, clients, **body):
    url = reverse(f"organizations:{action}", kwargs={"provider_id": world.northwind.pk})
    body |= {"clients": [str(getattr(row, "pk", row)) for row in clients]}
    return client.post(url, body, content_type="application/json")


def outcome(response):
    """Return {name of the client: what was refused}."""
    names = dict(Organization.objects.values_list("pk", "name"))
    return {names[row_id]: error for row_id, error in rows(response)}


def rows(response):
    assert response.status_code == 200, response.content
    results = response.json()["results"]
    ids = {str(pk): pk for pk in Organization.objects.values_list("pk", flat=True)}
    return [(ids[row["id"]], row["error"]) for row in results]


@pytest.fixture
def clients(world):
    return [world.acme.organization, world.birch.organization]


def tags_of(organization):
    return sorted(ClientTag.objects.filter(taggings__client=organization).values_list("name", flat=True))


def test_a_tag_is_put_on_and_taken_off(client, world, clients, service_user):
    client.force_login(service_user)
    acme, birch = clients

    act(client, world, "tag_clients", clients, tag=" VIP ")
    act(client, world, "tag_clients", [acme], tag="vip")

    assert (tags_of(acme), tags_of(birch)) == (["VIP"], ["VIP"])
    assert Event.objects.filter(type=EventType.CLIENT_TAGS_CHANGED, provider_id=world.northwind.pk).count() == 3

    tag = str(world.northwind.client_tags.get().pk)
    act(client, world, "untag_clients", [acme], tag=tag)
    assert (tags_of(acme), tags_of(birch)) == ([], ["VIP"])
    act(client, world, "untag_clients", [birch], tag=tag)
    assert not world.northwind.client_tags.exists()


def test_a_foreign_tag_or_client_is_not_there(client, world, clients, provider_admin):
    theirs = world.rival.client_tags.create(name="VIP")
    client.force_login(provider_admin)

    assert act(client, world, "untag_clients", clients, tag=str(theirs.pk)).status_code == 404
    assert act(client, world, "tag_clients", [*clients, world.cedar.organization], tag="New").status_code == 404
    assert not ClientTag.objects.exclude(pk=theirs.pk).exists()


def test_the_database_ties_what_is_kept_to_the_provider_that_has_the_client(world):
    theirs = world.rival.client_tags.create(name="VIP")
    acme = world.acme.organization
    for rows, values in [
        (acme.taggings, {"provider": world.rival, "tag": theirs}),
        (acme.taggings, {"provider": world.northwind, "tag": theirs}),
        (acme.contacts, {"provider": world.rival, "name": "Robin"}),
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.create(**values)
            connection.check_constraints()


def test_what_is_kept_goes_when_the_client_leaves(world, provider_admin):
    acme = world.acme.organization
    acme.taggings.create(provider=world.northwind, tag=world.northwind.client_tags.create(name="VIP"))
    acme.contacts.create(provider=world.northwind, name="Robin")
    Organization.objects.filter(pk=acme.pk).update(enabled=False, suspended_by_provider=True)

    unlink_client(world.northwind, acme, actor=provider_admin)
    connection.check_constraints()

    acme.refresh_from_db()
    assert (acme.enabled, acme.taggings.count(), acme.contacts.count()) == (True, 0, 0)
    assert not world.northwind.client_tags.exists()


def test_seats_are_changed_row_by_row(client, world, clients, provider_admin):
    """Acme uses five seats, Birch one."""
    client.force_login(provider_admin)

    answer = outcome(act(client, world, "change_seats_of_clients", clients, mode="take", seats=6))

    assert answer == {"Acme": "Acme uses 5 seats. Remove members before you take seats away.", "Birch": None}
    assert list(Organization.objects.filter(pk__in=[row.pk for row in clients]).order_by("name").values_list("seats", flat=True)) == [10, 4]
    line = SeatChange.objects.get()
    assert (line.organization_name, line.seats_before, line.seats_after) == ("Birch", 10, 4)
    assert Event.objects.get(type=EventType.CLIENT_SEATS_CHANGED).client_id == clients[1].pk


def test_a_service_user_spends_what_is_paid_for_and_no_more(client, world, clients, service_user):
    """Twenty are paid for; Acme and Birch have five each, so that only Acme finds eight more."""
    Organization.objects.filter(pk__in=[row.pk for row in clients]).update(seats=5)
    client.force_login(service_user)

    answer = outcome(act(client, world, "change_seats_of_clients", clients, mode="add", seats=8))

    assert answer["Acme"] is None
    assert answer["Birch"] == "2 seats of this plan are unassigned. Ask a Provider Admin to buy more."


def test_nothing_is_changed_while_the_provider_is_suspended(client, world, clients, provider_admin, operator):
    terms = {"teams_seat_minimum": 20, "enterprise_seat_minimum": 20, "discount_percent": 0}
    update_contract(world.northwind, enabled=False, actor=operator, **terms)
    client.force_login(provider_admin)

    assert act(client, world, "change_seats_of_clients", clients, mode="set", seats=9).status_code == 409
    assert act(client, world, "resume_clients", clients).status_code == 409


def test_a_suspension_by_the_provider_outlives_its_own(client, world, clients, provider_admin, operator):
    acme, birch = clients
    client.force_login(provider_admin)
    terms = {"teams_seat_minimum": 20, "enterprise_seat_minimum": 20, "discount_percent": 0}

    assert outcome(act(client, world, "suspend_clients", [acme])) == {"Acme": None}
    assert outcome(act(client, world, "suspend_clients", clients)) == {"Acme": "Acme is suspended already.", "Birch": None}
    assert outcome(act(client, world, "resume_clients", [birch])) == {"Birch": None}
    for enabled in (False, True):
        update_contract(world.northwind, enabled=enabled, actor=operator, **terms)

    assert not Organization.objects.get(pk=acme.pk).enabled
    assert Organization.objects.get(pk=birch.pk).enabled
    told = Event.objects.filter(type=EventType.ORGANIZATION_SUSPENDED, organization_id=acme.pk)
    assert told.get().provider_id == world.northwind.pk
    assert Event.objects.filter(type=EventType.CLIENT_SUSPENDED).count() == 2
    assert Event.objects.get(type=EventType.CLIENT_RESUMED).client_id == birch.pk


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("tag_clients", {"tag": "VIP"}),
        ("change_seats_of_clients", {"mode": "add", "seats": 2}),
        ("suspend_clients", {}),
    ],
)
def test_the_number_of_statements_does_not_grow(client, world, clients, provider_admin, action, body):
    client.force_login(provider_admin)
    with CaptureQueriesContext(connection) as few:
        outcome(act(client, world, action, clients[:1], **body))
    many_clients = [make_organization(f"Client {number}", provider=world.northwind, plan=Plan.TEAMS) for number in range(40)]
    with CaptureQueriesContext(connection) as many:
        outcome(act(client, world, action, many_clients, **body))

    assert len(many) <= len(few)
