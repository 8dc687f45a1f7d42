import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.models import Organization, OrganizationMember
from provider_portal.tests.world import add_member, make_user

Role = OrganizationMember.Role
Status = OrganizationMember.Status


def url(organization):
    return reverse("vault:member_list", args=[organization.pk])


def page(client, organization, **query):
    return client.get(url(organization), query)


def shown(response):
    return [row.member.user.email for row in response.context["page"].rows]


@pytest.mark.parametrize(
    ("persona", "status"),
    [
        ("owner", 200),
        ("admin", 200),
        ("provider_admin", 200),
        ("service_user", 200),
        ("custom", 403),
        ("member", 403),
        ("revoked", 404),
        ("neighbor", 404),
        ("rival_admin", 404),
        ("superuser", 404),
    ],
)
def test_who_sees_the_members(client, world, persona, status):
    client.force_login(getattr(world.people, persona))

    assert page(client, world.acme.organization).status_code == status


def test_the_members_of_this_organization_by_address(client, world, owner):
    client.force_login(owner)

    response = page(client, world.acme.organization)

    assert shown(response) == [
        f"{name}@acme.test" for name in ("admin", "custom", "grouped", "member", "owner", "revoked")
    ]
    rows = {row.member.user.email: row for row in response.context["page"].rows}
    assert (rows["member@acme.test"].collections, rows["grouped@acme.test"].groups) == (1, 1)
    assert rows["owner@acme.test"].actions == []
    assert rows["revoked@acme.test"].actions == ["restore", "remove"]
    assert "owner@birch.test" not in response.content.decode()


def test_tabs_and_search_narrow_the_list(client, world, owner):
    add_member(world.acme.organization, make_user("waits@acme.test"), status=Status.ACCEPTED)
    client.force_login(owner)

    assert shown(page(client, world.acme.organization, status="accepted")) == ["waits@acme.test"]
    assert shown(page(client, world.acme.organization, status="revoked")) == ["revoked@acme.test"]
    assert shown(page(client, world.acme.organization, q="GROUP")) == ["grouped@acme.test"]
    assert shown(page(client, world.acme.organization, q="birch")) == []
    assert shown(page(client, world.acme.organization, q="%")) == []
    counts = {tab["key"]: tab["count"] for tab in page(client, world.acme.organization).context["page"].tabs}
    assert counts == {"": 7, "invited": 0, "accepted": 1, "revoked": 1}


def test_pages_lead_on_and_back(client, world, owner):
    for number in range(120):
        add_member(world.acme.organization, make_user(f"n{number:03}@acme.test"))
    client.force_login(owner)
    every = sorted(world.acme.organization.members.values_list("user__email", flat=True))

    seen, after = [], None
    while True:
        response = page(client, world.acme.organization, **({"after": after} if after else {}))
        seen += shown(response)
        after = response.context["page"].next
        if after is None:
            break
    assert seen == every
    back = page(client, world.acme.organization, before=response.context["page"].previous)
    assert shown(back) == every[50:100]
    first = page(client, world.acme.organization, before=back.context["page"].previous)
    assert (shown(first), first.context["page"].previous) == (every[:50], None)


@pytest.mark.parametrize("place", ["x", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_place_starts_at_the_beginning(client, world, owner, place):
    client.force_login(owner)

    assert len(shown(page(client, world.acme.organization, after=place))) == 6


def test_statements_do_not_grow_with_the_rows(client, world, owner):
    client.force_login(owner)
    with CaptureQueriesContext(connection) as few:
        page(client, world.acme.organization)
    for number in range(30):
        add_member(world.acme.organization, make_user(f"n{number}@acme.test"))

    with CaptureQueriesContext(connection) as many:
        page(client, world.acme.organization)

    assert len(many) == len(few)


def test_who_only_looks_is_offered_nothing(client, world):
    user = make_user("groups@acme.test")
    add_member(world.acme.organization, user, Role.CUSTOM, custom_flags=["manageGroups"])
    client.force_login(user)

    response = page(client, world.acme.organization)

    content = response.content.decode()
    assert all(row.actions == [] for row in response.context["page"].rows)
    for absent in ('type="checkbox"', "Invite members", "/access/", "js/pages/member_list"):
        assert absent not in content


def test_staff_without_the_key_are_told_who_confirms(client, world, service_user):
    world.acme.organization.provider_item_access = Organization.ProviderItemAccess.ADMINISTRATION
    world.acme.organization.save()
    waits = add_member(world.acme.organization, make_user("waits@acme.test"), status=Status.ACCEPTED)
    client.force_login(service_user)

    response = page(client, world.acme.organization)

    assert "Confirming is up to the client" in response.content.decode()
    rows = {row.member.pk: row for row in response.context["page"].rows}
    assert "confirm" not in rows[waits.pk].actions
    assert response.context["keyring"] == {"providers": [], "organizations": []}


def test_the_page_carries_the_wrapped_keys(client, world, owner, service_user):
    client.force_login(owner)
    own = page(client, world.acme.organization).context["keyring"]
    client.force_login(service_user)
    staff = page(client, world.acme.organization).context["keyring"]

    membership = world.acme.organization.members.get(user=owner)
    organization_id = str(world.acme.organization.pk)
    assert own == {
        "providers": [],
        "organizations": [{"id": organization_id, "key": membership.wrapped_key, "providerId": None}],
    }
    [share] = staff["providers"]
    assert share["id"] == str(world.northwind.pk)
    assert staff["organizations"] == [
        {
            "id": organization_id,
            "key": world.acme.organization.provider_wrapped_key,
            "providerId": str(world.northwind.pk),
        }
    ]
