import uuid

import pytest
from django.urls import reverse

from provider_portal.tests.world import encstring, make_user
from vault.models import Cipher, CipherUserState, Folder, ImportChunk

pytestmark = pytest.mark.django_db


def login_item(**fields):
    return {"type": 1, "name": encstring(), "login": {"username": encstring()}, **fields}


class Import:
    """A person's own import as the page makes it."""

    def __init__(self, client):
        self.client, self.id = client, str(uuid.uuid4())

    def post(self, name, **body):
        url = reverse(f"vault:{name}")
        return self.client.post(url, {"importId": self.id, **body}, content_type="application/json")

    def send(self, sequence, places, ciphers=None):
        ciphers = ciphers or [login_item() for _ in places]
        return self.post("add_own_import_chunk", sequence=sequence, ciphers=ciphers, places=places)

    def finish(self, chunks, *folders):
        return self.post("finish_own_import", chunks=chunks, collections=list(folders))


@pytest.fixture
def run(client, member):
    client.force_login(member)
    return Import(client)


def test_a_persons_import_is_theirs_with_folders_and_favorites(run, world, member):
    before = member.revision_date
    run.send(0, [[0], [1]], [login_item(favorite=True), login_item()])
    run.send(1, [[]])
    assert member.ciphers.count() == 1

    answer = run.finish(2, {"id": str(world.folder.pk)}, {"name": encstring()})

    assert answer.json() == {"items": 3, "collections": 1}
    assert member.ciphers.filter(tenant_id=member.pk, organization=None).count() == 4
    states = CipherUserState.objects.filter(user=member).order_by("favorite")
    assert [state.favorite for state in states] == [False, True]
    assert states[1].folder_id == world.folder.pk
    assert states[0].folder.user_id == member.pk
    assert not ImportChunk.objects.exists()
    member.refresh_from_db()
    assert member.revision_date > before


def test_what_was_archived_arrives_archived(run, member):
    run.send(0, [[], []], [login_item(archivedDate="2024-05-06T07:08:09.123Z"), login_item()])

    run.finish(1)

    state = CipherUserState.objects.get(user=member, archived_at__isnull=False)
    assert state.archived_at.isoformat() == "2024-05-06T07:08:09.123000+00:00"
    assert "archivedDate" not in state.cipher.body


def test_a_part_that_is_missing_keeps_the_whole_import_out(run, member):
    run.send(1, [[]])
    assert run.finish(2).status_code == 409

    run.send(0, [[]])
    assert run.finish(2).json()["items"] == 2


def test_somebody_elses_folder_is_not_there(run, world, stranger):
    foreign = Folder.objects.create(user=stranger, name=encstring())
    run.send(0, [[0]])
    before = Cipher.objects.count()

    assert run.finish(1, {"id": str(foreign.pk)}).status_code == 404
    assert (Cipher.objects.count(), Folder.objects.filter(user=stranger).count()) == (before, 1)


def test_what_was_sealed_for_an_organization_or_somebody_else_is_refused(run, world, stranger):
    organization = str(world.acme.organization.pk)

    assert run.send(0, [[]], [login_item(organizationId=organization)]).status_code >= 400
    assert run.send(0, [[]], [login_item(encryptedFor=str(stranger.pk))]).status_code >= 400
    assert not ImportChunk.objects.exists()


def test_a_place_that_was_not_named_writes_nothing(run, member):
    run.send(0, [[3]])

    assert run.finish(1, {"name": encstring()}).status_code == 404
    assert member.ciphers.count() == 1


def test_the_number_of_statements_does_not_grow_with_the_items(run, django_assert_max_num_queries):
    run.send(0, [[0]] * 200)

    with django_assert_max_num_queries(20):
        assert run.finish(1, {"name": encstring()}).json()["items"] == 200


@pytest.mark.django_db(transaction=True)
def test_a_chunk_needs_no_transaction_around_it(client):
    person = make_user("ann@nowhere.test")
    client.force_login(person)

    assert Import(client).send(0, [[]]).status_code == 200
