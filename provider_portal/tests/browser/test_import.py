import json
import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from provider_portal.tests.browser.clients import real_organization, real_provider
from provider_portal.tests.browser.helpers import log_in, look_at, make_account
from vault.models import Cipher, ImportChunk

JSON = json.dumps(
    {
        "encrypted": False,
        "collections": [{"id": "c1", "organizationId": "x", "name": "Ops/Network", "externalId": None}],
        "items": [
            {"type": 1, "name": "Core router", "collectionIds": ["c1"], "login": {"username": "netadmin", "password": "not-a-real-one", "uris": [{"uri": "https://router.example", "match": None}]}},
            {"type": 3, "name": "Fuel card", "collectionIds": ["c1"], "card": {"number": "4000 0000", "code": "000"}},
            {"type": 77, "name": "From the future", "collectionIds": []},
        ],
    }
)
BITWARDEN_CSV = """collections,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp
Ops/Network,login,Switch,,,,https://switch.example,netadmin,not-a-real-one,
Finance,note,Safe,behind the mirror,,,,,,
"""
CHROME_CSV = "name,url,username,password,note\nMail,https://mail.example/,me,not-a-real-one,\n"


@pytest.fixture
def client_vault(live):
    """Return a client whose Network collection exists, and the Provider Admin who will import."""
    person = make_account("admin@msp.test")
    organization = real_organization("Acme", real_provider("Northwind", person))
    organization.add_collection("Ops/Network")
    return organization, person


def import_file(page, organization, name, content):
    page.goto(reverse("vault:import_items", args=[organization.row.pk]))
    page.get_by_label("File", exact=True).set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": content.encode()}
    )
    page.get_by_role("button", name="Continue").click()


def finish(page):
    page.get_by_role("button", name=re.compile("^Import .* items?$")).click()
    expect(page.get_by_role("link", name="Open the vault")).to_be_visible()


def test_exports_of_three_kinds_end_up_encrypted_in_the_clients_vault(page, client_vault):
    organization, person = client_vault
    sent = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    log_in(page, person)

    import_file(page, organization, "export.json", JSON)
    expect(page.get_by_role("cell", name="From the future")).to_be_visible()
    look_at(page, "import-preview")
    finish(page)
    look_at(page, "import-done")
    import_file(page, organization, "export.csv", BITWARDEN_CSV)
    finish(page)
    import_file(page, organization, "passwords.csv", CHROME_CSV)
    expect(page.get_by_text("is in no collection")).to_be_visible()
    finish(page)

    opened = {item["name"]: item for item in organization.open_items()}
    assert set(opened) == {"Core router", "Fuel card", "Switch", "Safe", "Mail"}
    assert opened["Core router"]["login"]["uris"][0]["uri"] == "https://router.example"
    assert opened["Safe"]["notes"] == "behind the mirror"
    assert organization.collection_names() == {"Ops/Network", "Finance"}
    assert not any("not-a-real-one" in body or "Core router" in body for body in sent)


def test_what_cannot_be_read_is_said_and_nothing_is_sent(page, client_vault):
    organization, person = client_vault
    log_in(page, person)

    for content, words in [
        ('{"encrypted":true}', "This export is encrypted."),
        ("one,two\n1,2\n", "This is not an export that can be read here."),
        ('name,url,username,password\n"Mail', "begins in line 2"),
        ("name,url,username,password\n", "The file holds no items."),
    ]:
        import_file(page, organization, "export", content)
        expect(page.get_by_role("alert")).to_contain_text(words)
    look_at(page, "import-source")
    assert not ImportChunk.objects.exists()


def test_a_broken_connection_writes_nothing_and_may_be_tried_again(page, client_vault):
    organization, person = client_vault
    log_in(page, person)
    page.route("**/import/finish/", lambda route: route.fulfill(status=500, body="{}"))
    import_file(page, organization, "passwords.csv", CHROME_CSV)
    page.get_by_role("button", name="Import 1 item").click()

    expect(page.get_by_text("nothing was written")).to_be_visible()
    assert not Cipher.objects.exists()

    page.unroute("**/import/finish/")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("1 item was imported.")).to_be_visible()
    assert Cipher.objects.count() == 1
