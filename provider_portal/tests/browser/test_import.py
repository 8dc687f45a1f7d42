import hashlib
import json
import re
from pathlib import Path

import pytest
from argon2.low_level import Type, hash_secret_raw
from django.urls import reverse
from playwright.sync_api import expect

from provider_portal.tests.browser.clients import Role, real_organization, real_provider
from provider_portal.tests.browser.helpers import log_in, look_at, make_account
from script.client import crypto
from vault.models import Cipher, CipherUserState, Folder, ImportChunk

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
LASTPASS_CSV = """url,username,password,totp,extra,name,grouping,fav
https://printer.example,admin,not-a-real-one,,,Printer,Work\\Printers,0
http://sn,,,,"NoteType:Credit Card
Number:4000000000000002
Expiration Date:June,2030
Notes:",Fuel,,0
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
        ('{"encrypted":true}', "can only be opened with the account that made it"),
        ("one,two\n1,2\n", "The content does not say which program wrote it."),
        ("<KeePassFile><Root>", "not well-formed XML"),
        ("PK\x03\x04 and so on, but not an archive", "The archive is broken"),
        ('name,url,username,password\n"Mail', "begins in line 2"),
        ("name,url,username,password\n", "The file holds no items."),
        ("", "The file holds no items."),
    ]:
        import_file(page, organization, "export", content)
        expect(page.get_by_role("alert")).to_contain_text(words)
    look_at(page, "import-source")
    assert not ImportChunk.objects.exists()


@pytest.mark.parametrize("kdf", [crypto.PBKDF2, crypto.ARGON2ID], ids=["pbkdf2", "argon2id"])
def test_a_password_protected_export_opens_with_its_password(page, client_vault, kdf):
    organization, person = client_vault
    log_in(page, person)
    import_file(page, organization, "protected.json", protected(JSON, "the password of the file", kdf))
    expect(page.get_by_role("alert")).to_contain_text("A password protects this export.")
    page.get_by_label("Password of the file").fill("another one")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("The password is not the one of this file.")
    look_at(page, "import-protected")

    page.get_by_label("Password of the file").fill("the password of the file")
    page.get_by_role("button", name="Continue").click()
    finish(page)
    assert {item["name"] for item in organization.open_items()} == {"Core router", "Fuel card"}


def test_duplicates_may_be_left_out_and_what_is_left_out_downloaded(page, client_vault):
    organization, person = client_vault
    log_in(page, person)
    import_file(page, organization, "passwords.csv", CHROME_CSV)
    finish(page)

    twice = "=1+1,https://new.example/,me,not-a-real-one,\n"
    import_file(page, organization, "more.csv", f"{CHROME_CSV}{twice}{twice}")
    expect(page.get_by_role("cell", name="It is already in this vault.")).to_be_visible()
    expect(page.get_by_role("cell", name="It is in the file twice.")).to_be_visible()
    look_at(page, "import-duplicates")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download this list").click()
    rows = Path(download.value.path()).read_text("utf-8-sig").splitlines()
    assert rows[1:] == ['"Line 2","Mail","It is already in this vault."', '"Line 4","\'=1+1","It is in the file twice."']

    page.get_by_label("Leave out the 2 duplicates").uncheck()
    expect(page.get_by_role("button", name="Import 3 items")).to_be_visible()
    page.get_by_label("Leave out the 2 duplicates").check()
    page.get_by_role("button", name="Import 1 item").click()
    expect(page.get_by_text("1 item was imported. 2 were left out.")).to_be_visible()
    assert sorted(item["name"] for item in organization.open_items()) == ["=1+1", "Mail"]


def test_collections_of_the_file_are_made_below_the_chosen_one(page, client_vault):
    organization, person = client_vault
    log_in(page, person)
    page.goto(reverse("vault:import_items", args=[organization.row.pk]))
    page.get_by_label("Collection", exact=True).select_option(label="Ops/Network")
    page.get_by_text("Paste the content instead").click()
    page.get_by_label("Content of the export").fill(f"{LASTPASS_CSV}")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("LastPass (CSV)").last).to_be_visible()
    finish(page)

    assert organization.collection_names() == {"Ops/Network", "Ops/Network/Work/Printers"}
    assert [item["card"]["number"] for item in organization.open_items() if item["type"] == 3] == ["4000000000000002"]


def test_who_may_not_create_collections_is_told_before_anything_is_sent(page, client_vault):
    organization, _ = client_vault
    type(organization.row).objects.update(limit_collection_creation=True)
    importer = make_account("importer@acme.test")
    organization.add(importer, role=Role.CUSTOM, custom_flags=["accessImportExport"])
    log_in(page, importer)

    import_file(page, organization, "export.csv", BITWARDEN_CSV)
    expect(page.get_by_text("You may not create collections here")).to_be_visible()
    expect(page.get_by_role("button", name="Import 2 items")).to_be_disabled()
    page.get_by_role("button", name="Choose another file").click()
    import_file(page, organization, "passwords.csv", f"{CHROME_CSV}Mail,https://mail.example/,me,not-a-real-one,\n")
    expect(page.get_by_text("it is not compared")).to_be_visible()
    finish(page)
    assert [item["name"] for item in organization.open_items()] == ["Mail"]


def protected(plain, password, kdf):
    """Return a password-protected export as Bitwarden writes it."""
    salt = "c2FsdCBvZiBhbiBleHBvcnQh"
    key = crypto.stretch(key_of(password, salt, kdf))
    members = {"kdfType": kdf.type, "kdfIterations": kdf.iterations}
    if kdf.memory:
        members |= {"kdfMemory": kdf.memory, "kdfParallelism": kdf.parallelism}
    return json.dumps(
        {
            "encrypted": True,
            "passwordProtected": True,
            "salt": salt,
            **members,
            "encKeyValidation_DO_NOT_EDIT": crypto.encrypt("any text", key),
            "data": crypto.encrypt(plain, key),
        }
    )


def key_of(password, salt, kdf):
    """Derive over the salt as it is written; an account's would be put in lower case."""
    if kdf.type == crypto.PBKDF2.type:
        return hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), kdf.iterations)
    digest = hashlib.sha256(salt.encode()).digest()
    lanes = kdf.parallelism
    return hash_secret_raw(password.encode(), digest, kdf.iterations, kdf.memory * 1024, lanes, 32, Type.ID)


def test_an_import_goes_on_after_a_reload_and_writes_nothing_twice(page, client_vault):
    organization, person = client_vault
    log_in(page, person)
    page.route("**/import/finish/", lambda route: route.fulfill(status=409, body="{}"))
    import_file(page, organization, "passwords.csv", CHROME_CSV)
    page.get_by_role("button", name="Import 1 item").click()
    expect(page.get_by_text("The import was stopped.")).to_be_visible()
    assert not Cipher.objects.exists()

    page.reload()
    expect(page.get_by_text("An import of 1 item was interrupted.")).to_be_visible()
    look_at(page, "import-interrupted")
    page.unroute("**/import/finish/")
    # It arrives, but its answer gets lost.
    page.route("**/import/finish/", answer_lost)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("The import was stopped.")).to_be_visible()
    assert Cipher.objects.count() == 1

    page.unroute("**/import/finish/")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("1 item was imported.")).to_be_visible()
    assert Cipher.objects.count() == 1
    page.reload()
    expect(page.get_by_role("button", name="Continue")).to_be_visible()
    expect(page.get_by_text("was interrupted")).to_be_hidden()


def answer_lost(route):
    route.fetch()
    route.fulfill(status=409, body="{}")


def test_a_person_imports_their_own_items_into_folders(page, live):
    person = make_account("ann@acme.test")
    work = Folder.objects.create(user=person.user, name=crypto.encrypt("Work", person.keys.user_key))
    log_in(page, person)
    page.goto(reverse("vault:import_own_items"))
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "lastpass.csv", "mimeType": "text/csv", "buffer": LASTPASS_CSV.encode()}
    )
    page.get_by_role("combobox", name="Folder").select_option(label="Work")
    look_at(page, "import-own")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("New folders")).to_be_visible()
    finish(page)

    states = CipherUserState.objects.filter(user=person.user).select_related("folder", "cipher")
    names = {crypto.decrypt(state.folder.name, person.keys.user_key): state.cipher.type for state in states}
    assert names == {"Work/Work/Printers": 1, "Work": 3}
    assert [state.folder_id for state in states if state.cipher.type == 3] == [work.pk]
    page.get_by_role("link", name="Open the vault").click()
    expect(page.get_by_role("button", name="Printer admin")).to_be_visible()

    page.goto(reverse("vault:import_own_items"))
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "lastpass.csv", "mimeType": "text/csv", "buffer": LASTPASS_CSV.encode()}
    )
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_label("Leave out the 2 duplicates")).to_be_visible()
