"""A suspended client: its own owners keep what they have, everybody else loses it, at every door (features 3.5)."""

import json

import pytest
from django.urls import reverse

from organizations.models import Organization
from provider_portal.tests.world import encstring
from providers.models import Provider
from vault import grants
from vault.levels import AccessLevel
from vault.models import Attachment, Cipher
from vault.tests.bodies import shared
from vault.tests.wire import Api, login_request

OTHERS = ("member", "grouped", "admin", "custom", "provider_admin", "service_user")


def suspend_the_client(world):
    Organization.objects.filter(pk=world.acme.organization.pk).update(enabled=False)


def suspend_the_provider(world):
    Provider.objects.filter(pk=world.northwind.pk).update(enabled=False)
    world.northwind.clients.update(enabled=False)


@pytest.fixture(params=[suspend_the_client, suspend_the_provider])
def suspended(request, world):
    """Acme with an admin and a custom member who are granted the shared collection as well."""
    members = [world.acme.organization.membership(getattr(world.people, name)) for name in ("owner", "admin", "custom")]
    grants.grant_to_members([(member, world.acme.shared, AccessLevel.MANAGE) for member in members])
    request.param(world)
    return world.acme


def refused(response):
    return response.status_code in (400, 403, 404)


def synced(client, user):
    """Return the ids of the items and of the collections that an app of `user` gets."""
    document = Api(client, user).sync()
    return {row["id"] for row in document["ciphers"]}, {row["id"] for row in document["collections"]}


@pytest.mark.parametrize("name", OTHERS)
def test_no_page_gives_an_item_to_the_others(client, world, suspended, name):
    client.force_login(getattr(world.people, name))
    item, organization = str(suspended.shared_item.pk), {"organization_id": suspended.organization.pk}

    own = client.get(reverse("vault:member_items"))
    assert item not in own.content.decode()
    assert str(suspended.organization.pk) not in json.dumps(client.get(reverse("vault:member_vault")).context["keyring"])
    response = client.get(reverse("vault:organization_items", kwargs=organization))
    assert refused(response) or item not in response.content.decode()
    for page in ("vault:export_organization", "vault:organization_reports", "vault:import_items"):
        assert refused(client.get(reverse(page, kwargs=organization))), page


@pytest.mark.parametrize("name", OTHERS)
def test_no_page_takes_a_change_from_the_others(client, world, suspended, name):
    client.force_login(getattr(world.people, name))
    acme, item = suspended.organization, suspended.shared_item
    Attachment.objects.create(cipher=item, file_name=encstring(), wrapped_key=encstring(), size=10, uploaded=True)
    before = Cipher.objects.filter(tenant_id=acme.pk).values_list("pk", "revision_date", "deleted_at")
    before = sorted(before)

    body = json.dumps(shared(acme, suspended.shared))
    assert refused(client.post(reverse("vault:create_item"), body, content_type="application/json"))
    collections = reverse("vault:create_collection", kwargs={"organization_id": acme.pk})
    assert refused(client.post(collections, {"name": encstring()}, content_type="application/json"))
    for route in ("vault:trash_item", "vault:restore_item", "vault:delete_item"):
        assert refused(client.post(reverse(route), {"ids": [str(item.pk)]}, content_type="application/json")), route

    assert sorted(Cipher.objects.filter(tenant_id=acme.pk).values_list("pk", "revision_date", "deleted_at")) == before


@pytest.mark.parametrize("name", OTHERS)
def test_no_app_of_the_others_gets_or_changes_an_item(client, world, suspended, name):
    user = getattr(world.people, name)
    api, item = Api(client, user), suspended.shared_item

    items, collections = synced(client, user)
    assert str(item.pk) not in items
    assert str(suspended.shared.pk) not in collections
    assert refused(api.get(f"ciphers/{item.pk}"))
    assert refused(api.ask("PUT", f"ciphers/{item.pk}", login_request(organizationId=str(item.organization_id))))
    assert refused(api.ask("DELETE", f"ciphers/{item.pk}"))
    body = {
        "cipher": login_request(organizationId=str(item.organization_id)),
        "collectionIds": [str(suspended.shared.pk)],
    }
    assert refused(api.ask("POST", "ciphers/create", body))


def test_its_own_owner_keeps_everything(client, world, suspended):
    owner = world.people.owner
    client.force_login(owner)
    organization = {"organization_id": suspended.organization.pk}

    items, collections = synced(client, owner)
    assert (str(suspended.shared_item.pk) in items, str(suspended.shared.pk) in collections) == (True, True)
    assert client.get(reverse("vault:organization_items", kwargs=organization)).status_code == 200
    assert client.get(reverse("vault:export_organization", kwargs=organization)).status_code == 200
    assert client.get(reverse("vault:organization_vault", kwargs=organization)).context["has_key"]
    assert not refused(Api(client, owner).ask("DELETE", f"ciphers/{suspended.shared_item.pk}"))


def test_an_app_learns_of_it_and_of_its_end(client, world, member):
    """The list of organizations says so, the date of the last change follows, and items come back by themselves."""
    api = Api(client, member)
    before = api.get("accounts/revision-date").content
    assert str(world.acme.shared_item.pk) in synced(client, member)[0]

    client.force_login(world.people.provider_admin)
    body = {"clients": [str(world.acme.organization.pk)]}
    for action in ("suspend_clients", "resume_clients"):
        url = reverse(f"organizations:{action}", kwargs={"provider_id": world.northwind.pk})
        assert client.post(url, body, content_type="application/json").status_code == 200
        now = api.get("accounts/revision-date").content
        assert now != before
        before = now
        [organization] = api.sync()["profile"]["organizations"]
        assert organization["enabled"] is (action == "resume_clients")
        assert (str(world.acme.shared_item.pk) in synced(client, member)[0]) is organization["enabled"]


def test_who_works_for_the_provider_sees_who_is_in_it_and_why_it_is_closed(client, world, suspended, provider_admin):
    client.force_login(provider_admin)
    organization = {"organization_id": suspended.organization.pk}

    page = client.get(reverse("vault:organization_vault", kwargs=organization))
    assert "only its own owners reach its items" in page.content.decode()
    assert "keyring" not in page.content.decode()
    assert client.get(reverse("vault:member_list", kwargs=organization)).status_code == 200
    clients = Api(client, provider_admin).sync()["profile"]["providerOrganizations"]
    assert str(suspended.organization.pk) not in [row["id"] for row in clients]


def test_a_suspended_provider_of_clients_that_go_on_is_kept_out(client, world, service_user, member):
    """A reseller's clients are not suspended with it; its staff are."""
    Provider.objects.filter(pk=world.northwind.pk).update(enabled=False, type=Provider.Type.RESELLER)
    organization = {"organization_id": world.acme.organization.pk}

    client.force_login(service_user)
    assert str(world.acme.shared_item.pk) not in client.get(
        reverse("vault:organization_items", kwargs=organization)
    ).content.decode()
    assert str(world.acme.shared_item.pk) in synced(client, member)[0]
