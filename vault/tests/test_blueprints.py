"""A client's structure is kept, and the next client is made from it."""

import pytest
from django.urls import reverse

from events.models import Event
from events.types import EventType
from organizations.models import Organization, Policy
from provider_portal.tests.world import encstring, public_key
from vault import grants
from vault.levels import AccessLevel
from vault.models import Blueprint, CollectionUserGrant

Kind = Policy.Kind


def save_url(world, organization=None):
    return reverse("vault:save_blueprint", args=[world.northwind.pk, (organization or world.acme.organization).pk])


def saved(world, *collections, **fields):
    named = [{"id": str(collection.pk), "name": encstring()} for collection in collections]
    key = str(world.northwind.keys.get().pk)
    return {"providerKeyId": key, "key": encstring(), "name": encstring(), "collections": named, **fields}


@pytest.fixture
def admin(client, provider_admin):
    client.force_login(provider_admin)
    return lambda url, body: client.post(url, body, content_type="application/json")


@pytest.fixture
def structured(world):
    """Give Acme policies of which one needs the other, a saved role, a setting, and a second grant of its group."""
    organization = world.acme.organization
    organization.policies.create(kind=Kind.SINGLE_ORGANIZATION, enabled=True, data={})
    organization.policies.create(kind=Kind.VAULT_TIMEOUT, enabled=True, data={"minutes": 30, "action": "lock"})
    organization.policies.create(kind=Kind.REMOVE_PIN_UNLOCK, enabled=False, data={})
    organization.custom_roles.create(name="Help desk", flags=["manageUsers"])
    Organization.objects.filter(pk=organization.pk).update(limit_item_deletion=True)
    grants.grant_to_groups([(world.acme.group, world.acme.other, AccessLevel.EDIT)])


@pytest.fixture
def blueprint(admin, world, structured):
    body = saved(world, world.acme.other, world.acme.shared)
    assert admin(save_url(world), body).status_code == 200
    return Blueprint.objects.get()


def test_the_structure_is_kept_without_people_items_or_keys(world, blueprint):
    assert len(blueprint.structure["collections"]) == 2
    assert world.acme.shared.name not in blueprint.structure["collections"]
    assert blueprint.structure["groups"] == [{"name": "Support", "grants": [[0, "view_hidden"], [1, "edit"]]}]
    assert [row["kind"] for row in blueprint.structure["policies"]] == [Kind.SINGLE_ORGANIZATION, Kind.VAULT_TIMEOUT]
    assert blueprint.structure["settings"]["limit_item_deletion"] is True
    assert Event.objects.get().type == EventType.CLIENT_BLUEPRINT_SAVED
    text = str(blueprint.structure)
    assert "acme.test" not in text
    assert str(world.acme.shared_item.pk) not in text


def test_a_blueprint_names_exactly_the_clients_collections(admin, world):
    some = saved(world, world.acme.shared)
    foreign = saved(world, world.acme.shared, world.acme.other, world.birch.shared)

    assert admin(save_url(world), some).status_code == 409
    assert admin(save_url(world), foreign).status_code == 404
    assert not Blueprint.objects.exists()


def new_client(client, world, plan="enterprise", **fields):
    page = client.get(reverse("vault:create_client", args=[world.northwind.pk]))
    draft = page.context["form"]["draft"].value()
    details = {"draft": draft, "plan": plan, "name": "Elm", "owner_email": "owner@elm.test", "seats": "7", **fields}
    keys = {"key": encstring(), "publicKey": public_key(), "privateKey": encstring()}
    key = str(world.northwind.keys.get().pk)
    return {"details": details, "providerKeyId": key, "names": [encstring(), encstring()], **keys}


def create(admin, world, body):
    return admin(reverse("vault:create_client", args=[world.northwind.pk]), body)


def test_the_next_client_is_made_from_it(client, admin, world, blueprint):
    body = new_client(client, world, blueprint=str(blueprint.pk))

    assert create(admin, world, body).status_code == 200

    elm = Organization.objects.get(name="Elm")
    collections = list(elm.collections.order_by("pk"))
    assert [collection.name for collection in collections] == body["names"]
    group = elm.groups.get()
    levels = {collections[0].pk: AccessLevel.VIEW_HIDDEN, collections[1].pk: AccessLevel.EDIT}
    assert (group.name, grants.levels_of_group(group)) == ("Support", levels)
    assert not group.auth_group.user_set.exists()
    assert elm.limit_item_deletion
    assert list(elm.custom_roles.values_list("name", "flags")) == [("Help desk", ["manageUsers"])]
    policies = dict(elm.policies.filter(enabled=True).values_list("kind", "data"))
    assert policies == {Kind.SINGLE_ORGANIZATION: {}, Kind.VAULT_TIMEOUT: {"minutes": 30, "action": "lock"}}
    managed = CollectionUserGrant.objects.filter(member=elm.members.get())
    assert {grant.permission.codename for grant in managed} == {"manage"}
    assert managed.count() == 2


def test_a_plan_without_policies_gets_the_rest(client, admin, world, blueprint):
    create(admin, world, new_client(client, world, "teams", blueprint=str(blueprint.pk)))

    elm = Organization.objects.get(name="Elm")
    assert elm.groups.count() == 1
    assert not elm.policies.exists()
    assert not elm.custom_roles.exists()


def test_a_blueprint_from_before_saved_roles_makes_a_client(client, admin, world, blueprint):
    del blueprint.structure["roles"]
    blueprint.save()

    assert create(admin, world, new_client(client, world, blueprint=str(blueprint.pk))).status_code == 200


def test_a_blueprint_of_elsewhere_or_of_another_shape_makes_no_client(client, admin, world, blueprint):
    foreign = Blueprint.objects.create(
        provider=world.rival, provider_key=world.rival.keys.get(), wrapped_key=encstring(), name=encstring(), structure={}
    )
    short = new_client(client, world, blueprint=str(blueprint.pk))

    assert create(admin, world, new_client(client, world, blueprint=str(foreign.pk))).status_code == 404
    assert create(admin, world, {**short, "names": [encstring()]}).status_code == 409
    assert create(admin, world, new_client(client, world)).status_code == 400
    assert not Organization.objects.filter(name="Elm").exists()


def test_it_is_renamed_and_deleted(client, admin, world, blueprint):
    arguments, name = [world.northwind.pk, blueprint.pk], encstring()

    assert admin(reverse("vault:rename_blueprint", args=arguments), {"name": "plain"}).status_code == 400
    admin(reverse("vault:rename_blueprint", args=arguments), {"name": name})
    assert Blueprint.objects.get().name == name
    client.post(reverse("vault:delete_blueprint", args=arguments))

    assert not Blueprint.objects.exists()
    kinds = set(Event.objects.values_list("type", flat=True))
    assert {EventType.PROVIDER_BLUEPRINT_RENAMED, EventType.PROVIDER_BLUEPRINT_DELETED} <= kinds


def test_a_client_that_keeps_its_key_is_not_saved(client, admin, world):
    Organization.objects.filter(pk=world.acme.organization.pk).update(provider_item_access="administration")

    page = client.get(save_url(world)).content.decode()

    assert "this client keeps its key to itself" in page
    assert world.acme.organization.provider_wrapped_key not in page
