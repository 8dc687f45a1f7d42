"""An item's files, types and codes, as a person meets them."""

import pytest
from django.core.files.storage import default_storage
from playwright.sync_api import expect

from provider_portal.tests.browser.clients import real_organization, real_provider
from provider_portal.tests.browser.helpers import look_at, make_account
from provider_portal.tests.browser.test_vault import dialog, entry, login_item, open_item, open_vault, vault_url
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
