"""Custom roles that are saved under a name, and given by it; nobody saves more than they may give."""

import pytest
from django.urls import reverse

from events.models import Event
from events.types import EventType
from organizations.models import Organization, OrganizationMember
from provider_portal.tests.world import add_member, make_user

Role = OrganizationMember.Role


@pytest.fixture
def acme(world):
    return world.acme.organization


@pytest.fixture
def help_desk(acme):
    return acme.custom_roles.create(name="Help desk", flags=["manageGroups", "manageUsers"])


def url(name, organization, *more):
    return reverse(f"organizations:{name}", args=[organization.pk, *more])


def test_a_role_is_saved_changed_and_deleted(client, acme, owner):
    client.force_login(owner)

    client.post(url("create_custom_role", acme), {"name": "Help desk", "flags": ["manageUsers", "manageGroups"]})
    role = acme.custom_roles.get()
    assert role.flags == ["manageGroups", "manageUsers"]
    assert "Manage groups · Manage members" in client.get(url("custom_role_list", acme)).content.decode()

    client.post(url("update_custom_role", acme, role.pk), {"name": "Auditor", "flags": ["accessEventLogs"]})
    role.refresh_from_db()
    assert (role.name, role.flags) == ("Auditor", ["accessEventLogs"])

    client.post(url("delete_custom_role", acme, role.pk))
    assert not acme.custom_roles.exists()
    assert list(Event.objects.values_list("type", flat=True)) == [EventType.ORGANIZATION_UPDATED] * 3


@pytest.mark.parametrize(
    "form",
    [
        {"name": "HELP DESK", "flags": ["manageUsers"]},
        {"name": "Nothing"},
        {"name": "Unknown", "flags": ["everything"]},
        {"name": "", "flags": ["manageUsers"]},
    ],
)
def test_what_is_no_role_of_its_own_is_refused(client, acme, owner, help_desk, form):
    client.force_login(owner)

    assert client.post(url("create_custom_role", acme), form).status_code == 200
    assert acme.custom_roles.count() == 1


def test_it_is_offered_where_a_member_is_made_custom(client, acme, owner, help_desk):
    client.force_login(owner)

    page = client.get(reverse("vault:invite_member", args=[acme.pk])).content.decode()

    assert '<option value="manageGroups manageUsers">Help desk</option>' in page


def test_nobody_saves_touches_or_is_offered_more_than_they_hold(client, acme, help_desk):
    manager = make_user("manager@acme.test")
    add_member(acme, manager, Role.CUSTOM, custom_flags=["manageUsers"])
    client.force_login(manager)
    change, delete = (url(f"{verb}_custom_role", acme, help_desk.pk) for verb in ("update", "delete"))

    assert client.post(url("create_custom_role", acme), {"name": "More", "flags": ["managePolicies"]}).status_code == 200
    assert client.post(change, {"name": "Mine", "flags": ["manageUsers"]}).status_code == 200
    client.post(delete)

    assert list(acme.custom_roles.values_list("name", "flags")) == [("Help desk", ["manageGroups", "manageUsers"])]
    assert change not in client.get(url("custom_role_list", acme)).content.decode()
    assert "Help desk" not in client.get(reverse("vault:invite_member", args=[acme.pk])).content.decode()
    client.post(url("create_custom_role", acme), {"name": "People", "flags": ["manageUsers"]})
    assert acme.custom_roles.filter(name="People").exists()


def test_a_plan_without_custom_roles_has_no_such_page(client, acme, owner):
    Organization.objects.filter(pk=acme.pk).update(plan="teams")
    client.force_login(owner)

    assert client.get(url("custom_role_list", acme)).status_code == 404
