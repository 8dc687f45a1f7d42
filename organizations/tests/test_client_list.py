from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from organizations.models import Organization, OrganizationMember
from organizations.plans import Plan
from provider_portal.tests.world import add_member, make_organization, make_user
from providers.models import ProviderMember

Role, Status = OrganizationMember.Role, OrganizationMember.Status


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


def test_each_filter_finds_what_it_says(client, world, provider_admin):
    northwind, acme = world.northwind, world.acme.organization
    teams = make_organization("Teams", provider=northwind, plan=Plan.TEAMS, seats=20)
    roomy = make_organization("Roomy", provider=northwind, seats=20)
    for number in range(18):
        person = make_user(f"p{number}@roomy.test")
        person.two_factor_methods.create(kind=0, enabled=True)
        add_member(roomy, person, role=Role.OWNER)
    add_member(teams, make_user("waits@teams.test"), status=Status.ACCEPTED)
    closed = make_organization("Closed", provider=northwind, enabled=False, seats=5)
    full = make_organization("Full", provider=northwind, seats=1)
    add_member(full, make_user("only@full.test"), role=Role.OWNER)
    acme.taggings.create(provider=northwind, tag=northwind.client_tags.create(name="VIP"))
    client.force_login(provider_admin)

    def listed(**query):
        return names(client.get(address(northwind, **query)))

    assert listed(plan="teams") == ["Teams"]
    assert listed(seats="nearly") == ["Full", "Roomy"]
    assert listed(seats="full") == ["Full"]
    assert listed(owner="missing") == ["Closed", "Teams"]
    assert listed(waiting="yes") == ["Teams"]
    assert listed(two_step="missing") == ["Acme", "Birch", "Full"]
    assert listed(status="suspended") == [closed.name]
    assert listed(tag=northwind.client_tags.get().pk) == ["Acme"]
    assert listed(owner="missing", plan="enterprise", search="clo") == ["Closed"]
    assert listed(seats="nonsense") == listed()


def test_a_tag_of_another_provider_does_not_exist(client, world, provider_admin):
    tag = world.rival.client_tags.create(name="VIP")
    client.force_login(provider_admin)

    assert client.get(address(world.northwind, tag=tag.pk)).status_code == 404
    assert client.get(address(world.northwind, tag="VIP")).status_code == 404


def test_filters_search_and_order_are_kept_in_each_others_links(client, world, provider_admin):
    client.force_login(provider_admin)

    page = client.get(address(world.northwind, search="c", sort="-used", plan="enterprise")).content.decode()

    assert 'href="?search=c&amp;sort=-used&amp;plan=enterprise&amp;owner=missing"' in page
    assert 'href="?search=c&amp;sort=-used"' in page
    assert '<input type="hidden" name="plan" value="enterprise">' in page


def test_the_export_holds_what_the_page_shows(client, world, provider_admin):
    world.acme.organization.taggings.create(
        provider=world.northwind, tag=world.northwind.client_tags.create(name="VIP")
    )
    make_organization("=HYPERLINK(1)", provider=world.northwind)
    client.force_login(provider_admin)
    url = reverse("organizations:export_clients", kwargs={"provider_id": world.northwind.pk})

    everything = b"".join(client.get(url)).decode().splitlines()
    some = b"".join(client.get(f"{url}?search=cm")).decode().splitlines()

    assert [line.split(",")[0] for line in everything] == ["Client", "'=HYPERLINK(1)", "Acme", "Birch"]
    assert len(some) == 2
    assert some[1].startswith(f"Acme,{world.acme.organization.pk},enterprise,active,10,5,5,1,0,5,VIP,")


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
    tag = world.northwind.client_tags.create(name="VIP")
    world.acme.organization.taggings.create(provider=world.northwind, tag=tag)
    for sort in ("name", "used"):
        with CaptureQueriesContext(connection) as few:
            client.get(address(world.northwind, sort=sort))
        for number in range(30):
            row = make_organization(f"{sort} {number}", provider=world.northwind)
            add_member(row, world.people.stranger)
            tag = world.northwind.client_tags.create(name=f"{sort} {number}")
            row.taggings.create(provider=world.northwind, tag=tag)
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
