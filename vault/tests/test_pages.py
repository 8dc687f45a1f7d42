"""The pages of a vault, and the documents they fetch."""

import gzip
import json

import pytest
from django.urls import reverse

from events.models import Event
from events.types import EventType
from organizations.models import Organization
from provider_portal.tests.world import add_member, make_cipher, make_collection, make_user

pytestmark = pytest.mark.django_db


def vault_url(organization):
    return reverse("vault:organization_vault", kwargs={"organization_id": organization.pk})


def items_url(organization):
    return reverse("vault:organization_items", kwargs={"organization_id": organization.pk})


def test_opening_a_client_is_recorded_once_in_a_session(client, world, service_user):
    client.force_login(service_user)
    for _ in range(2):
        assert client.get(vault_url(world.acme.organization)).status_code == 200
    client.get(vault_url(world.birch.organization))

    visits = Event.objects.filter(type=EventType.ORGANIZATION_ACCESSED, acting_user_id=service_user.pk)
    assert sorted(visits.values_list("organization_id", flat=True)) == sorted(
        [world.acme.organization.pk, world.birch.organization.pk]
    )
    told = Event.objects.filter(type=EventType.CLIENT_ACCESSED, provider_id=world.northwind.pk)
    assert told.count() == 2


def test_an_owner_opening_the_own_organization_is_not_recorded(client, world, owner):
    client.force_login(owner)
    client.get(vault_url(world.acme.organization))
    assert not Event.objects.filter(type=EventType.ORGANIZATION_ACCESSED).exists()


def test_a_client_under_administration_only_shows_its_provider_no_list(client, world, provider_admin):
    organization = world.acme.organization
    organization.provider_item_access = Organization.ProviderItemAccess.ADMINISTRATION
    organization.save()
    client.force_login(provider_admin)

    page = client.get(vault_url(organization)).content.decode()

    assert "keeps its items to itself" in page
    assert organization.provider_wrapped_key not in page


def test_an_unchanged_document_is_not_sent_again(client, world, owner):
    client.force_login(owner)
    first = client.get(items_url(world.acme.organization))
    again = client.get(items_url(world.acme.organization), headers={"If-None-Match": first["ETag"]})
    make_collection(world.acme.organization)
    changed = client.get(items_url(world.acme.organization), headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, changed.status_code) == (200, 304, 200)
    assert again.content == b""


def test_a_page_names_the_revision_of_its_document(client, world, member):
    client.force_login(member)
    document = client.get(reverse("vault:member_items"))
    page = client.get(reverse("vault:member_vault")).content.decode()
    assert document["ETag"].strip('W/"') in page


def test_a_document_is_compressed_for_those_who_accept_it(client, world, member):
    client.force_login(member)
    plain = client.get(reverse("vault:member_items"))
    packed = client.get(reverse("vault:member_items"), headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.content)) == json.loads(plain.content)


@pytest.mark.parametrize("name", ["vault:member_vault", "vault:organization_vault"])
def test_the_statements_of_a_page_do_not_grow(client, world, owner, name, django_assert_max_num_queries):
    organization = world.acme.organization
    url = vault_url(organization) if "organization" in name else reverse(name)
    client.force_login(owner)
    client.get(url)
    for number in range(30):
        make_cipher(organization, make_collection(organization))
        add_member(organization, make_user(f"more{number}@acme.test"))
    with django_assert_max_num_queries(20):
        client.get(url)


@pytest.mark.parametrize("route", ["vault:member_list", "organizations:policy_list", "vault:organization_event_log"])
def test_by_whatever_page_staff_come_in_the_client_hears_of_it(client, world, service_user, route):
    client.force_login(service_user)
    address = reverse(route, args=[world.acme.organization.pk])

    pages = [client.get(address) for _visit in range(2)]

    assert [page.status_code for page in pages] == [200, 200]
    kinds = [EventType.ORGANIZATION_ACCESSED, EventType.CLIENT_ACCESSED]
    assert sorted(Event.objects.values_list("type", flat=True)) == kinds
    # The product switcher says at once where one is.
    assert [product["label"] for product in pages[0].context["shell"].products if product["current"]] == ["Acme"]
