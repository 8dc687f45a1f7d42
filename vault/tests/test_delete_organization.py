import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group as AuthGroup
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from accounts.tests.helpers import LOGIN_HASH, OTHER_HASH
from events.models import Event
from events.types import EventType
from organizations.models import Organization, SeatChange
from organizations.services.seats import seat_accounts
from provider_portal.tests.world import encstring
from vault.models import Attachment, Cipher, CipherUserState, Collection, Folder


def delete(client, organization, login_hash=LOGIN_HASH):
    url = reverse("vault:delete_organization", args=[organization.pk])
    return client.post(url, {"loginHash": login_hash}, content_type="application/json")


def known_password(person):
    person.password = make_password(LOGIN_HASH)
    person.save()
    return person


@pytest.fixture
def filled(world, settings, tmp_path):
    """Acme, with a file on one of its items and an item that a member has sorted."""
    settings.STORAGES = {**settings.STORAGES, "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}
    }}
    attachment = Attachment(
        cipher=world.acme.shared_item, file_name=encstring(), wrapped_key=encstring(), size=8, uploaded=True
    )
    attachment.file.save("a", ContentFile(b"8 bytes."))
    folder = Folder.objects.create(user=world.people.member, name=encstring())
    CipherUserState.objects.create(cipher=world.acme.shared_item, user=world.people.member, folder=folder)
    return attachment.file.name


@pytest.mark.parametrize("persona", ["owner", "provider_admin"])
def test_nothing_of_a_deleted_organization_is_left(client, world, filled, persona, on_commit):
    person = known_password(getattr(world.people, persona))
    organization, before = world.acme.organization, seat_accounts(world.northwind)["enterprise"]
    client.force_login(person)

    with on_commit():
        answer = delete(client, organization)

    home = {
        "owner": reverse("vault:member_vault"),
        "provider_admin": reverse("organizations:client_list", args=[world.northwind.pk]),
    }
    assert answer.json() == {"url": home[persona]}
    assert not Organization.objects.filter(pk=organization.pk).exists()
    assert not Cipher.objects.filter(tenant_id=organization.pk).exists()
    assert not Collection.objects.filter(organization=organization.pk).exists()
    assert not AuthGroup.objects.filter(pk=world.acme.group.auth_group_id).exists()
    assert not default_storage.exists(filled)
    # Everybody else's things stay.
    assert set(Organization.objects.all()) == {row.organization for row in (world.birch, world.cedar, world.dune)}
    assert Cipher.objects.filter(pk__in=[world.birch.shared_item.pk, world.own_item.pk]).count() == 2
    assert Folder.objects.filter(user=world.people.member).count() == 2
    line = SeatChange.objects.get()
    assert (line.provider_id, line.seats_before, line.seats_after) == (world.northwind.pk, 10, 0)
    assert seat_accounts(world.northwind)["enterprise"].assigned == before.assigned - 10
    assert Event.objects.get(type=EventType.CLIENT_DELETED).client_id == organization.pk
    assert Event.objects.get(type=EventType.ORGANIZATION_DELETED).organization_id == organization.pk


def test_without_the_master_password_nothing_is_deleted(client, world, owner):
    client.force_login(known_password(owner))

    assert delete(client, world.acme.organization, OTHER_HASH).status_code == 400
    assert Organization.objects.filter(pk=world.acme.organization.pk).exists()
    assert not SeatChange.objects.exists()


def test_a_service_user_deletes_no_client(client, world, service_user):
    client.force_login(known_password(service_user))

    assert delete(client, world.acme.organization).status_code == 403
    page = client.get(reverse("vault:organization_settings", args=[world.acme.organization.pk])).content.decode()
    assert "Acme" in page
    assert reverse("vault:delete_organization", args=[world.acme.organization.pk]) not in page


def test_statements_do_not_grow_with_the_items(client, world, owner, django_assert_max_num_queries):
    source = world.acme.shared_item
    copies = [Cipher(tenant_id=source.tenant_id, organization=source.organization, type=1, body=source.body) for _ in range(60)]
    Cipher.objects.bulk_create(copies)
    client.force_login(known_password(owner))

    with django_assert_max_num_queries(70):
        delete(client, world.acme.organization)
