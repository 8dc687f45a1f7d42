from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from organizations.models import Organization, OrganizationMember
from organizations.plans import Plan
from provider_portal.tests.world import add_member, make_organization, make_user
from providers.models import ProviderMember

Status = OrganizationMember.Status


def address(provider, **query):
    return reverse("organizations:client_list", kwargs={"provider_id": provider.pk}, query=query)


def names(response):
    return [client.name for client in response.context["listing"].clients]


def test_both_kinds_of_staff_see_their_own_clients_only(client, world):
    for person in (world.people.provider_admin, world.people.service_user):
        client.force_login(person)

        response = client.get(address(world.northwind))

        assert names(response) == ["Acme", "Birch"]
        assert "Cedar" not in response.content.decode()


def test_nobody_else_finds_the_page(client, world):
    for person in (world.people.rival_admin, world.people.owner, world.people.operator, world.people.superuser):
        client.force_login(person)

        assert client.get(address(world.northwind)).status_code == 404


def test_revoked_members_take_no_seat(client, world, provider_admin):
    """The eleventh worked example of features 3.6."""
    full = make_organization("Full", provider=world.northwind, seats=10)
    statuses = [Status.CONFIRMED] * 7 + [Status.ACCEPTED] * 2 + [Status.INVITED] + [Status.REVOKED] * 3
    for number, status in enumerate(statuses):
        add_member(full, make_user(f"p{number}@full.test"), status=status)
    client.force_login(provider_admin)

    row = client.get(address(world.northwind, search="full")).context["listing"].clients[0]

    assert (row.used, row.remaining_seats) == (10, 0)


def test_search_and_order(client, world, provider_admin):
    make_organization("aardvark", provider=world.northwind, plan=Plan.TEAMS, seats=2)
    client.force_login(provider_admin)

    def listed(**query):
        return names(client.get(address(world.northwind, **query)))

    assert listed() == ["aardvark", "Acme", "Birch"]
    assert listed(sort="-name") == ["Birch", "Acme", "aardvark"]
    assert listed(search="CM") == ["Acme"]
    assert listed(search="%") == []
    assert listed(sort="used") == ["aardvark", "Birch", "Acme"]
    assert listed(sort="remaining") == ["aardvark", "Acme", "Birch"]
    assert listed(sort="-assigned") == ["Birch", "Acme", "aardvark"]
    assert listed(sort="-plan") == ["aardvark", "Birch", "Acme"]
    assert listed(sort="status")[0] == "aardvark"
    assert listed(sort="nonsense") == listed()


def test_fifty_on_a_page(client, world, provider_admin):
    for number in range(60):
        make_organization(f"Client {number:02}", provider=world.northwind)
    client.force_login(provider_admin)

    first = client.get(address(world.northwind))
    second = client.get(address(world.northwind, page=2))

    assert (len(names(first)), len(names(second))) == (50, 12)
    assert names(second)[-1] == "Client 59"


def test_the_number_of_statements_does_not_grow(client, world, provider_admin):
    client.force_login(provider_admin)
    for sort in ("name", "used"):
        with CaptureQueriesContext(connection) as few:
            client.get(address(world.northwind, sort=sort))
        for number in range(30):
            row = make_organization(f"{sort} {number}", provider=world.northwind)
            add_member(row, world.people.stranger)
        with CaptureQueriesContext(connection) as many:
            client.get(address(world.northwind, sort=sort))

        assert len(many) == len(few)


def test_no_order_reads_the_members(client, world, provider_admin):
    client.force_login(provider_admin)
    for sort in ("name", "used", "-remaining", "status"):
        with CaptureQueriesContext(connection) as statements:
            client.get(address(world.northwind, sort=sort))

        members = [query["sql"] for query in statements if "organizations_organizationmember" in query["sql"]]
        # The product switcher asks for one's own memberships.
        assert all(str(provider_admin.pk) in sql for sql in members)


def test_the_summary_line(client, world, provider_admin):
    client.force_login(provider_admin)

    page = client.get(address(world.northwind)).content.decode()

    assert "6 of 20 used" in page
    assert "Minimum 20, 0 unassigned" in page


def test_the_lone_admin_is_nagged_until_there_are_two(client, world, provider_admin):
    client.force_login(provider_admin)
    nag = "You are the only Provider Admin"

    assert nag in client.get(address(world.northwind)).content.decode()
    world.northwind.members.filter(user=world.people.service_user).update(role=ProviderMember.Role.PROVIDER_ADMIN)
    assert nag not in client.get(address(world.northwind)).content.decode()


def test_a_provider_without_clients_is_led_on(client, world, provider_admin, service_user):
    Organization.objects.filter(provider=world.northwind).delete()
    new_client = reverse("vault:create_client", kwargs={"provider_id": world.northwind.pk})

    client.force_login(provider_admin)
    assert new_client in client.get(address(world.northwind)).content.decode()
    client.force_login(service_user)
    assert new_client not in client.get(address(world.northwind)).content.decode()


def test_a_hostile_name_stays_text(client, world, provider_admin):
    name = "<img src=x onerror=alert(1)>"
    make_organization(name, provider=world.northwind)
    client.force_login(provider_admin)

    page = client.get(address(world.northwind)).content.decode()

    assert name not in page
    assert escape(name) in page
