import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from events.types import EventType
from provider_portal.tests.world import encstring
from vault import grants
from vault.levels import AccessLevel
from vault.models import Cipher, CipherCollection, Collection, ImportChunk
from vault.services import imports

pytestmark = pytest.mark.django_db


def login_item():
    return {"type": 1, "name": encstring(), "login": {"username": encstring(), "password": encstring()}}


class Import:
    """An import as the page makes it."""

    def __init__(self, client, organization):
        self.client, self.organization, self.id = client, organization, str(uuid.uuid4())

    def post(self, name, **body):
        url = reverse(f"vault:{name}", args=[self.organization.pk])
        return self.client.post(url, {"importId": self.id, **body}, content_type="application/json")

    def send(self, sequence, places, ciphers=None):
        ciphers = ciphers or [login_item() for _ in places]
        return self.post("add_import_chunk", sequence=sequence, ciphers=ciphers, places=places)

    def finish(self, chunks, *collections):
        return self.post("finish_import", chunks=chunks, collections=list(collections))


@pytest.fixture
def run(client, world, provider_admin):
    client.force_login(provider_admin)
    return Import(client, world.acme.organization)


def test_an_import_is_written_when_all_of_it_has_arrived(run, world):
    before = Cipher.objects.count()
    run.send(0, [[0], [0, 1]])
    run.send(1, [[]])
    assert Cipher.objects.count() == before

    answer = run.finish(2, {"id": str(world.acme.shared.pk)}, {"name": encstring()})

    assert answer.json() == {"items": 3, "collections": 1}
    new = Cipher.objects.filter(organization=world.acme.organization).order_by("-pk")[:3]
    assert sorted(cipher.links.count() for cipher in new) == [0, 1, 2]
    assert CipherCollection.objects.filter(collection=world.acme.shared, cipher__in=[c.pk for c in new]).count() == 2
    assert not ImportChunk.objects.exists()
    assert Event.objects.filter(type=EventType.ITEMS_IMPORTED, provider_id=world.northwind.pk).exists()


def test_an_import_with_a_gap_writes_nothing_and_can_still_be_finished(run):
    before = Cipher.objects.count()
    run.send(1, [[]])

    refused = run.finish(2)
    assert refused.status_code == 409
    assert Cipher.objects.count() == before

    run.send(0, [[]])
    assert run.finish(2).json()["items"] == 2


def test_a_chunk_sent_twice_counts_once(run):
    run.send(0, [[]])
    run.send(0, [[]])

    assert run.finish(1).json()["items"] == 1


def test_an_import_finished_twice_is_written_once(run, world):
    run.send(0, [[0]])
    first = run.finish(1, {"name": encstring()}).json()

    # The first answer got lost; the browser asks again, and may even send its chunk again.
    run.send(0, [[0]])
    assert run.finish(1, {"name": encstring()}).json() == first
    assert world.acme.organization.collections.count() == 3
    assert Event.objects.filter(type=EventType.ITEMS_IMPORTED).count() == 1


def test_a_chunk_in_clear_is_refused_by_name_and_without_its_text(run):
    answer = run.send(0, [[]], [{**login_item(), "notes": "the safe is behind the mirror"}])

    assert answer.status_code == 400
    assert list(answer.json()["validationErrors"]) == ["ciphers.0.notes"]
    assert "mirror" not in answer.content.decode()
    assert not ImportChunk.objects.exists()


def test_a_place_that_is_no_collection_of_the_import_is_refused(run):
    before = Cipher.objects.count()
    run.send(0, [[5]])

    assert run.finish(1, {"name": encstring()}).status_code == 404
    assert Cipher.objects.count() == before


def test_a_neighbors_collection_is_no_target(run, world):
    run.send(0, [[0]])

    assert run.finish(1, {"id": str(world.birch.shared.pk)}).status_code == 404


def test_nobody_finishes_or_overwrites_anothers_import(run, world, client, service_user):
    run.send(0, [[]])
    client.force_login(service_user)
    run.send(0, [[], []])

    assert ImportChunk.objects.count() == 2
    assert run.finish(1).json()["items"] == 2


def test_a_member_who_imports_manages_the_collections_made(client, world, owner):
    client.force_login(owner)
    run = Import(client, world.acme.organization)
    run.send(0, [[0]])
    run.finish(1, {"name": encstring()})

    assert Collection.objects.order_by("-pk").first().access_of(owner).manage


def test_the_statements_do_not_grow_with_the_items(run, django_assert_max_num_queries):
    for sequence in range(3):
        run.send(sequence, [[0]] * 200)
    with django_assert_max_num_queries(40):
        assert run.finish(3, {"name": encstring()}).json()["items"] == 600


def test_what_is_never_finished_is_forgotten(run):
    run.send(0, [[]])
    ImportChunk.objects.update(created_at=timezone.now() - imports.FORGOTTEN_AFTER)

    imports.forget_unfinished_imports()

    assert not ImportChunk.objects.exists()


def test_who_manages_a_collection_imports_into_it_alone(client, api, world, member):
    acme = world.acme
    grants.grant_to_members([(acme.member, acme.other, AccessLevel.MANAGE)])
    acme.organization.limit_collection_creation = True
    acme.organization.save()
    client.force_login(member)

    page = client.get(reverse("vault:import_items", args=[acme.organization.pk])).content.decode()
    assert str(acme.other.pk) in page and str(acme.shared.pk) not in page
    assert acme.organization.name in client.get(reverse("vault:import_own_items")).content.decode()

    def finished(collection, places):
        run = Import(client, acme.organization)
        run.send(0, [places])
        return run.finish(1, collection).status_code

    before = Cipher.objects.count()
    mine = {"id": str(acme.other.pk)}
    # One that is only edited, none at all, and a new one where creating is not theirs.
    assert finished({"id": str(acme.shared.pk)}, [0]) == 409
    assert finished(mine, []) == 400
    assert finished({"name": encstring()}, [0]) == 409
    assert Cipher.objects.count() == before
    assert finished(mine, [0]) == 200
    body = {"ciphers": [login_item()], "collections": [], "collectionRelationships": []}
    path = f"ciphers/import-organization?organizationId={acme.organization.pk}"
    assert api(member).ask("POST", path, body).status_code == 400
    place = {"collections": [{**mine, "name": encstring()}], "collectionRelationships": [{"key": 0, "value": 0}]}
    assert api(member).ask("POST", path, body | place).status_code == 200
    assert api(world.people.grouped).ask("POST", path, body).status_code == 404
    assert CipherCollection.objects.filter(collection=acme.other).count() == 3


@pytest.mark.parametrize(("persona", "status"), [("member", 403), ("rival_admin", 404), ("stranger", 404)])
def test_who_may_not_import(client, world, persona, status):
    client.force_login(getattr(world.people, persona))
    run = Import(client, world.acme.organization)

    assert {run.send(0, [[]]).status_code, run.finish(1).status_code} == {status}
