"""Files of items: announced, sent in parts or in one piece, counted, and gone with what they belong to."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Device
from accounts.tokens import make_access_token
from events.models import Event
from events.types import EventType
from provider_portal.tests.world import encstring
from vault import storage_quota
from vault.documents import Document
from vault.models import Attachment, EmergencyAccess
from vault.services.attachments import sweep
from vault.tasks import forget_unfinished_uploads
from vault.tests.bodies import item
from vault.tests.wire import Api

pytestmark = pytest.mark.django_db
CONTENT = bytes(range(100))


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }
    return tmp_path


def announced(**changes):
    return {"fileName": encstring(), "key": encstring(), "fileSize": len(CONTENT), **changes}


def announce(client, cipher, **changes):
    url = reverse("vault:create_attachment", args=[cipher.pk])
    return client.post(url, announced(**changes), content_type="application/json")


def address(cipher, attachment_id, name="attachment_file"):
    return reverse(f"vault:{name}", args=[cipher.pk, attachment_id])


def part(client, cipher, attachment_id, offset, content):
    url = f"{address(cipher, attachment_id)}?offset={offset}"
    return client.put(url, content, content_type="application/octet-stream")


def attach(client, cipher):
    pk = announce(client, cipher).json()["id"]
    assert part(client, cipher, pk, 0, CONTENT).json() == {"stored": len(CONTENT)}
    return Attachment.objects.get(pk=pk)


def stored():
    return default_storage.listdir("attachments")[1] if default_storage.exists("attachments") else []


def test_a_file_comes_in_parts_and_shows_once_it_is_complete(client, world, member):
    cipher, before = world.acme.shared_item, Document(member).revision()
    client.force_login(member)
    pk = announce(client, cipher).json()["id"]

    assert part(client, cipher, pk, 60, CONTENT[60:]).status_code == 400
    assert part(client, cipher, pk, 0, CONTENT[:60]).json() == {"stored": 60}
    assert part(client, cipher, pk, 60, CONTENT[60:] + b"more").status_code == 400
    assert client.get(address(cipher, pk)).status_code == 404
    assert b'"attachments":[' not in Document(member).render()
    assert part(client, cipher, pk, 60, CONTENT[60:]).json() == {"stored": 100}

    assert b"".join(client.get(address(cipher, pk)).streaming_content) == CONTENT
    assert pk.encode() in Document(member).render()
    assert Document(member).revision() != before
    assert Event.objects.get(type=EventType.CIPHER_ATTACHMENT_CREATED).cipher_id == cipher.pk
    assert part(client, cipher, pk, 0, CONTENT).status_code == 400


def test_a_file_is_deleted_and_its_content_with_it(
    client, world, member, django_capture_on_commit_callbacks
):
    client.force_login(member)
    attachment = attach(client, world.acme.shared_item)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address(world.acme.shared_item, attachment.pk, "delete_attachment")).status_code == 200
    assert not Attachment.objects.exists() and stored() == []
    assert Event.objects.filter(type=EventType.CIPHER_ATTACHMENT_DELETED).count() == 1


def test_files_go_with_their_item(client, world, member, django_capture_on_commit_callbacks):
    client.force_login(member)
    attach(client, world.own_item)
    with django_capture_on_commit_callbacks(execute=True):
        body = {"ids": [str(world.own_item.pk)]}
        client.post(reverse("vault:delete_item"), body, content_type="application/json")
    assert stored() == []


def test_there_is_room_for_so_much(client, world, member, monkeypatch):
    client.force_login(member)
    monkeypatch.setattr(storage_quota, "GIGABYTE", 45)
    attach(client, world.own_item)

    assert announce(client, world.own_item, fileSize=126).status_code == 400
    assert announce(client, world.own_item, fileSize=125).status_code == 201
    assert announce(client, world.acme.shared_item, fileSize=226).status_code == 400
    assert announce(client, world.own_item, fileSize=525_000_001).status_code == 400


def test_sharing_takes_files_along_with_keys_encrypted_anew(client, world, member):
    client.force_login(member)
    attachment = attach(client, world.own_item)
    url = reverse("vault:share_item", args=[world.own_item.pk])

    def share(**members):
        cipher = item(organizationId=str(world.acme.organization.pk), **members)
        body = {"cipher": cipher, "collectionIds": [str(world.acme.shared.pk)]}
        return client.put(url, body, content_type="application/json")

    assert share().status_code == 409
    rewrapped = {"fileName": encstring(), "key": encstring()}
    assert share(attachments2={str(attachment.pk): rewrapped}).status_code == 200
    attachment.refresh_from_db()
    assert (attachment.file_name, attachment.wrapped_key) == (rewrapped["fileName"], rewrapped["key"])


def test_what_never_came_and_what_nobody_owns_is_forgotten(
    client, world, member, django_capture_on_commit_callbacks, monkeypatch
):
    client.force_login(member)
    pk = announce(client, world.own_item).json()["id"]
    part(client, world.own_item, pk, 0, CONTENT[:10])
    orphan = attach(client, world.own_item)
    Attachment.objects.filter(pk=orphan.pk).delete()
    kept = attach(client, world.own_item)

    sweep()
    assert len(stored()) == 3
    Attachment.objects.filter(pk=pk).update(updated_at=timezone.now() - timedelta(days=2))
    monkeypatch.setattr("vault.services.attachments.UPLOAD_PATIENCE", timedelta(seconds=-1))
    with django_capture_on_commit_callbacks(execute=True):
        forget_unfinished_uploads()
    assert stored() == [kept.file.name.removeprefix("attachments/")]


# The protocol's clients.


@pytest.fixture
def wire(client, member):
    device, _ = Device.objects.get_or_create(user=member, identifier="test", defaults={"type": 25})
    token = make_access_token(member, device, client_id="cli")
    headers = {"Authorization": f"Bearer {token}"}

    def ask(method, path, body=None, **form):
        if form:
            return client.post(f"/api/ciphers/{path}", form, headers=headers)
        return getattr(client, method)(f"/api/ciphers/{path}", body, content_type="application/json", headers=headers)

    return ask


def test_a_client_sends_fetches_and_deletes_a_file(world, wire):
    cipher = world.own_item
    answer = wire("post", f"{cipher.pk}/attachment/v2", announced()).json()
    pk = answer["attachmentId"]
    assert answer["url"] == f"/ciphers/{cipher.pk}/attachment/{pk}" and answer["fileUploadType"] == 0
    assert [row["id"] for row in answer["cipherResponse"]["attachments"]] == [pk]
    assert wire("get", f"{cipher.pk}/attachment/{pk}/renew").json()["attachmentId"] == pk

    # The file's name is ciphertext with characters that parsers cut.
    upload = SimpleUploadedFile("x", CONTENT)
    upload._name = encstring()
    assert wire("post", f"{cipher.pk}/attachment/{pk}", data=upload).content == b""

    shown = wire("get", f"{cipher.pk}/attachment/{pk}").json()
    assert (shown["size"], shown["sizeName"]) == ("100", "100 Bytes")
    assert b"".join(Client().get(shown["url"]).streaming_content) == CONTENT
    assert Client().get(f"{shown['url']}x").status_code == 404

    deleted = wire("delete", f"{cipher.pk}/attachment/{pk}").json()
    assert deleted["object"] == "deleteAttachment" and deleted["cipher"]["attachments"] is None
    assert wire("get", f"{cipher.pk}/attachment/{pk}").status_code == 404


def test_a_file_of_another_length_is_forgotten(world, wire):
    pk = wire("post", f"{world.own_item.pk}/attachment/v2", announced(fileSize=99)).json()["attachmentId"]
    assert wire("post", f"{world.own_item.pk}/attachment/{pk}", data=SimpleUploadedFile("x", CONTENT)).status_code == 400
    assert not Attachment.objects.exists()


def test_an_export_takes_files_along_whatever_is_granted(client, world, owner, member):
    acme = world.acme
    client.force_login(world.people.provider_admin)
    file, trashed = attach(client, acme.other_item), attach(client, acme.shared_item)
    acme.organization.allow_admin_access_to_all = False
    acme.organization.save()

    def exported(attachment, cipher, organization=acme.organization):
        return client.get(reverse("vault:export_attachment", args=[organization.pk, cipher.pk, attachment.pk]))

    client.force_login(owner)
    answer = exported(file, acme.other_item)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, CONTENT)
    assert exported(file, acme.shared_item).status_code == 404
    acme.shared_item.deleted_at = timezone.now()
    acme.shared_item.save()
    assert exported(trashed, acme.shared_item).status_code == 404
    client.force_login(world.people.neighbor)
    assert exported(file, acme.other_item, world.birch.organization).status_code == 404
    kept = acme.organization.collections.create(name=encstring(), type=1, default_user=member)
    acme.other_item.links.create(collection=kept, organization=acme.organization)
    client.force_login(owner)
    assert exported(file, acme.other_item).status_code == 404


def test_an_emergency_contact_reads_the_files_of_the_vault_opened_to_them(client, world, member, stranger):
    own, other = attach_own(client, member, world.own_item), attach_own(client, member, world.acme.shared_item)
    EmergencyAccess.objects.filter(pk=world.contact.pk).update(status=4)
    url = reverse("vault:emergency_file", args=[world.contact.pk, own.pk])
    assert client.get(url).status_code == 404
    client.force_login(stranger)

    shown = client.get(reverse("vault:emergency_items", args=[world.contact.pk])).json()["ciphers"]
    assert [[file["id"] for file in row["attachments"] or []] for row in shown] == [[str(own.pk)]]
    assert b"".join(client.get(url).streaming_content) == CONTENT
    assert client.get(reverse("vault:emergency_file", args=[world.contact.pk, other.pk])).status_code == 404
    api, path = Api(client, stranger), f"emergency-access/{world.contact.pk}/{world.own_item.pk}/attachment/{own.pk}"
    assert "/attachment/download?token=" in api.get(path).json()["url"]
    EmergencyAccess.objects.filter(pk=world.contact.pk).update(status=2)
    assert [client.get(url).status_code, api.get(path).status_code] == [404, 404]


def attach_own(client, person, cipher):
    client.force_login(person)
    return attach(client, cipher)
