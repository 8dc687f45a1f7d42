"""Creating, renaming and deleting collections, and who is granted them."""

import pytest
from django.urls import reverse

from events.models import Event
from events.types import EventType
from organizations.plans import Plan
from provider_portal.tests.world import encstring
from vault.levels import AccessLevel
from vault.models import Cipher, Collection

pytestmark = pytest.mark.django_db


def create_url(organization):
    return reverse("vault:create_collection", kwargs={"organization_id": organization.pk})


def url(name, collection):
    return reverse(f"vault:{name}", kwargs={"collection_id": collection.pk})


def post(client, address, body=None):
    return client.post(address, body or {}, content_type="application/json")


def put(client, address, body):
    return client.put(address, body, content_type="application/json")


def test_its_creator_manages_a_new_collection(client, world, member):
    client.force_login(member)
    answer = post(client, create_url(world.acme.organization), {"name": encstring()})

    collection = Collection.objects.get(pk=answer.json()["id"])
    assert collection.access_of(member) == AccessLevel.MANAGE.access
    event = Event.objects.get(type=EventType.COLLECTION_CREATED)
    assert (event.collection_id, event.acting_user_id) == (collection.pk, member.pk)


def test_provider_staff_create_without_a_grant_and_their_provider_is_told(client, world, service_user):
    client.force_login(service_user)
    answer = post(client, create_url(world.acme.organization), {"name": encstring()})

    assert not Collection.objects.get(pk=answer.json()["id"]).user_grants.exists()
    assert Event.objects.get(type=EventType.COLLECTION_CREATED).provider_id == world.northwind.pk


def test_the_free_plan_includes_two_collections(client, world, owner):
    organization = world.acme.organization
    organization.plan = Plan.FREE
    organization.save()
    client.force_login(owner)

    answer = post(client, create_url(organization), {"name": encstring()})

    assert answer.status_code == 400
    assert organization.collections.count() == 2


def test_members_do_not_create_where_that_is_limited(client, world, member):
    organization = world.acme.organization
    organization.limit_collection_creation = True
    organization.save()
    client.force_login(member)
    assert post(client, create_url(organization), {"name": encstring()}).status_code == 403


def test_a_name_in_clear_is_refused(client, world, owner):
    client.force_login(owner)
    answer = post(client, create_url(world.acme.organization), {"name": "Finance"})
    assert answer.status_code == 400
    assert "Finance" not in answer.content.decode()


def test_renaming_keeps_the_items_and_bumps_the_revision(client, world, service_user):
    shared, name = world.acme.shared, encstring()
    client.force_login(service_user)

    assert put(client, url("update_collection", shared), {"name": name}).status_code == 200

    renamed = Collection.objects.get(pk=shared.pk)
    assert renamed.name == name
    assert renamed.revision_date > shared.revision_date
    assert Event.objects.get(type=EventType.COLLECTION_UPDATED).collection_id == shared.pk


def test_deleting_keeps_the_items(client, world, service_user):
    client.force_login(service_user)
    assert post(client, url("delete_collection", world.acme.shared)).status_code == 200
    assert not Collection.objects.filter(pk=world.acme.shared.pk).exists()
    assert Cipher.objects.filter(pk=world.acme.shared_item.pk).exists()
    assert Event.objects.get(type=EventType.COLLECTION_DELETED).collection_id == world.acme.shared.pk


def test_who_may_only_edit_items_changes_no_collection(client, world, member):
    client.force_login(member)
    shared = world.acme.shared
    assert put(client, url("update_collection", shared), {"name": encstring()}).status_code == 403
    assert post(client, url("delete_collection", shared)).status_code == 403
    assert put(client, url("collection_access", shared), {"users": [], "groups": []}).status_code == 403
    assert Collection.objects.get(pk=shared.pk).name == shared.name


def test_access_is_replaced_and_those_concerned_sync_again(client, world, service_user, member, grouped):
    acme = world.acme
    owner_member = acme.organization.members.get(user=world.people.owner)
    client.force_login(service_user)
    body = {"users": [{"id": str(owner_member.pk), "manage": True}], "groups": [{"id": str(acme.group.pk), "readOnly": True}]}

    assert put(client, url("collection_access", acme.shared), body).status_code == 200

    assert acme.shared.access_of(member) is None
    assert acme.shared.access_of(world.people.owner) == AccessLevel.MANAGE.access
    assert acme.shared.access_of(grouped) == AccessLevel.VIEW.access
    for person in (member, grouped, world.people.owner):
        before = person.revision_date
        person.refresh_from_db()
        assert person.revision_date > before


def test_nobody_of_another_organization_is_granted_anything(client, world, service_user):
    stranger = world.birch.organization.members.first()
    client.force_login(service_user)
    body = {"users": [{"id": str(stranger.pk), "manage": True}], "groups": []}
    assert put(client, url("collection_access", world.acme.shared), body).status_code == 404
    assert not world.acme.shared.user_grants.filter(user=stranger.user).exists()


def test_the_access_page_shows_everybody_with_their_level(client, world, service_user):
    client.force_login(service_user)
    page = client.get(url("collection_access", world.acme.shared)).content.decode()
    assert "Support" in page
    assert "member@acme.test" in page
    assert world.acme.shared.name in page


def test_a_rival_sees_no_collection(client, world, rival_admin):
    client.force_login(rival_admin)
    assert client.get(url("collection_access", world.acme.shared)).status_code == 404
    assert post(client, url("delete_collection", world.acme.shared)).status_code == 404
