"""Sends in the browser: made, handed over by link, opened without an account."""

import hashlib

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from provider_portal.tests.browser.helpers import log_in, look_at, make_account
from vault.models import Send

TEXT = "the gate opens at nine"
PHRASE = "tell nobody else"


@pytest.fixture
def ada(live):
    return make_account("ada@acme.test")


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }


def start(page, ada):
    log_in(page, ada, reverse("vault:send_list"))
    page.get_by_role("button", name="New Send").first.click()
    return page.get_by_role("dialog")


def save(page):
    page.get_by_role("dialog").get_by_role("button", name="Save and copy link").click()
    expect(page.get_by_text("Its link is in your clipboard")).to_be_visible(timeout=30_000)
    return page.evaluate("() => navigator.clipboard.readText()")


def test_a_text_goes_by_link_and_password_to_somebody_without_an_account(page, new_page, ada):
    sent = []
    page.context.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
    dialog = start(page, ada)
    look_at(page, "send-empty")
    dialog.get_by_label("Name").fill("Gate")
    dialog.get_by_label("Text", exact=True).last.fill(TEXT)
    dialog.get_by_label("Hide the text").check()
    dialog.get_by_text("More options").click()
    dialog.get_by_label("Password", exact=False).first.fill(PHRASE)
    dialog.get_by_label("Most openings").fill("2")
    look_at(page, "send-dialog")
    link = save(page)
    look_at(page, "send-list")
    fragment = link.partition("#")[2]
    assert not [body for body in sent if TEXT in body or PHRASE in body or fragment in body]

    guest = new_page()
    asked = []
    guest.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    guest.goto(link)
    look_at(guest, "receive-send")
    guest.get_by_label("Password of this Send").fill("a wrong one")
    guest.get_by_role("button", name="Open").click()
    expect(guest.get_by_text("The password is wrong.")).to_be_visible()
    guest.get_by_label("Password of this Send").fill(PHRASE)
    guest.get_by_role("button", name="Open").click()
    expect(guest.get_by_role("heading", name="Gate")).to_be_visible()
    expect(guest.get_by_text(TEXT)).to_have_count(0)
    guest.get_by_role("button", name="Show the text").click()
    expect(guest.get_by_text(TEXT)).to_be_visible()
    expect(guest.get_by_text(f"From {ada.email}")).to_be_visible()
    look_at(guest, "received-send")
    assert not [url for url in asked if fragment in url.partition("#")[0] or PHRASE in url]
    assert Send.objects.get().access_count == 1


def test_a_file_is_encrypted_sent_in_parts_and_downloaded(page, new_page, ada, tmp_path):
    content = hashlib.sha256(b"noise").digest() * 330_000
    file = tmp_path / "plan.bin"
    file.write_bytes(content)
    dialog = start(page, ada)
    dialog.locator("#send-type").get_by_text("File", exact=True).click()
    dialog.locator("#send-file").set_input_files(file)
    link = save(page)
    send = Send.objects.get()
    assert send.uploaded and send.file.size == send.size > 8 * 1024 * 1024
    assert content[:64] not in send.file.read()

    guest = new_page()
    guest.goto(link)
    guest.get_by_role("button", name="Open").click()
    expect(guest.get_by_text("plan.bin").last).to_be_visible()
    look_at(guest, "received-file")
    with guest.expect_download() as started:
        guest.get_by_role("button", name="Download").click()
    assert started.value.suggested_filename == "plan.bin"
    with open(started.value.path(), "rb") as downloaded:
        assert downloaded.read() == content


def test_a_send_is_edited_disabled_found_and_deleted(page, new_page, ada):
    dialog = start(page, ada)
    dialog.get_by_label("Name").fill("Gate")
    dialog.get_by_label("Text", exact=True).last.fill(TEXT)
    dialog.get_by_text("More options").click()
    addresses = dialog.get_by_label("Only for these addresses")
    addresses.fill("bob@else.test, nonsense")
    dialog.get_by_role("button", name="Save and copy link").click()
    expect(dialog.get_by_text("nonsense is not an e-mail address.")).to_be_visible()
    addresses.fill("")
    link = save(page)
    page.get_by_role("button", name="Gate", exact=False).first.click()
    dialog.get_by_label("Name").fill("Old gate")
    expect(dialog.get_by_label("Text", exact=True).last).to_have_value(TEXT)
    dialog.get_by_role("button", name="Save and copy link").click()
    expect(page.get_by_text("The Send is saved.")).to_be_visible()
    assert page.evaluate("() => navigator.clipboard.readText()") == link

    page.get_by_label("Search Sends").fill("nothing of the kind")
    expect(page.get_by_text("No Send says this.")).to_be_visible()
    page.get_by_label("Search Sends").fill("OLD")
    page.get_by_role("button", name="Options of Old gate").click()
    look_at(page, "send-menu")
    page.locator(".menu:popover-open").get_by_text("Disable link").click()
    expect(page.get_by_text("The link is closed.")).to_be_visible()
    guest = new_page()
    # The address that Bitwarden's clients make leads to the same page.
    access_id, fragment = link.split("/")[-2], link.partition("#")[2]
    guest.goto(f"/#/send/{access_id}/{fragment}")
    expect(guest.get_by_role("heading", name="This Send is not available")).to_be_visible()
    look_at(guest, "send-gone")

    page.get_by_role("button", name="Options of Old gate").click()
    page.locator(".menu:popover-open").get_by_text("Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Nothing sent yet")).to_be_visible()
    assert not Send.objects.exists()
