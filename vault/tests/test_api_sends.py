"""Sends as Bitwarden's clients make and open them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from provider_portal.tests.world import b64, encstring
from vault.models import Send

TOKEN = "/identity/connect/token"
FILE = b"\x02" + bytes(100)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}


def text_send(**changes):
    deletion = (timezone.now() + timedelta(days=3)).isoformat()
    text = {"response": None, "text": encstring(), "hidden": False}
    body = {"type": 0, "name": encstring(), "notes": None, "key": encstring(), "text": text, "emails": None}
    return body | {"deletionDate": deletion, "maxAccessCount": None, "expirationDate": None, "authType": 2} | changes


def let_in(client, access_id, **fields):
    form = {"client_id": "send", "grant_type": "send_access", "scope": "api.send.access", "send_id": access_id}
    return client.post(TOKEN, form | fields)


def bearer(answer):
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def test_a_text_is_opened_by_the_link_until_it_is_deleted(api, client, member):
    asking, body = api(member), text_send()
    made = asking.ask("POST", "sends", body).json()
    assert (made["object"], made["authType"], made["password"]) == ("send", 2, None)
    assert made["id"] in {row["id"] for row in asking.sync()["sends"]}

    token = let_in(client, made["accessId"])
    opened = client.post("/api/sends/access", headers=bearer(token)).json()
    assert (opened["text"]["text"], opened["creatorIdentifier"]) == (body["text"]["text"], member.email)
    assert asking.get(f"sends/{made['id']}").json()["accessCount"] == 1

    assert asking.ask("DELETE", f"sends/{made['id']}").status_code == 200
    # Clients keep the token for a while.
    assert client.post("/api/sends/access", headers=bearer(token)).status_code == 404
    refused = let_in(client, made["accessId"])
    assert (refused.status_code, refused.json()["send_access_error_type"]) == (400, "send_id_invalid")


def test_a_text_is_no_file(api, member):
    before = Send.objects.count()

    assert api(member).ask("POST", "sends/file/v2", text_send()).status_code == 400
    assert Send.objects.count() == before


def test_a_password_is_asked_kept_changed_and_removed(api, client, member):
    asking, password = api(member), b64(32)
    made = asking.ask("POST", "sends", text_send(password=password, authType=1)).json()
    path, access_id = f"sends/{made['id']}", made["accessId"]
    assert made["authType"] == 1 and password not in str(made)

    kinds = [
        let_in(client, access_id, **fields).json().get("send_access_error_type")
        for fields in ({}, {"password_hash_b64": b64(32)}, {"password_hash_b64": password})
    ]
    assert kinds == ["password_hash_b64_required", "password_hash_b64_invalid", None]
    # The mark that was answered in the password's place keeps it.
    asking.ask("PUT", path, text_send(password=made["password"], authType=1))
    token = let_in(client, access_id, password_hash_b64=password)
    asking.ask("PUT", path, text_send(password=b64(32), authType=1))
    assert client.post("/api/sends/access", headers=bearer(token)).status_code == 404

    assert asking.ask("PUT", f"{path}/remove-password").json()["authType"] == 2
    asking.ask("PUT", path, text_send(password=password, authType=1))
    assert asking.ask("PUT", path, text_send(authType=2)).json()["password"] is None


def test_a_file_arrives_whole_and_is_fetched_with_a_signed_address(api, client, member):
    asking = api(member)
    body = text_send(type=1, text=None, fileLength=len(FILE), file={"response": None, "fileName": encstring()})
    answer = asking.ask("POST", "sends/file/v2", body).json()
    made, file_id = answer["sendResponse"], answer["sendResponse"]["file"]["id"]
    assert let_in(client, made["accessId"]).status_code == 400

    def upload(content):
        file = SimpleUploadedFile("2.a/b+c=|d==", content)
        return client.post(f"/api{answer['url']}", {"data": file}, headers=asking.headers)

    assert upload(FILE[:-1]).status_code == 400
    assert upload(FILE).status_code == 200
    token = let_in(client, made["accessId"])
    assert client.post("/api/sends/access/file/other", headers=bearer(token)).status_code == 404
    download = client.post(f"/api/sends/access/file/{file_id}", headers=bearer(token)).json()
    assert b"".join(client.get(download["url"]).streaming_content) == FILE


def test_another_persons_send_is_not_there(api, world, member):
    asking, path = api(member), f"sends/{world.foreign_send.pk}"
    answers = [
        asking.get(path),
        asking.ask("PUT", path, text_send()),
        asking.ask("DELETE", path),
        asking.ask("PUT", f"{path}/remove-password"),
        asking.ask("POST", f"{path}/file/x"),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert Send.objects.filter(pk=world.foreign_send.pk).exists()


def test_a_pass_of_a_person_is_none_of_a_send_and_the_other_way_round(api, client, member, world):
    asking = api(member)
    assert client.post("/api/sends/access", headers=asking.headers).status_code == 404
    made = asking.ask("POST", "sends", text_send()).json()
    token = let_in(client, made["accessId"])
    assert client.get("/api/sync", headers=bearer(token)).status_code == 401
    assert let_in(client, "").json()["send_access_error_type"] == "send_id_required"
    assert asking.ask("POST", "sends", text_send(authType=0)).status_code == 400


def test_clients_before_the_tokens_open_a_send_by_its_link_alone(api, client, member):
    password, asking = b64(32), api(member)
    body = text_send(password=password, authType=1)
    made = asking.ask("POST", "sends", body).json()
    link = f"/api/sends/access/{made['accessId']}"

    def opened(**shown):
        return client.post(link, shown, content_type="application/json")

    assert [opened().status_code, opened(password=b64(32)).status_code] == [401, 400]
    assert opened(password=password).json()["text"]["text"] == body["text"]["text"]
    assert asking.get(f"sends/{made['id']}").json()["accessCount"] == 1
    asking.ask("DELETE", f"sends/{made['id']}")
    assert opened(password=password).status_code == 404


def test_clients_before_the_tokens_fetch_a_file_by_the_link_alone(api, client, member):
    asking = api(member)
    body = text_send(type=1, text=None, fileLength=len(FILE), file={"fileName": encstring()})
    answer = asking.ask("POST", "sends/file/v2", body).json()
    client.post(f"/api{answer['url']}", {"data": SimpleUploadedFile("x", FILE)}, headers=asking.headers)

    def ask(path):
        return client.post(f"/api/sends/{path}", {"password": None}, content_type="application/json").json()

    seen = ask(f"access/{answer['sendResponse']['accessId']}")
    fetched = ask(f"{seen['id']}/access/file/{seen['file']['id']}")

    assert b"".join(client.get(fetched["url"]).streaming_content) == FILE
