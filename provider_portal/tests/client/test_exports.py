"""Files that our pages write, imported by the unmodified command line client: item for item the same."""

import json
import os
import subprocess

import pytest

from provider_portal.tests.client.test_bw_cli import content
from provider_portal.tests.client.world import PASSWORD, make_client_world

pytestmark = [
    pytest.mark.client,
    pytest.mark.skipif("BW_CLI" not in os.environ, reason="script/test installs the client"),
]
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../.."))
WRITE = f"""
import {{ writeExport }} from "file://{ROOT}/static/js/core/exporters/write.js";
import {{ text }} from "node:stream/consumers";
const {{ vault, how }} = JSON.parse(await text(process.stdin));
process.stdout.write(await writeExport(vault, how));
"""
FOLDERS = [{"id": "11111111-1111-4111-8111-111111111111", "name": "Work/Mail"}, {"id": "22222222-2222-4222-8222-222222222222", "name": 'Empty, "too"'}]
PASSKEY = {
    "credentialId": "c", "keyType": "public-key", "keyAlgorithm": "ECDSA", "keyCurve": "P-256", "keyValue": "v",
    "rpId": "a.example", "rpName": "A", "userHandle": "h", "userName": "me", "userDisplayName": "Me", "counter": "0",
    "discoverable": "true", "creationDate": "2026-01-02T03:04:05.000Z",
}  # fmt: skip
COMMON = {"notes": "two\nlines ✓", "favorite": True, "reprompt": 0, "folderId": "11111111-1111-4111-8111-111111111111"}
ITEMS = {
    1: {
        "login": {
            "uris": [{"match": 3, "uri": "https://a.example/?x=1,2"}, {"match": None, "uri": "https://b.example"}],
            "username": "jüri",
            "password": '=not, "a" real one',
            "totp": "JBSWY3DPEHPK3PXP",
            "fido2Credentials": [PASSKEY],
        },
        "fields": [
            {"name": "Hidden", "value": "ß", "type": 1, "linkedId": None},
            {"name": "Yes", "value": "true", "type": 2, "linkedId": None},
            {"name": "Linked", "value": None, "type": 3, "linkedId": 100},
        ],
        "reprompt": 1,
        "passwordHistory": [{"password": "older", "lastUsedDate": "2025-01-01T00:00:00.000Z"}],
    },
    2: {"secureNote": {"type": 0}},
    3: {"card": {"cardholderName": "Ann", "brand": "Visa", "number": "4111", "expMonth": "4", "expYear": "2030", "code": "1"}},
    4: {"identity": {"title": "Ms", "firstName": "Ann", "lastName": "Öz", "email": "ann@example.test", "ssn": "1"}},
    6: {"bankAccount": {"bankName": "Example Bank", "iban": "XX00", "pin": "0000"}},
    7: {"driversLicense": {"firstName": "Ann", "licenseNumber": "DEMO1"}},
    8: {"passport": {"surname": "Öz", "passportNumber": "DEMO2"}},
}


def written(path, items, how):
    """Write the items as our pages do and return the file's path."""
    question = json.dumps({"vault": {"items": items, "folders": FOLDERS, "collections": []}, "how": how})
    done = subprocess.run(
        [os.environ["NODE"], "--input-type=module", "-e", WRITE], input=question, capture_output=True, text=True, check=True
    )
    path.write_text(done.stdout)
    return str(path)


def test_a_persons_export_is_imported_item_for_item(bw, portal, tmp_path):
    world = make_client_world()
    bw.open("login", world.member.email, PASSWORD)
    items = [{**COMMON, "type": kind, "name": f"Item {kind}", **own} for kind, own in ITEMS.items()]
    bw("import", "bitwardenjson", written(tmp_path / "own.json", items, {"format": "json", "isOrganization": False}))
    bw.serve()
    bw.sync()

    folders = bw.rows("folders")
    assert {row["name"] for row in FOLDERS} < folders.keys()
    found = {row["name"]: row for row in bw.rows("items").values() if row["name"].startswith("Item ")}
    assert found.keys() == {item["name"] for item in items}
    for item in items:
        kept = item | {"folderId": folders["Work/Mail"]["id"]}
        assert content(found[item["name"]], kept) == kept

    bw.stop()
    csv = [{**item, "name": f"From CSV {item['type']}"} for item in items if item["type"] < 3]
    bw("import", "bitwardencsv", written(tmp_path / "own.csv", csv, {"format": "csv", "isOrganization": False}))
    rows = {row["name"]: row for row in bw.json("list", "items") if row["name"].startswith("From CSV")}
    login = rows["From CSV 1"]
    assert (login["login"]["password"], login["login"]["totp"], login["notes"], login["favorite"]) == (
        ITEMS[1]["login"]["password"], ITEMS[1]["login"]["totp"], COMMON["notes"], True
    )
    assert [uri["uri"] for uri in login["login"]["uris"]] == [uri["uri"] for uri in ITEMS[1]["login"]["uris"]]
    assert rows["From CSV 2"]["type"] == 2
