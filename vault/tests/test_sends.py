"""Sends: kept by their owner, opened by whoever has the link, gone in time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from events.types import EventType
from provider_portal.tests.world import b64, encstring, make_user
from vault.models import Send
from vault.sends.links import access_id_of, id_of
from vault.services.sends import Gone, count, delete_due_sends
from vault.tasks import delete_due_sends as delete_due_sends_task

PASSWORD, OTHER_PASSWORD = b64(32), b64(32)


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }


@pytest.fixture
def sender(db, client):
    user = make_user("sender@acme.test")
    client.force_login(user)
    return user


def body(**fields):
    deletion = timezone.now() + timedelta(days=7)
    text = {"text": encstring(), "hidden": True}
    return {"type": 0, "name": encstring(), "key": encstring(), "text": text, "deletionDate": deletion, **fields}


def file_body(size, **fields):
    return body(type=1, text=None, file={"fileName": encstring()}, fileLength=size, **fields)


def create(client, **fields):
    response = client.post(reverse("vault:create_send"), body(**fields), content_type="application/json")
    assert response.status_code == 201, response.content
    return Send.objects.get(pk=response.json()["id"])


def change(client, send, **fields):
    url = reverse("vault:update_send", args=[send.pk])
    return client.put(url, {**body(), **fields}, content_type="application/json")


def part(client, send, offset, content):
    url = reverse("vault:add_send_part", args=[send.pk]) + f"?offset={offset}"
    return client.put(url, content, content_type="application/octet-stream")


def with_file(client, content, **fields):
    request = file_body(len(content), **fields)
    response = client.post(reverse("vault:create_send"), request, content_type="application/json")
    send = Send.objects.get(pk=response.json()["id"])
    assert part(client, send, 0, content).status_code == 200
    return send


def opened(send, name="vault:open_send", **shown):
    url = reverse(name, args=[access_id_of(send)])
    return Client().post(url, shown, content_type="application/json")


def page(send):
    return Client().get(reverse("vault:receive_send", args=[access_id_of(send)]))


def test_the_access_id_is_the_big_endian_id_in_base64url(sender, client):
    send = create(client)

    assert len(access_id_of(send)) == 22
    assert id_of(access_id_of(send)) == send.pk
    assert [id_of(text) for text in ("", "x", access_id_of(send)[:-1] + "B", "ü" * 22, "a" * 40)] == [None] * 5


def test_a_text_is_kept_listed_and_opened(sender, client):
    send = create(client, maxAccessCount=2, notes=encstring())

    answer = opened(send).json()

    assert answer["text"] == {"text": send.data["text"], "hidden": True}
    assert (answer["name"], answer["creatorIdentifier"]) == (send.name, sender.email)
    assert "key" not in answer and "notes" not in answer
    listed = client.get(reverse("vault:send_list")).context["sends"]
    assert [(row["id"], row["accessCount"]) for row in listed] == [(str(send.pk), 1)]
    types = set(Event.objects.values_list("type", flat=True))
    assert {EventType.SEND_CREATED, EventType.SEND_OPENED} <= types


def test_the_senders_address_can_be_hidden(sender, client):
    assert opened(create(client, hideEmail=True)).json()["creatorIdentifier"] is None


def test_looking_at_the_page_uses_nothing_up_and_tells_nothing(sender, client):
    send = create(client, maxAccessCount=1)

    response = page(send)

    send.refresh_from_db()
    assert (response.status_code, send.access_count) == (200, 0)
    assert sender.email not in response.text and send.name not in response.text


def dead(send):
    yield {"disabled": True}
    yield {"expires_at": timezone.now()}
    yield {"deletes_at": timezone.now()}
    yield {"max_access_count": 1, "access_count": 1}
    yield {"uploaded": False}


def test_dead_links_are_alike(sender, client):
    send = create(client)
    unknown = Send(pk=make_user("somebody@acme.test").pk)
    expected = (opened(unknown).status_code, opened(unknown).content, 404)

    for state in dead(send):
        Send.objects.filter(pk=send.pk).update(**state)
        answer = opened(send)
        assert (answer.status_code, answer.content, page(send).status_code) == expected, state
        Send.objects.filter(pk=send.pk).update(
            disabled=False, expires_at=None, deletes_at=timezone.now() + timedelta(1), max_access_count=None, uploaded=True
        )
    assert opened(send).status_code == 200
    sender.is_active = False
    sender.save()
    assert opened(send).status_code == 404


def test_a_password_is_asked_for_and_attempts_are_limited(sender, client, settings):
    settings.LOGIN_ATTEMPTS_PER_ACCOUNT = "3 per hour"
    send = create(client, password=PASSWORD)

    assert PASSWORD not in send.password_hash
    assert "password" in opened(send).json()["validationErrors"]
    assert opened(send, password=OTHER_PASSWORD).status_code == 400
    assert opened(send, password=PASSWORD).status_code == 200
    assert [opened(send, password=OTHER_PASSWORD).status_code for _ in range(4)] == [400, 400, 400, 429]
    assert opened(send, password=PASSWORD).status_code == 429
    send.refresh_from_db()
    assert send.access_count == 1


def test_a_password_stays_is_replaced_and_is_removed(sender, client):
    send = create(client, password=PASSWORD)

    assert change(client, send).status_code == 200
    assert opened(send).status_code == 400
    change(client, send, password=OTHER_PASSWORD)
    assert opened(send, password=OTHER_PASSWORD).status_code == 200
    client.post(reverse("vault:remove_send_password", args=[send.pk]))
    assert opened(send).status_code == 200


def test_a_send_is_edited_switched_and_deleted(sender, client):
    send = create(client)

    answer = change(client, send, maxAccessCount=5, hideEmail=True)
    send.refresh_from_db()
    assert (answer.json()["maxAccessCount"], send.max_access_count, send.hide_email) == (5, 5, True)
    url = reverse("vault:switch_send", args=[send.pk])
    client.put(url, {"disabled": True}, content_type="application/json")
    assert opened(send).status_code == 404
    client.put(url, {"disabled": False}, content_type="application/json")
    assert opened(send).status_code == 200
    client.post(reverse("vault:delete_send", args=[send.pk]))
    assert not Send.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"deletionDate": timezone.now() + timedelta(days=32)},
        {"deletionDate": timezone.now() - timedelta(minutes=1)},
        {"expirationDate": timezone.now() + timedelta(days=8)},
        {"maxAccessCount": 0},
        {"name": "clear text"},
        {"text": None},
        {"text": {"text": "clear text"}},
        {"password": "clear text"},
        {"type": 1},
    ],
)
def test_what_a_send_may_not_be(sender, client, fields):
    response = client.post(reverse("vault:create_send"), body(**fields), content_type="application/json")

    assert response.status_code == 400
    assert not Send.objects.exists()


def test_a_file_comes_in_parts_and_opens_when_it_is_whole(sender, client):
    content = bytes(range(256)) * 4
    response = client.post(reverse("vault:create_send"), file_body(len(content)), content_type="application/json")
    send = Send.objects.get(pk=response.json()["id"])

    assert part(client, send, 500, content[500:]).status_code == 400
    assert part(client, send, 0, content[:500]).json() == {"stored": 500}
    assert opened(send).status_code == 404
    assert part(client, send, 400, content[400:600]).json() == {"stored": 600}
    assert part(client, send, 600, content[600:] + b"x").status_code == 400
    assert part(client, send, 600, content[600:]).json() == {"stored": len(content)}
    assert part(client, send, 0, content).status_code == 400

    answer = opened(send).json()
    assert answer["file"] == {**send.data, "size": "1024", "sizeName": "1 KB"}
    url = opened(send, "vault:request_send_file").json()["url"]
    assert b"".join(Client().get(url).streaming_content) == content
    send.refresh_from_db()
    assert send.access_count == 1


def test_a_download_counts_needs_the_password_and_its_address_cannot_be_made_up(sender, client):
    send = with_file(client, b"x" * 65, maxAccessCount=1, password=PASSWORD)

    assert opened(send, "vault:request_send_file").status_code == 400
    assert opened(send, "vault:request_send_file", password=PASSWORD).status_code == 200
    assert opened(send, "vault:request_send_file", password=PASSWORD).status_code == 404
    assert Client().get(reverse("vault:download_send", args=[f"{send.pk}:1:x"])).status_code == 404
    text = create(client)
    assert opened(text, "vault:request_send_file").status_code == 404


def test_a_persons_files_have_a_quota(sender, client, settings):
    settings.PERSONAL_STORAGE_MB = 1
    with_file(client, b"x" * 1000)

    response = client.post(reverse("vault:create_send"), file_body(1024 * 1024), content_type="application/json")

    assert response.status_code == 400
    assert "1 MB" in response.json()["message"]


@pytest.mark.django_db(transaction=True)
def test_due_sends_and_given_up_uploads_are_deleted_with_their_files(client):
    sender = make_user("sender@acme.test")
    client.force_login(sender)
    due, kept = with_file(client, b"x" * 65), with_file(client, b"y" * 65)
    given_up = Send.objects.get(
        pk=client.post(reverse("vault:create_send"), file_body(9), content_type="application/json").json()["id"]
    )
    past = timezone.now() - timedelta(days=2)
    Send.objects.filter(pk=due.pk).update(deletes_at=past)
    Send.objects.filter(pk=given_up.pk).update(updated_at=past)

    delete_due_sends_task()

    assert list(Send.objects.all()) == [kept]
    assert default_storage.exists(kept.file.name) and not default_storage.exists(due.file.name)
    delete_due_sends()
    client.post(reverse("vault:delete_send", args=[kept.pk]))
    assert not default_storage.exists(kept.file.name)


@pytest.mark.django_db(transaction=True)
def test_of_those_who_come_at_once_for_the_last_opening_one_gets_it(client):
    client.force_login(make_user("sender@acme.test"))
    send = create(client, maxAccessCount=1)

    def come(_):
        try:
            count(send)
            return True
        except Gone:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(come, range(4))) == [False, False, False, True]
    send.refresh_from_db()
    assert send.access_count == 1


def test_a_page_of_many_takes_no_more_statements(sender, client):
    create(client)
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("vault:send_list"))
        count_of_one = len(one)
    for _ in range(5):
        create(client)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("vault:send_list"))
        assert len(many) == count_of_one
