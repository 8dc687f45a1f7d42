"""Choosing among many people: the pages show some, and search for the others."""

import pytest
from django.urls import reverse

from provider_portal.tests.world import Role, add_member, make_user
from vault.people import SHOWN

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(world):
    """More members than a page shows; the last by name is Zora."""
    for number in range(SHOWN + 5):
        add_member(world.acme.organization, make_user(f"crowd{number}@acme.test"))
    return add_member(world.acme.organization, make_user("zora@acme.test"))


def test_the_access_page_shows_who_has_access_and_some_others(
    client, world, provider_admin, crowd, django_assert_max_num_queries
):
    client.force_login(provider_admin)
    address = reverse("vault:collection_access", args=[world.acme.shared.pk])

    with django_assert_max_num_queries(40):
        page = client.get(address).content.decode()

    assert "member@acme.test" in page
    assert "zora@acme.test" not in page
    assert page.count("data-kind=") == 3 + SHOWN + 1
    found = client.get(reverse("vault:collection_candidates", args=[world.acme.shared.pk]), {"q": "ZORA acme"})
    assert found.json()["people"] == [
        {"kind": "member", "id": str(crowd.pk), "name": "zora", "note": "zora@acme.test", "level": None}
    ]


def test_a_small_organization_is_on_the_page_whole(client, world, provider_admin):
    client.force_login(provider_admin)
    page = client.get(reverse("vault:collection_access", args=[world.acme.shared.pk])).content.decode()

    assert "data-candidates" not in page
    assert "grouped@acme.test" in page


def test_a_group_takes_members_that_only_the_search_finds(client, world, owner, crowd):
    client.force_login(owner)
    address = reverse("vault:update_group", args=[world.acme.organization.pk, world.acme.group.pk])
    page = client.get(address).content.decode()
    found = client.get(reverse("vault:group_candidates", args=[world.acme.organization.pk]), {"q": "zora"}).json()
    grouped = world.acme.organization.members.get(user=world.people.grouped)

    client.post(address, {"name": "Support", "members": [str(grouped.pk), found["people"][0]["id"]]})

    assert "zora@acme.test" not in page
    assert page.index("grouped@acme.test") < page.index("crowd0@acme.test")
    assert {user.email for user in world.acme.group.auth_group.user_set.all()} == {"grouped@acme.test", "zora@acme.test"}


def test_the_search_of_one_organization_finds_nobody_of_another(client, world, provider_admin):
    client.force_login(provider_admin)
    add_member(world.cedar.organization, make_user("zora@cedar.test"), Role.ADMIN)

    for name, pk in (("collection_candidates", world.acme.shared.pk), ("group_candidates", world.acme.organization.pk)):
        assert client.get(reverse(f"vault:{name}", args=[pk]), {"q": "zora"}).json()["people"] == []


def test_what_is_no_member_does_not_exist(client, world, owner):
    client.force_login(owner)
    address = reverse("vault:update_group", args=[world.acme.organization.pk, world.acme.group.pk])

    assert client.post(address, {"name": "Support", "members": ["x"]}).status_code == 404
