"""The operator's pages of providers: who is found, what is agreed, and suspension."""

import pytest
from django.urls import reverse

from events.models import Event
from events.types import EventType
from organizations.models import Organization
from provider_portal.tests.world import make_provider
from providers.models import FormerContract, Provider

LIST = "/operator/providers/"
TERMS = {"teams_seat_minimum": "20", "enterprise_seat_minimum": "20", "discount_percent": "0"}


def save(client, provider, **changes):
    data = {"enabled": "on", "use_events": "on", "billing_email": provider.billing_email, **TERMS, **changes}
    url = reverse("organizations:operator_provider", args=[provider.pk])
    return client.post(url, {name: value for name, value in data.items() if value is not None})


def found(client, **query):
    return [provider.name for provider in client.get(LIST, query).context["page"]]


def test_providers_are_found_by_name_and_by_member(client, world, operator):
    client.force_login(operator)

    assert found(client) == ["Northwind", "Rival"]
    assert found(client, q="NORTH") == ["Northwind"]
    assert found(client, q="admin@rival") == ["Rival"]
    assert found(client, q="nobody") == []


def test_a_provider_is_shown_with_its_clients_and_seats_in_numbers_only(client, world, operator):
    client.force_login(operator)

    page = client.get(reverse("organizations:operator_provider", args=[world.northwind.pk])).content.decode()

    assert "<dt>Clients</dt><dd>2</dd>" in page
    assert "6 of 20 used" in page
    assert "Acme" not in page


@pytest.mark.parametrize("persona", ["provider_admin", "superuser", "owner"])
def test_nobody_else_finds_the_pages(client, world, persona):
    client.force_login(getattr(world.people, persona))

    assert client.get(LIST).status_code == 404
    assert save(client, world.northwind, discount_percent="99").status_code == 404
    assert not FormerContract.objects.exists()


def test_a_new_contract_keeps_the_former_one(client, world, operator):
    client.force_login(operator)

    save(client, world.northwind, enterprise_seat_minimum="55", discount_percent="12.5")

    world.northwind.refresh_from_db()
    assert (world.northwind.enterprise_seat_minimum, float(world.northwind.discount_percent)) == (55, 12.5)
    former = FormerContract.objects.get()
    assert (former.provider, former.enterprise_seat_minimum, former.discount_percent) == (world.northwind, 20, 0)
    assert Event.objects.get().type == EventType.PROVIDER_CONTRACT_CHANGED
    save(client, world.northwind, enterprise_seat_minimum="55", discount_percent="12.50")
    assert Event.objects.count() == 1


def test_where_bills_go_and_whether_there_is_a_log_are_the_operators_to_say(client, world, operator, provider_admin):
    client.force_login(operator)
    log = reverse("organizations:provider_event_log", args=[world.northwind.pk])

    save(client, world.northwind, billing_email="Bills@Northwind.test", use_events=None)

    provider = Provider.objects.get(pk=world.northwind.pk)
    assert (provider.billing_email, provider.use_events) == ("bills@northwind.test", False)
    assert Event.objects.get().type == EventType.PROVIDER_UPDATED
    assert not FormerContract.objects.exists()
    client.force_login(provider_admin)
    assert client.get(log).status_code == 404
    assert log not in client.get(reverse("organizations:client_list", args=[provider.pk])).content.decode()
    client.force_login(operator)
    save(client, provider)
    client.force_login(provider_admin)
    assert client.get(log).status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"billing_email": "nowhere"}, {"enterprise_seat_minimum": "-1"}, {"discount_percent": "101"}, {"teams_seat_minimum": ""}]
)
def test_a_contract_that_does_not_fit_is_not_saved(client, world, operator, wrong):
    client.force_login(operator)

    assert save(client, world.northwind, **wrong).status_code == 200
    assert not Event.objects.exists()


def test_a_suspended_provider_takes_its_clients_along(
    client, world, operator, provider_admin, service_user, owner
):
    client.force_login(operator)

    save(client, world.northwind, enabled=None)

    enabled = dict(Organization.objects.values_list("name", "enabled"))
    assert enabled == {"Acme": False, "Birch": False, "Cedar": True, "Dune": True}
    assert Event.objects.get().type == EventType.PROVIDER_SUSPENDED
    clients = reverse("organizations:client_list", args=[world.northwind.pk])
    for person, words in ((provider_admin, "whoever runs this portal"), (service_user, "your Provider Admin")):
        client.force_login(person)
        page = client.get(clients).content.decode()
        assert f"Northwind is suspended, and its clients with it. Contact {words}." in page
        assert "New client" not in page
        assert "Manage seats" not in page
    client.force_login(owner)
    page = client.get(reverse("vault:organization_vault", args=[world.acme.organization.pk])).content.decode()
    assert "Acme is suspended." in page
    client.force_login(operator)
    save(client, world.northwind)
    assert not Organization.objects.filter(enabled=False).exists()
    assert Event.objects.filter(type=EventType.PROVIDER_RESUMED).exists()


def test_clients_of_a_reseller_stay_active(client, world, operator):
    Provider.objects.filter(pk=world.northwind.pk).update(type=Provider.Type.RESELLER)
    client.force_login(operator)

    save(client, world.northwind, enabled=None)

    assert not Organization.objects.filter(enabled=False).exists()


def test_statements_do_not_grow_with_the_providers(client, world, operator, django_assert_max_num_queries):
    for number in range(30):
        make_provider(f"P{number}")
    client.force_login(operator)

    with django_assert_max_num_queries(14):
        assert len(found(client)) == 32
