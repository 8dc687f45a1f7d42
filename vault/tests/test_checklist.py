"""The set-up steps of a client tick themselves, and only its provider's staff see them."""

import pytest
from django.urls import reverse

from events.models import Event
from events.types import EventType
from organizations.models import Organization
from organizations.plans import Plan
from provider_portal.tests.world import make_organization
from vault.checklist import Checklist


def page(client, organization, name="organization_settings"):
    return client.get(reverse(f"vault:{name}", args=[organization.pk])).content.decode()


def undone(organization, user):
    return [step.name for step in Checklist(organization, user).steps if not step.done]


def hide(client, world):
    client.post(reverse("vault:hide_checklist", args=[world.northwind.pk, world.acme.organization.pk]))


def test_a_new_client_has_everything_to_do(world, service_user):
    new = make_organization("New", provider=world.northwind)
    new.collections.create(name=world.acme.shared.name)

    assert undone(new, service_user) == ["owner", "collections", "items", "policies", "groups", "people"]
    assert [step.name for step in Checklist(new, service_user).steps if step.done] == []


def test_steps_tick_themselves_in_one_statement(world, service_user, django_assert_num_queries):
    organization = world.acme.organization
    assert undone(organization, service_user) == ["policies"]
    organization.policies.create(kind=1, enabled=True)
    service_user.has_perm("organization:items:import", organization)

    with django_assert_num_queries(1):
        checklist = Checklist(organization, service_user)

    assert (checklist.done, checklist.next) == (6, None)


@pytest.mark.parametrize(
    ("change", "missing"),
    [({"plan": Plan.TEAMS}, "policies"), ({"provider_item_access": "administration"}, "items")],
)
def test_a_step_that_cannot_be_done_here_is_left_out(world, service_user, change, missing):
    Organization.objects.filter(pk=world.acme.organization.pk).update(**change)
    organization = Organization.objects.get(pk=world.acme.organization.pk)

    assert missing not in [step.name for step in Checklist(organization, service_user).steps]


def test_the_next_step_is_on_the_clients_page(client, world, service_user, owner):
    client.force_login(service_user)
    assert "Next: Set policies." in page(client, world.acme.organization, "organization_vault")
    assert "5 of 6 steps done" in page(client, world.acme.organization)

    client.force_login(owner)
    assert "Next:" not in page(client, world.acme.organization, "organization_vault")
    assert "steps done" not in page(client, world.acme.organization)


def test_it_is_hidden_once_it_is_complete(client, world, service_user):
    organization = world.acme.organization
    client.force_login(service_user)
    hide(client, world)
    assert "steps done" in page(client, organization)
    organization.policies.create(kind=1, enabled=True)
    assert "Hide these steps" in page(client, organization)

    hide(client, world)

    assert "steps done" not in page(client, organization)
    assert Event.objects.filter(type=EventType.CLIENT_CHECKLIST_HIDDEN).count() == 1
