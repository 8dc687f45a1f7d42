"""Fetching what changed: fingerprints tell of everything that is shown of an item."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from provider_portal.tests.world import PERSONAS, make_cipher
from vault import grants
from vault.documents import Document
from vault.levels import AccessLevel
from vault.models import Cipher, CipherUserState
from vault.page_documents import ChosenItems, Fingerprints, PageDocument

pytestmark = pytest.mark.django_db


def prints_of(document):
    flat = json.loads(document.render())["fingerprints"]
    return dict(zip(flat[::2], flat[1::2], strict=True))


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_way_to_ask_gives_the_same_items_and_fingerprints(world, persona):
    user = getattr(world.people, persona)
    for organization in (None, world.acme.organization):
        plain = {row["id"]: row for row in json.loads(Document(user, organization).render())["ciphers"]}
        marked = {row["id"]: row for row in json.loads(PageDocument(user, organization).render())["ciphers"]}
        chosen = json.loads(ChosenItems(user, organization, list(marked)).render())["ciphers"]
        assert {row["id"]: row for row in chosen} == marked
        assert {pk: row.pop("fingerprint") for pk, row in marked.items()} == prints_of(Fingerprints(user, organization))
        assert marked == plain


def test_a_fingerprint_changes_with_everything_that_is_shown(world, member):
    acme, cipher = world.acme, world.acme.shared_item
    rows = Cipher.objects.filter(pk=cipher.pk)
    state = CipherUserState.objects.create(user=member, cipher=cipher)
    states = CipherUserState.objects.filter(pk=state.pk)
    changes = [
        lambda: rows.update(revision_date=timezone.now()),
        lambda: rows.update(deleted_at=timezone.now()),
        lambda: rows.update(reprompt=1),
        lambda: states.update(favorite=True),
        lambda: states.update(folder=world.folder),
        lambda: states.update(archived_at=timezone.now()),
        lambda: grants.grant_to_members([(acme.member, acme.shared, AccessLevel.VIEW)]),
    ]
    seen = {prints_of(Fingerprints(member))[str(cipher.pk)]}
    for number, change in enumerate(changes, start=2):
        change()
        seen.add(prints_of(Fingerprints(member))[str(cipher.pk)])
        assert len(seen) == number


def test_items_of_elsewhere_are_not_given(client, world, member, service_user):
    client.force_login(member)
    url = reverse("vault:chosen_member_items")
    foreign = {"ids": [str(world.acme.shared_item.pk), str(world.birch.shared_item.pk)]}
    assert client.post(url, foreign, content_type="application/json").status_code == 404

    client.force_login(service_user)
    url = reverse("vault:chosen_organization_items", args=[world.acme.organization.pk])
    own = make_cipher(world.acme.organization)
    assert client.post(url, {"ids": [str(own.pk)]}, content_type="application/json").json()["ciphers"][0]["id"] == str(own.pk)
    assert client.post(url, {"ids": [str(world.own_item.pk)]}, content_type="application/json").status_code == 404
