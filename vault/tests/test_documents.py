"""The documents of `vault.documents` against what plain ORM code says of the same rows."""

import gzip
import json
import random
from datetime import timedelta
from itertools import product
from unittest.mock import patch

import pytest
from django.contrib.auth.models import Group as AuthGroup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.backends import permissions_on
from accounts.permissions import Permission as P
from organizations.models import Organization
from provider_portal.tests.world import (
    PERSONAS,
    Role,
    Status,
    add_member,
    encstring,
    make_cipher,
    make_collection,
    make_group,
    make_organization,
    make_user,
)
from vault import document_sql as sql
from vault import grants
from vault.attachment_documents import attachments_of
from vault.documents import Document
from vault.item_document import item_document, item_in_organization, item_in_sync
from vault.levels import AccessLevel, item_permissions
from vault.models import Attachment, Cipher, CipherUserState, Collection, Folder

pytestmark = pytest.mark.django_db


def wire_date(date):
    return None if date is None else date.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def text(value):
    return None if value is None else str(value)


def reference_item(cipher, user, may, *, collections):
    state = CipherUserState.objects.filter(user=user, cipher=cipher).first()
    return {
        "object": "cipherDetails",
        "id": str(cipher.pk),
        "organizationId": text(cipher.organization_id),
        "folderId": text(state.folder_id if state else None),
        "type": cipher.type,
        "reprompt": cipher.reprompt,
        "favorite": bool(state and state.favorite),
        **json.loads(f"{{{cipher.body}}}"),
        "attachments": attachments_of(cipher),
        "collectionIds": sorted(str(pk) for pk in collections),
        "organizationUseTotp": True,
        "edit": P.ITEM_EDIT in may,
        "viewPassword": P.ITEM_PASSWORD_VIEW in may,
        "permissions": {"delete": P.ITEM_DELETE in may, "restore": P.ITEM_DELETE in may},
        "creationDate": wire_date(cipher.created_at),
        "revisionDate": wire_date(cipher.revision_date),
        "deletedDate": wire_date(cipher.deleted_at),
        "archivedDate": wire_date(state.archived_at if state else None),
    }


def reference_collection(collection, user):
    access = collection.access_of(user)
    return {
        "object": "collectionDetails",
        "id": str(collection.pk),
        "organizationId": str(collection.organization_id),
        "name": collection.name,
        "externalId": collection.external_id,
        "readOnly": access.read_only if access else True,
        "hidePasswords": access.hide_passwords if access else True,
        "manage": access.manage if access else False,
        "type": collection.type,
        "defaultUserCollectionEmail": collection.default_user.email if collection.default_user else None,
    }


def reference_folders(user):
    return [
        {"object": "folder", "id": str(folder.pk), "name": folder.name, "revisionDate": wire_date(folder.revision_date)}
        for folder in user.folders.all()
    ]


def granted_items(user, organizations):
    for cipher in Cipher.objects.filter(organization__in=organizations):
        visible = cipher.collections.all().access_of(user)
        if visible:
            yield cipher, visible


def granted_permissions(cipher, user):
    return item_permissions(cipher.access_of(user), limit_deletion=cipher.organization.limit_item_deletion)


def reference_of_member(user):
    organizations = user.organization_memberships.confirmed().values("organization")
    collections = Collection.objects.filter(organization__in=organizations)
    # In the Password Manager a role gives nothing: only grants do.
    items = [
        reference_item(cipher, user, granted_permissions(cipher, user), collections=seen)
        for cipher, seen in granted_items(user, organizations)
    ]
    items += [
        reference_item(cipher, user, cipher.permissions_of(user), collections=())
        for cipher in Cipher.objects.filter(user=user)
    ]
    return {
        "ciphers": items,
        "collections": [
            reference_collection(row, user) for row in collections if row.access_of(user) is not None
        ],
        "folders": reference_folders(user),
    }


def reference_of_organization(user, organization):
    held = permissions_on(organization, user)
    if P.ITEMS_VIEW in held:
        items = [
            reference_item(
                cipher,
                user,
                cipher.permissions_of(user),
                collections=cipher.collections.values_list("pk", flat=True),
            )
            for cipher in organization.ciphers.all()
        ]
    else:
        items = [
            reference_item(cipher, user, cipher.permissions_of(user), collections=seen)
            for cipher, seen in granted_items(user, [organization])
        ]
    collections = []
    for row in organization.collections.all():
        may = permissions_on(row, user)
        if P.COLLECTION_VIEW not in may:
            continue
        entry = reference_collection(row, user)
        entry["readOnly"] = P.COLLECTION_ITEMS_EDIT not in may
        entry["hidePasswords"] = entry["hidePasswords"] and P.ITEMS_VIEW not in held
        entry["manage"] = P.COLLECTION_EDIT in may
        collections.append(entry)
    return {"ciphers": items, "collections": collections, "folders": reference_folders(user)}


def by_id(document):
    return {name: sorted(rows, key=lambda row: row["id"]) for name, rows in document.items()}


def rendered(document):
    """Return the document, having compared how its items come where they are few and where they are many."""
    few = by_id(json.loads(document.render()))
    with patch.object(sql, "FEW", -1):
        assert by_id(json.loads(document.render())) == few
    return few


@pytest.fixture
def states(world):
    """Give the member a folder, a favorite and something in the trash."""
    people = world.people
    CipherUserState.objects.create(user=people.member, cipher=world.own_item, folder=world.folder, favorite=True)
    CipherUserState.objects.create(user=people.owner, cipher=world.acme.shared_item, favorite=True)
    trashed = make_cipher(world.acme.organization, world.acme.shared, deleted_at=world.own_item.created_at)
    make_cipher(world.acme.organization)
    for size, uploaded in [(225, True), (1024, True), (1234567, True), (524_999_999, True), (9, False)]:
        attachment = {"file_name": encstring(), "size": size, "uploaded": uploaded, "file": f"attachments/{size}"}
        Attachment.objects.create(cipher=world.acme.shared_item, wrapped_key=encstring(), **attachment)
    return trashed


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_persona_gets_what_the_reference_says(world, states, persona):
    user = getattr(world.people, persona)

    assert rendered(Document(user)) == by_id(reference_of_member(user))
    for organization in Organization.objects.visible_to(user):
        document = Document(user, organization)
        assert rendered(document) == by_id(reference_of_organization(user, organization))


@pytest.mark.parametrize("seed", range(5))
def test_a_random_graph_of_grants_gives_what_the_reference_says(db, seed):
    choice = random.Random(seed)
    people = [make_user(f"person{number}@graph.test") for number in range(5)]
    organizations = [random_organization(choice, people, number) for number in range(2)]
    Folder.objects.create(user=people[0], name=encstring())

    for user in people:
        assert rendered(Document(user)) == by_id(reference_of_member(user))
        for organization in organizations:
            if Organization.objects.visible_to(user).filter(pk=organization.pk).exists():
                document = Document(user, organization)
                assert rendered(document) == by_id(reference_of_organization(user, organization))


def random_organization(choice, people, number):
    organization = make_organization(
        f"Graph {number}",
        limit_item_deletion=choice.random() < 0.5,
        limit_collection_deletion=choice.random() < 0.5,
        allow_admin_access_to_all=choice.random() < 0.5,
    )
    collections = [make_collection(organization) for _ in range(5)]
    members = [
        add_member(organization, user, choice.choice(list(Role)), choice.choice([Status.CONFIRMED] * 3 + [Status.REVOKED]))
        for user in people
    ]
    groups = [make_group(organization, f"Group {i}", *choice.sample(people, 3)) for i in range(3)]
    levels = list(AccessLevel)
    grants.grant_to_members(
        (member, collection, choice.choice(levels))
        for member in members
        for collection in choice.sample(collections, choice.randint(0, 3))
    )
    grants.grant_to_groups(
        (group, collection, choice.choice(levels))
        for group in groups
        for collection in choice.sample(collections, choice.randint(0, 3))
    )
    for _ in range(8):
        make_cipher(organization, *choice.sample(collections, choice.randint(0, 3)))
    return organization


def test_an_item_by_itself_is_as_in_the_sync(world, states):
    for user in vars(world.people).values():
        synced = {row["id"]: row for row in rendered(Document(user))["ciphers"]}
        found = {str(pk): item_in_sync(user, pk) for pk in Cipher.objects.values_list("pk", flat=True)}

        assert {pk: json.loads(item) for pk, item in found.items() if item} == synced


def test_an_item_by_itself_is_as_in_its_organization(world, states):
    for user, organization in product(vars(world.people).values(), Organization.objects.all()):
        listed = {row["id"]: row for row in rendered(Document(user, organization))["ciphers"]}
        sees_all = user.has_perm(P.ITEMS_VIEW, organization)
        for cipher in organization.ciphers.all():
            item = item_in_organization(cipher, user)
            assert (json.loads(item) if item else None) == (listed[str(cipher.pk)] if sees_all else None)
            if item and not cipher.granted_to(user):
                assert json.loads(item) == json.loads(item_document(cipher, user))


def test_a_client_under_administration_only_gives_its_provider_no_item(world, provider_admin):
    organization = world.acme.organization
    organization.provider_item_access = Organization.ProviderItemAccess.ADMINISTRATION
    organization.save()

    assert json.loads(Document(provider_admin, organization).render())["ciphers"] == []


def test_the_number_of_statements_does_not_grow_with_the_items(world, owner):
    def statements():
        with CaptureQueriesContext(connection) as captured:
            Document(owner, Organization.objects.get(pk=world.acme.organization.pk)).revision()
            Document(owner).render()
        return len(captured)

    # The first time prepares some of them.
    statements()
    few = statements()
    for _ in range(30):
        make_cipher(world.acme.organization, world.acme.shared, make_collection(world.acme.organization))
    assert statements() == few


def test_a_compressed_document_is_the_same(world, member):
    document = Document(member)
    assert gzip.decompress(document.render(compressed=True)) == document.render()


def later(model, pk):
    row = model.objects.get(pk=pk)
    model.objects.filter(pk=pk).update(revision_date=row.revision_date + timedelta(seconds=1))


def test_a_revision_changes_with_everything_it_speaks_of(world, member):
    acme = world.acme
    changes = [
        lambda: later(Collection, acme.shared.pk),
        lambda: later(Organization, acme.organization.pk),
        lambda: later(type(member), member.pk),
        lambda: grants.grant_to_members([(acme.member, acme.shared, AccessLevel.VIEW)]),
        lambda: grants.grant_to_members([(acme.member, acme.other, AccessLevel.VIEW)]),
        lambda: AuthGroup.objects.get(pk=acme.group.auth_group_id).user_set.add(member),
        lambda: acme.organization.members.filter(user=member).update(status=-1, status_before_revocation=2),
    ]
    seen = {Document(member).revision()}
    for number, change in enumerate(changes, start=1):
        change()
        seen.add(Document(member).revision())
        # A grant through a group stands behind a direct one, so joining the group changes nothing here.
        assert len(seen) == number + (number < 6)


def test_a_neighbors_change_leaves_the_revision_alone(world, member):
    before = Document(member).revision()
    later(Collection, world.birch.shared.pk)
    later(Collection, world.acme.other.pk)
    assert Document(member).revision() == before

