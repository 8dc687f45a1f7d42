import csv
import io
import json
import zipfile
from pathlib import Path

import orjson
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from playwright.sync_api import expect

from events.models import Event
from events.types import EventType
from provider_portal.tests.browser.clients import real_organization, real_provider
from provider_portal.tests.browser.helpers import PASSWORD, log_in, look_at, make_account
from script.client import crypto, items
from vault.ciphers import render_body
from vault.models import Cipher, CipherUserState, Folder
from vault.schemas import CipherRequest

FILE_PASSWORD = "seven quiet herons"
LOGIN = {"type": 1, "name": "Core router", "login": {"username": "netadmin", "password": "=not-a-real-one", "uris": [{"uri": "https://router.example", "match": None}]}}
CARD = {"type": 3, "name": "Fuel card", "card": {"number": "4000 0000", "code": "000"}}


@pytest.fixture
def client_vault(live):
    person = make_account("admin@msp.test")
    organization = real_organization("Acme", real_provider("Northwind", person))
    organization.add_items([LOGIN, CARD], organization.add_collection("Ops/Network"))
    return organization, person


def export(page, format, *, password="", binary=False):
    page.get_by_role("radio", name=format).check()
    if password:
        page.get_by_label("Password of the file", exact=True).fill(password)
        page.get_by_label("Repeat the password", exact=True).fill(password)
    page.get_by_role("button", name="Export", exact=True).click()
    if not password:
        page.get_by_role("button", name="Write it unencrypted").click()
    dialog = page.locator("#step-up")
    dialog.get_by_label("Master password", exact=True).fill(PASSWORD)
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Continue").click()
    expect(page.locator("#export-status")).to_contain_text("exported.")
    content = Path(download.value.path()).read_bytes()
    return download.value.suggested_filename, content if binary else content.decode()


def test_a_client_is_exported_in_three_formats_and_read_back_by_the_import(page, client_vault):
    organization, person = client_vault
    log_in(page, person)
    page.goto(reverse("vault:export_organization", args=[organization.row.pk]))
    look_at(page, "export-protected")

    name, plain = export(page, "JSON Everything, readable")
    file = json.loads(plain)
    assert name.startswith("bitwarden_org_export_")
    assert {item["name"]: item["type"] for item in file["items"]} == {"Core router": 1, "Fuel card": 3}
    assert file["collections"][0]["name"] == "Ops/Network"

    page.get_by_role("radio", name="CSV").check()
    look_at(page, "export-csv")
    _, table = export(page, "CSV")
    [row] = csv.DictReader(io.StringIO(table))
    assert (row["collections"], row["login_password"]) == ("Ops/Network", "=not-a-real-one")

    _, protected = export(page, "JSON with a password", password=FILE_PASSWORD)
    assert "router" not in protected
    assert json.loads(protected)["passwordProtected"] is True
    assert Event.objects.filter(type=EventType.ORGANIZATION_EXPORTED, provider_id=organization.row.provider_id).count() == 3

    page.goto(reverse("vault:import_items", args=[organization.row.pk]))
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "export.json", "mimeType": "application/json", "buffer": protected.encode()}
    )
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Password of the file").fill(FILE_PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_label("Leave out the 2 duplicates")).to_be_visible()


def test_a_wrong_master_password_gives_no_file(page, client_vault):
    organization, person = client_vault
    log_in(page, person)
    page.goto(reverse("vault:export_organization", args=[organization.row.pk]))
    page.get_by_role("radio", name="CSV").check()
    page.get_by_role("button", name="Export", exact=True).click()
    page.get_by_role("button", name="Write it unencrypted").click()
    dialog = page.locator("#step-up")
    dialog.get_by_label("Master password", exact=True).fill("not the one")
    dialog.get_by_role("button", name="Continue").click()
    expect(dialog.get_by_role("alert")).to_contain_text("The master password is wrong.")
    look_at(page, "export-wrong-password")
    assert not Event.objects.filter(type=EventType.ORGANIZATION_EXPORTED).exists()


@pytest.fixture
def storage(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }


def test_a_person_exports_their_own_items_with_folders_and_files(page, storage, live):
    person = make_account("ann@acme.test")
    folder = Folder.objects.create(user=person.user, name=crypto.encrypt("Work", person.keys.user_key))
    request = items.encrypt_item(LOGIN, person.keys.user_key)
    body = render_body(CipherRequest.model_validate(request))
    cipher = Cipher.objects.create(tenant_id=person.user.pk, user=person.user, type=1, body=body)
    CipherUserState.objects.create(user=person.user, cipher=cipher, folder=folder, favorite=True)
    log_in(page, person)
    page.goto(reverse("vault:export_vault"))
    page.get_by_label("Password of the file", exact=True).fill("short")
    page.get_by_role("button", name="Export", exact=True).click()
    expect(page.get_by_text("Use at least 12 characters.")).to_be_visible()

    name, plain = export(page, "JSON Everything, readable")
    file = orjson.loads(plain)
    assert name.startswith("bitwarden_export_")
    assert file["folders"] == [{"id": str(folder.pk), "name": "Work"}]
    [item] = file["items"]
    assert (item["folderId"], item["favorite"], item["login"]["password"]) == (str(folder.pk), True, "=not-a-real-one")

    _, protected = export(page, "JSON with a password", password=FILE_PASSWORD)
    written = json.loads(protected)
    assert (written["kdfType"], written["kdfMemory"]) == (1, 16)
    look_at(page, "export-done")

    file_key, wrapper = crypto.new_key(), crypto.decrypt_bytes(request["key"], person.keys.user_key)
    cipher.attachments.create(
        uploaded=True,
        size=1,
        file_name=crypto.encrypt("plan/../b.txt", wrapper),
        wrapped_key=crypto.encrypt(file_key, wrapper),
        file=default_storage.save("attachments/plan", ContentFile(crypto.encrypt_file(b"north wing", file_key))),
    )
    page.get_by_role("radio", name="ZIP").check()
    look_at(page, "export-zip")
    name, archive = export(page, "ZIP", binary=True)
    with zipfile.ZipFile(io.BytesIO(archive)) as found:
        assert found.testzip() is None and name.endswith(".zip")
        assert found.read(f"attachments/{cipher.pk}/plan_.._b.txt") == b"north wing"
        assert json.loads(found.read("data.json"))["items"][0]["id"] == str(cipher.pk)
    assert Event.objects.filter(type=EventType.USER_EXPORTED_VAULT, user_id=person.user.pk, organization_id=None).count() == 3
