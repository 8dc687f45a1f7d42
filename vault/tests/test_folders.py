"""A person's folders."""

import pytest
from django.urls import reverse

from provider_portal.tests.world import encstring
from vault.models import Cipher, CipherUserState, Folder

pytestmark = pytest.mark.django_db


def url(name, folder):
    return reverse(f"vault:{name}", kwargs={"folder_id": folder.pk})


def test_a_folder_is_made_renamed_and_deleted(client, world, member):
    client.force_login(member)
    answer = client.post(reverse("vault:create_folder"), {"name": encstring()}, content_type="application/json")
    folder = Folder.objects.get(pk=answer.json()["id"])
    CipherUserState.objects.create(user=member, cipher=world.own_item, folder=folder)
    name = encstring()

    client.put(url("update_folder", folder), {"name": name}, content_type="application/json")
    assert member.folders.get(pk=folder.pk).name == name

    client.post(url("delete_folder", folder))
    assert not Folder.objects.filter(pk=folder.pk).exists()
    assert Cipher.objects.filter(pk=world.own_item.pk).exists()


def test_a_name_in_clear_is_refused(client, world, member):
    client.force_login(member)
    answer = client.post(reverse("vault:create_folder"), {"name": "Home"}, content_type="application/json")
    assert answer.status_code == 400


def test_nobody_touches_another_persons_folder(client, world, owner, superuser):
    for person in (owner, superuser):
        client.force_login(person)
        body = {"name": encstring()}
        assert client.put(url("update_folder", world.folder), body, content_type="application/json").status_code == 404
        assert client.post(url("delete_folder", world.folder)).status_code == 404
    assert Folder.objects.get(pk=world.folder.pk).name == world.folder.name
