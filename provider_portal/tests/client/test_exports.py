"""Files that our pages write, imported by the unmodified command line client: item for item the same."""

import base64
import hashlib
import json
import os
import subprocess

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from organizations.models import OrganizationMember
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
def filled(names):
    """Give each member a value of its own; clients read dates as such."""
    return {name: "2030-01-02" if "date" in name.lower() else f"Öz {name}" for name in names.split()}


def ssh_key():
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()).decode()
    public = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    digest = hashlib.sha256(base64.b64decode(public.split()[1])).digest()
    fingerprint = "SHA256:" + base64.b64encode(digest).decode().rstrip("=")
    return {"privateKey": private, "publicKey": public, "keyFingerprint": fingerprint}


COMMON = {"notes": "two\nlines ✓", "favorite": True, "reprompt": 0, "folderId": "11111111-1111-4111-8111-111111111111"}
ITEMS = {
    1: {
        "login": {
            "uris": [
                {"match": 3, "uri": "https://a.example/?x=1,2"},
                {"match": None, "uri": "https://b.example"},
                *({"match": match, "uri": f"https://{match}.example"} for match in (0, 1, 2, 4, 5)),
            ],
            "username": "jüri",
            "password": '=not, "a" real one',
            "totp": "JBSWY3DPEHPK3PXP",
            "fido2Credentials": [PASSKEY],
        },
        "fields": [
            {"name": "Text", "value": "a: b", "type": 0, "linkedId": None},
            {"name": "Hidden", "value": "ß", "type": 1, "linkedId": None},
            {"name": "Yes", "value": "true", "type": 2, "linkedId": None},
            {"name": "Linked", "value": None, "type": 3, "linkedId": 100},
        ],
        "reprompt": 1,
        "passwordHistory": [
            {"password": f"older {year}", "lastUsedDate": f"{year}-01-01T00:00:00.000Z"} for year in range(2025, 2020, -1)
        ],
    },
    2: {"secureNote": {"type": 0}},
    3: {"card": {"cardholderName": "Ann", "brand": "Visa", "number": "4111", "expMonth": "4", "expYear": "2030", "code": "1"}},
    4: {"identity": filled(
            "title firstName middleName lastName address1 address2 address3 city state postalCode "
            "country company email phone ssn username passportNumber licenseNumber"
        )},
    5: {"sshKey": ssh_key()},
    6: {"bankAccount": filled(
            "bankName nameOnAccount accountType accountNumber routingNumber branchNumber pin swiftCode "
            "iban bankContactPhone"
        )},
    7: {"driversLicense": filled(
            "firstName middleName lastName dateOfBirth licenseNumber issuingCountry issuingState "
            "issueDate issuingAuthority expirationDate licenseClass"
        )},
    8: {"passport": filled(
            "surname givenName dateOfBirth sex birthPlace nationality passportNumber passportType "
            "issuingCountry issuingAuthority issueDate expirationDate nationalIdentificationNumber"
        )},
}


def written(path, items, how, collections=()):
    """Write the items as our pages do and return the file's path."""
    question = json.dumps({"vault": {"items": items, "folders": FOLDERS, "collections": list(collections)}, "how": how})
    done = subprocess.run(
        [os.environ["NODE"], "--input-type=module", "-e", WRITE], input=question, capture_output=True, text=True, check=True
    )
    path.write_text(done.stdout)
    return str(path)


def test_exports_are_imported_item_for_item(bw, portal, tmp_path):
    """One session for both: each command of the client takes its seconds."""
    world = make_client_world()
    world.organization.members.update(role=OrganizationMember.Role.OWNER)
    bw.open("login", world.member.email, PASSWORD)
    own_items_come_back(bw, tmp_path)
    an_organizations_items_come_back(bw, tmp_path, str(world.organization.pk))


def own_items_come_back(bw, tmp_path):
    items = [{**COMMON, "type": kind, "name": f"Item {kind}", **own} for kind, own in ITEMS.items()]
    csv = [{**item, "name": f"From CSV {item['type']}"} for item in items if item["type"] < 3]
    bw("import", "bitwardenjson", written(tmp_path / "own.json", items, {"format": "json", "isOrganization": False}))
    bw("import", "bitwardencsv", written(tmp_path / "own.csv", csv, {"format": "csv", "isOrganization": False}))

    # Once by the JSON and once by the CSV; the names are the same.
    rows = bw.json("list", "folders")
    folders = [row["id"] for row in rows if row["name"] == "Work/Mail"]
    assert {row["name"] for row in FOLDERS} < {row["name"] for row in rows}
    found = {row["name"]: row for row in bw.json("list", "items")}
    for item in items:
        row = found[item["name"]]
        assert content(row, item | {"folderId": row["folderId"]}) == item | {"folderId": row["folderId"]}
        assert row["folderId"] in folders
    login = found["From CSV 1"]
    assert (login["login"]["password"], login["login"]["totp"], login["notes"], login["favorite"]) == (
        ITEMS[1]["login"]["password"], ITEMS[1]["login"]["totp"], COMMON["notes"], True
    )
    assert [uri["uri"] for uri in login["login"]["uris"]] == [uri["uri"] for uri in ITEMS[1]["login"]["uris"]]
    assert found["From CSV 2"]["type"] == 2


def an_organizations_items_come_back(bw, tmp_path, place):
    names = ("Own", "Own/Deep", "Own/Empty")
    ids = {name: f"{number}" * 8 + "-0000-4000-8000-000000000000" for number, name in enumerate(names, 1)}
    collections = [{"id": pk, "organizationId": place, "name": name, "externalId": None} for name, pk in ids.items()]
    common = COMMON | {"favorite": False, "folderId": None, "collectionIds": [ids["Own"], ids["Own/Deep"]]}
    items = [{**common, "type": kind, "name": f"Shared {kind}", **own} for kind, own in ITEMS.items()]
    file = written(tmp_path / "org.json", items, {"format": "json", "isOrganization": True}, collections)
    bw("import", "bitwardenjson", file, "--organizationid", place)

    made = {row["name"]: row["id"] for row in bw.json("list", "org-collections", "--organizationid", place)}
    assert ids.keys() < made.keys()
    found = {row["name"]: row for row in bw.json("list", "items", "--organizationid", place)}
    for item in items:
        kept = item | {"organizationId": place, "collectionIds": sorted([made["Own"], made["Own/Deep"]])}
        row = found[item["name"]]
        assert content(row | {"collectionIds": sorted(row["collectionIds"])}, kept) == kept
