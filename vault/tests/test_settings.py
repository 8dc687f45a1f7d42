"""The settings of an organization: who changes which, what is recorded, and the master password before the last."""

import pytest
from django.urls import reverse

from accounts.tests.helpers import OTHER_HASH
from events.models import Event
from events.types import EventType
from organizations.models import Organization
from organizations.services.settings import SWITCHES
from provider_portal.tests.world import PROOF, Role, add_member, make_organization
from vault.models import Cipher

pytestmark = pytest.mark.django_db


def url(name, organization):
    return reverse(f"vault:{name}", args=[organization.pk])


def acme(world):
    return Organization.objects.get(pk=world.acme.organization.pk)


def events():
    return list(Event.objects.values_list("type", flat=True))


def close(client, organization, access="administration", login_hash=PROOF):
    body = {"access": access, "loginHash": login_hash}
    return client.post(url("set_provider_access", organization), body, content_type="application/json")


def test_an_owner_of_a_client_changes_its_name_alone(client, world, owner):
    client.force_login(owner)
    page = client.get(url("organization_settings", world.acme.organization)).content.decode()

    client.post(url("update_info", world.acme.organization), {"name": "Acme Ltd", "billing_email": "mine@acme.test"})

    assert "Billing e-mail address" not in page
    assert (acme(world).name, acme(world).billing_email) == ("Acme Ltd", "billing@acme.test")
    assert events() == [EventType.ORGANIZATION_UPDATED]


def test_provider_staff_change_the_billing_address_too(client, world, service_user):
    client.force_login(service_user)

    client.post(url("update_info", world.acme.organization), {"name": "Acme", "billing_email": "Bills@Northwind.test"})

    assert acme(world).billing_email == "bills@northwind.test"
    assert Event.objects.get().provider_id == world.northwind.pk


def test_an_owner_without_a_provider_changes_both(client, world, stranger):
    alone = make_organization("Alone")
    add_member(alone, stranger, Role.OWNER)
    client.force_login(stranger)

    client.post(url("update_info", alone), {"name": "Alone", "billing_email": "bills@alone.test"})

    alone.refresh_from_db()
    assert alone.billing_email == "bills@alone.test"
    assert "Provider access" not in client.get(url("organization_settings", alone)).content.decode()


def test_a_name_that_does_not_fit_is_refused_in_words(client, world, owner):
    client.force_login(owner)

    answer = client.post(url("update_info", world.acme.organization), {"name": "x" * 51})

    assert "at most 50" in answer.content.decode()
    assert events() == []


@pytest.mark.parametrize("name", SWITCHES)
def test_each_switch_is_recorded_once_each_way(client, world, owner, name):
    before = acme(world).revision_date
    client.force_login(owner)
    address = url("set_collection_management", world.acme.organization)

    for form in ({name: "on"}, {name: "on"}, {}):
        client.post(address, form)

    assert events() == list(SWITCHES[name])
    assert not getattr(acme(world), name)
    assert acme(world).revision_date > before


def test_an_owner_keeps_the_items_from_the_provider_and_back(client, world, owner):
    client.force_login(owner)

    assert close(client, world.acme.organization).json()["url"] == url("organization_settings", world.acme.organization)
    assert acme(world).provider_item_access == "administration"
    close(client, world.acme.organization, "full")

    assert acme(world).provider_item_access == "full"
    assert events() == [EventType.ORGANIZATION_CLOSED_TO_PROVIDER, EventType.ORGANIZATION_OPENED_TO_PROVIDER]


def test_without_the_master_password_nothing_changes_and_it_is_recorded(client, world, owner):
    client.force_login(owner)

    answer = close(client, world.acme.organization, login_hash=OTHER_HASH)

    assert answer.status_code == 400
    assert acme(world).provider_item_access == "full"
    assert set(events()) == {EventType.USER_FAILED_LOGIN}


@pytest.mark.parametrize("persona", ["provider_admin", "service_user"])
def test_provider_staff_see_their_access_and_never_change_it(client, world, persona):
    person = getattr(world.people, persona)
    # Not even as an owner of the client.
    add_member(world.acme.organization, person, Role.OWNER)
    client.force_login(person)

    page = client.get(url("organization_settings", world.acme.organization)).content.decode()

    assert "Full access" in page
    assert "Only an owner who does not work for the provider" in page
    assert close(client, world.acme.organization).status_code == 403
    assert acme(world).provider_item_access == "full"


def test_an_organization_without_a_provider_has_nothing_to_decide(client, world, stranger):
    alone = make_organization("Alone")
    add_member(alone, stranger, Role.OWNER)
    client.force_login(stranger)

    assert close(client, alone).status_code == 404


def test_the_vault_is_emptied_with_the_master_password_and_its_collections_stay(client, world, owner):
    organization = world.acme.organization
    client.force_login(owner)

    def purge(login_hash):
        body = {"loginHash": login_hash}
        return client.post(url("purge_organization", organization), body, content_type="application/json")

    assert "Empty the vault" in client.get(url("organization_settings", organization)).content.decode()
    assert purge(OTHER_HASH).status_code == 400
    assert Cipher.objects.filter(organization=organization).exists()
    assert purge(PROOF).json()["url"] == url("organization_settings", organization)
    assert not Cipher.objects.filter(organization=organization).exists()
    assert Cipher.objects.filter(organization=world.birch.organization).exists()
    assert organization.collections.count() == 2
    assert Event.objects.filter(type=EventType.ORGANIZATION_PURGED).count() == 1
