"""Bringing an organization of one's own to the provider (features 3.3)."""

import pytest
from django.urls import reverse

from events.models import Event
from events.types import EventType
from organizations.models import Organization, OrganizationMember, Policy, SeatChange
from organizations.plans import Plan
from organizations.services.seats import seat_accounts
from provider_portal.tests.world import add_member, encstring, make_organization
from providers.models import Provider

Role, Status = OrganizationMember.Role, OrganizationMember.Status


def url(provider):
    return reverse("organizations:add_client", args=[provider.pk])


def add(client, provider, organization, **changes):
    body = {
        "organization": str(organization.pk),
        "providerKeyId": str(provider.keys.get().pk),
        "key": encstring(),
        **changes,
    }
    return client.post(url(provider), body, content_type="application/json")


@pytest.fixture
def own(world, provider_admin):
    organization = make_organization("Own", plan=Plan.TEAMS, seats=12, seat_limit=30)
    add_member(organization, provider_admin, Role.OWNER)
    return organization


def test_an_own_organization_becomes_a_client(client, world, provider_admin, service_user, own):
    Provider.objects.filter(pk=world.northwind.pk).update(teams_seat_minimum=10)
    client.force_login(provider_admin)
    page = client.get(url(world.northwind)).content.decode()
    assert "adds 2 seats to your bill" in page
    key = encstring()

    answer = add(client, world.northwind, own, key=key)

    assert answer.json() == {"url": reverse("organizations:client_list", args=[world.northwind.pk])}
    own.refresh_from_db()
    assert (own.provider, own.provider_wrapped_key, own.status) == (world.northwind, key, Organization.Status.MANAGED)
    assert (own.billing_email, own.seat_limit, own.plan) == ("billing@northwind.test", None, Plan.TEAMS)
    # Worked example 9: twelve seats over a minimum of ten are two to buy.
    assert seat_accounts(Provider.objects.get(pk=world.northwind.pk))["teams"].purchased == 2
    lines = SeatChange.objects.order_by("pk").values_list("provider_id", "seats_before", "seats_after")
    assert list(lines) == [(None, 12, 0), (world.northwind.pk, 0, 12)]
    assert Event.objects.get(type=EventType.CLIENT_ADDED).client_id == own.pk
    client.force_login(service_user)
    assert client.get(reverse("vault:organization_vault", args=[own.pk])).status_code == 200


@pytest.mark.parametrize(
    "change",
    [{"enabled": False}, {"plan": Plan.FREE}, {"plan": Plan.FAMILIES}, {"seats": 0}, {"status": Organization.Status.PENDING}],
)
def test_what_cannot_be_a_client_is_neither_offered_nor_taken(client, world, provider_admin, own, change):
    Organization.objects.filter(pk=own.pk).update(**change)
    client.force_login(provider_admin)

    assert "No organization to add" in client.get(url(world.northwind)).content.decode()
    answer = add(client, world.northwind, own)

    assert answer.status_code == 409
    assert Organization.objects.get(pk=own.pk).provider is None
    assert not SeatChange.objects.exists()


@pytest.mark.parametrize("membership", [{"role": Role.ADMIN}, {"status": Status.ACCEPTED}])
def test_only_a_confirmed_owner_brings_it(client, world, provider_admin, own, membership):
    own.members.update(**membership)
    client.force_login(provider_admin)

    assert add(client, world.northwind, own).status_code in (404, 409)
    assert Organization.objects.get(pk=own.pk).provider is None


def test_a_client_of_another_provider_stays_there(client, world, provider_admin):
    add_member(world.cedar.organization, provider_admin, Role.OWNER)
    client.force_login(provider_admin)

    assert add(client, world.northwind, world.cedar.organization).status_code == 409
    assert add(client, world.northwind, world.dune.organization).status_code == 404
    assert Organization.objects.get(pk=world.cedar.organization.pk).provider == world.rival


def test_the_key_must_be_under_a_key_of_this_provider(client, world, provider_admin, own):
    client.force_login(provider_admin)

    answer = add(client, world.northwind, own, providerKeyId=str(world.rival.keys.get().pk))

    assert "provider key has changed" in answer.json()["message"]
    assert add(client, world.northwind, own, key="4.AAAA").status_code == 400
    Provider.objects.update(enabled=False)
    assert "is suspended" in add(client, world.northwind, own).json()["message"]
    assert Organization.objects.get(pk=own.pk).provider is None


@pytest.mark.parametrize(("plan", "wanted", "leads"), [("enterprise", True, True), ("enterprise", False, False), ("teams", True, False)])
def test_the_baseline_is_compared_before_it_is_applied(client, world, provider_admin, own, plan, wanted, leads):
    Organization.objects.filter(pk=own.pk).update(plan=plan)
    client.force_login(provider_admin)
    assert 'name="baseline"' not in client.get(url(world.northwind)).content.decode()
    world.northwind.baseline_policies.create(kind=Policy.Kind.TWO_STEP)
    assert 'name="baseline"' in client.get(url(world.northwind)).content.decode()

    next_page = add(client, world.northwind, own, comparesBaseline=wanted).json()["url"]

    assert ("/baseline/clients/apply/" in next_page) is leads
    page = client.get(next_page).content.decode()
    assert "Own is a client now." in page
    own.refresh_from_db()
    assert not own.follows_baseline
