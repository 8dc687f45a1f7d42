import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from events.types import EventType
from organizations.models import Organization
from provider_portal.tests.world import PROOF, encstring, make_cipher
from vault.models import Cipher, Collection

pytestmark = pytest.mark.django_db
WRONG = "B" * 43 + "="


def export(client, *arguments, login_hash=PROOF):
    name = "vault:export_organization_document" if arguments else "vault:export_vault_document"
    return client.post(reverse(name, args=arguments), {"loginHash": login_hash}, content_type="application/json")


def ids(rows):
    return {row["id"] for row in rows}


def test_a_person_exports_what_is_their_own_without_the_trash(client, world, member):
    make_cipher(member, deleted_at=timezone.now())
    client.force_login(member)

    document = export(client).json()

    assert ids(document["ciphers"]) == {str(world.own_item.pk)}
    assert ids(document["folders"]) == {str(world.folder.pk)}
    # Each of the person's organizations has a copy of it.
    event = Event.objects.get(type=EventType.USER_EXPORTED_VAULT, organization_id=None)
    assert (event.user_id, event.acting_user_id) == (member.pk, member.pk)


def test_an_organization_is_exported_whole_whatever_is_granted(client, world, owner):
    make_cipher(world.acme.organization, world.acme.shared, deleted_at=timezone.now())
    unassigned = make_cipher(world.acme.organization)
    Organization.objects.update(allow_admin_access_to_all=False)
    client.force_login(owner)

    document = export(client, world.acme.organization.pk).json()

    acme = world.acme
    assert ids(document["ciphers"]) == {str(row.pk) for row in (acme.shared_item, acme.other_item, unassigned)}
    assert ids(document["collections"]) == {str(acme.shared.pk), str(acme.other.pk)}
    [shared] = [row for row in document["ciphers"] if row["id"] == str(acme.shared_item.pk)]
    assert shared["collectionIds"] == [str(acme.shared.pk)]


def test_what_a_member_keeps_is_exported_only_once_they_left(client, world, owner, member):
    kept = Collection.objects.create(
        organization=world.acme.organization, name=encstring(), type=Collection.Type.DEFAULT_USER, default_user=member
    )
    item = make_cipher(world.acme.organization, kept)
    client.force_login(owner)

    document = export(client, world.acme.organization.pk).json()
    assert str(item.pk) not in ids(document["ciphers"])
    assert str(kept.pk) not in ids(document["collections"])

    world.acme.member.delete()
    document = export(client, world.acme.organization.pk).json()
    assert str(item.pk) in ids(document["ciphers"])
    assert str(kept.pk) in ids(document["collections"])


def test_the_export_of_a_client_by_its_provider_is_in_both_logs(client, world, service_user):
    client.force_login(service_user)
    export(client, world.acme.organization.pk)

    event = Event.objects.get(type=EventType.ORGANIZATION_EXPORTED)
    assert (event.organization_id, event.provider_id) == (world.acme.organization.pk, world.northwind.pk)


def test_without_the_master_password_nothing_leaves_and_no_export_is_recorded(client, world, owner):
    client.force_login(owner)

    for arguments in ([], [world.acme.organization.pk]):
        answer = export(client, *arguments, login_hash=WRONG)
        assert answer.status_code == 400
        assert "ciphers" not in answer.json()
    exported = (EventType.ORGANIZATION_EXPORTED, EventType.USER_EXPORTED_VAULT)
    assert not Event.objects.filter(type__in=exported).exists()


def test_administration_only_keeps_the_export_from_provider_staff(client, world, provider_admin):
    Organization.objects.update(provider_item_access=Organization.ProviderItemAccess.ADMINISTRATION)
    client.force_login(provider_admin)

    assert client.get(reverse("vault:export_organization", args=[world.acme.organization.pk])).status_code == 403
    assert export(client, world.acme.organization.pk).status_code == 403
    assert Cipher.objects.filter(organization=world.acme.organization).exists()


def test_the_document_is_compressed_where_that_is_taken(client, world, member):
    client.force_login(member)
    url = reverse("vault:export_vault_document")

    answer = client.post(url, {"loginHash": PROOF}, content_type="application/json", headers={"accept-encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.content[:2] == b"\x1f\x8b"
