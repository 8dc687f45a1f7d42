"""An item's files, types and codes, as a person meets them."""

import re

import pytest
from django.core.files.storage import default_storage
from playwright.sync_api import expect

from events.models import Event
from provider_portal.tests.browser.clients import real_organization, real_provider
from provider_portal.tests.browser.helpers import look_at, make_account
from provider_portal.tests.browser.test_vault import create, dialog, entry, login_item, open_item, open_vault, save, vault_url
from providers.models import ProviderMember
from vault.models import Attachment


@pytest.fixture
def acme(live):
    technician = make_account("technician@msp.test")
    provider = real_provider("Northwind")
    provider.add(technician, ProviderMember.Role.SERVICE_USER)
    client = real_organization("Acme", provider)
    network = client.add_collection("Ops/Network")
    client.add_items([login_item("Core router")], network)
    return client, technician


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }


def test_a_file_is_kept_encrypted_with_an_item(page, acme):
    client, technician = acme
    content = b"running configuration\n" * 1000
    open_vault(page, technician, vault_url(client))
    open_item(page, "Core router")
    body = dialog(page)
    body.locator("#item-file").set_input_files({"name": "router.cfg", "mimeType": "text/plain", "buffer": content})
    expect(body.get_by_text("router.cfg")).to_be_visible()
    look_at(page, "item-files")
    page.keyboard.press("Escape")
    expect(page.locator("tr", has_text="Core router").get_by_title("Files")).to_be_visible()
    look_at(page, "list-files")
    open_item(page, "Core router")

    attachment = Attachment.objects.get()
    stored = default_storage.open(attachment.file.name).read()
    assert len(stored) == attachment.size and b"running" not in stored and "router" not in attachment.file_name
    with page.expect_download() as download:
        body.get_by_role("button", name="Download router.cfg").click()
    assert download.value.suggested_filename == "router.cfg"
    assert download.value.path().read_bytes() == content

    body.get_by_role("button", name="Delete router.cfg").click()
    page.locator("dialog").filter(has_text="Delete this file?").get_by_role("button", name="Delete for good").click()
    expect(body.get_by_text("router.cfg")).to_be_hidden()
    assert not Attachment.objects.exists() and default_storage.listdir("attachments") == ([], [])
    body.get_by_role("button", name="Close").last.click()
    expect(entry(page, "Core router")).to_be_visible()


def test_every_type_is_kept_a_code_counts_down_and_an_item_is_cloned(page, acme):
    client, technician = acme
    open_vault(page, technician, vault_url(client))
    key = "-----BEGIN INVENTED KEY-----\nnot a key\n-----END INVENTED KEY-----"
    create(page, "SSH key", "Jump host", {"Private key": key, "Public key": "invented"})
    create(page, "Bank account", "House bank", {"Bank name": "First Fictional", "IBAN": "XX00"})
    create(page, "Driver's license", "License", {"License number": "L-1"})
    create(page, "Passport", "Passport of Ida", {"Surname": "Fictional", "Passport number": "P-1"})
    opened = {item["name"]: item for item in client.open_items()}
    assert opened["Jump host"]["sshKey"]["privateKey"] == key
    assert opened["House bank"]["bankAccount"]["iban"] == "XX00"
    assert opened["License"]["driversLicense"]["licenseNumber"] == "L-1"
    assert opened["Passport of Ida"]["passport"]["surname"] == "Fictional"

    expect(entry(page, "Passport of Ida")).to_be_visible()
    page.get_by_role("button", name="Actions for Core router").click()
    page.get_by_role("button", name="Clone").click()
    form = dialog(page)
    form.get_by_label("Authenticator key", exact=True).fill("JBSWY3DPEHPK3PXP")
    save(page)
    open_item(page, "Core router - copy")
    expect(form.locator(".totp")).to_have_text(re.compile(r"^\d{3} \d{3}$"))
    look_at(page, "item-code")
    copied = next(item for item in client.open_items() if item["name"] == "Core router - copy")
    assert copied["login"]["password"] == "not-a-real-one"

    page.keyboard.press("Escape")
    page.get_by_role("button", name="Actions for Core router - copy").click()
    page.get_by_role("button", name="Copy verification code").click()
    expect(page.get_by_text("Copied. The clipboard is cleared")).to_be_visible()
    assert re.fullmatch(r"\d{6}", page.evaluate("() => navigator.clipboard.readText()"))


def test_the_event_log_is_told_what_was_seen_and_copied(page, acme):
    client, technician = acme
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_vault(page, technician, vault_url(client))
    open_item(page, "Core router")
    body = dialog(page)
    body.get_by_role("button", name="Show Password").click()
    with page.expect_response("**/vault/events/") as told:
        body.get_by_role("button", name="Copy Password").click()
    assert told.value.ok
    types = Event.objects.filter(cipher_id__isnull=False, type__gte=1107).order_by("type").values_list("type", flat=True)
    assert list(types) == [1107, 1108, 1111]
