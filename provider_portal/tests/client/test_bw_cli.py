"""The unmodified command line client of Bitwarden against the portal."""

import os

import pytest

from accounts.models import Device
from provider_portal.tests.client.bw import Failed
from provider_portal.tests.client.world import PASSWORD, make_client_world
from vault.models import Cipher, Folder

pytestmark = [
    pytest.mark.client,
    pytest.mark.skipif("BW_CLI" not in os.environ, reason="script/test installs the client"),
]

ITEMS = {
    1: {
        "login": {
            "uris": [{"match": None, "uri": "https://shop.example/"}, {"match": 1, "uri": "https://pay.example/"}],
            "username": "jüri",
            "password": "first word",
            "totp": "JBSWY3DPEHPK3PXP",
        },
        "fields": [{"name": "Hidden", "value": "ß", "type": 1}, {"name": "Yes", "value": "true", "type": 2}],
        "reprompt": 1,
    },
    2: {"secureNote": {"type": 0}, "notes": "Line one\nLine two"},
    3: {"card": {"cardholderName": "Ann", "brand": "Visa", "number": "4111111111111111", "expMonth": "4"}},
    4: {"identity": {"firstName": "Ann", "lastName": "Öz", "email": "ann@example.test"}},
    6: {"bankAccount": {"bankName": "Example Bank", "iban": "XX00"}},
    7: {"driversLicense": {"firstName": "Ann", "licenseNumber": "DEMO1"}},
    8: {"passport": {"surname": "Öz", "passportNumber": "DEMO2"}},
}


@pytest.fixture
def world(portal):
    return make_client_world()


def content(item, sent):
    """Return the members of the client's `item` that were `sent`, as far down as they were."""
    if isinstance(sent, dict):
        return {name: content(item.get(name), value) for name, value in sent.items()}
    if isinstance(sent, list):
        return [content(*pair) for pair in zip(item, sent, strict=True)]
    return item


def test_a_session_from_login_to_logout(bw, portal, world):
    with pytest.raises(Failed, match="Invalid master password"):
        bw("login", world.member.email, "a wrong one", "--raw")

    bw.open("login", world.member.email, PASSWORD)
    status = bw.json("status")
    assert (status["status"], status["userEmail"], status["serverUrl"]) == ("unlocked", world.member.email, portal)
    world.member.refresh_from_db()
    # Clients before 2026.9 do not tell it.
    assert len(world.member.user_key_id or "") in (0, 32)
    # This asks for a new access token first.
    assert bw("sync", "--force") == "Syncing complete."

    bw("lock")
    with pytest.raises(Failed):
        bw("unlock", "a wrong one", "--raw")
    bw.open("unlock", PASSWORD)
    bw("logout")
    assert bw.json("status")["status"] == "unauthenticated"


def test_items_and_folders_are_kept(bw, world):
    bw.open("login", world.member.email, PASSWORD)
    bw.serve()

    folder = bw.ask("POST", "/object/folder", {"name": "Müll/Papier"})
    kept = {}
    for kind, sent in ITEMS.items():
        item = {"type": kind, "name": f"Item {kind} ✓", "folderId": folder["id"], "favorite": True, **sent}
        kept[bw.ask("POST", "/object/item", item)["id"]] = item
    bw.sync()
    for pk, item in kept.items():
        assert content(bw.ask("GET", f"/object/item/{pk}"), item) == item

    changed, gone, binned = list(kept)[:3]
    item = bw.ask("GET", f"/object/item/{changed}") | {"name": "Renamed"}
    item["login"]["password"] = "second word"
    bw.ask("PUT", f"/object/item/{changed}", item)
    bw.ask("DELETE", f"/object/item/{gone}?permanent=true")
    bw.ask("DELETE", f"/object/item/{binned}")
    bw.ask("PUT", f"/object/folder/{folder['id']}", {"name": "Papier"})
    bw.sync()
    item = bw.ask("GET", f"/object/item/{changed}")
    assert (item["name"], item["login"]["password"]) == ("Renamed", "second word")
    assert item["passwordHistory"][0]["password"] == "first word"
    with pytest.raises(Failed, match="Not found"):
        bw.ask("GET", f"/object/item/{gone}")
    name = kept[binned]["name"]
    assert name not in bw.rows("items") and name in bw.rows("items", "trash=true")
    assert bw.rows("folders").keys() == {"Papier", "No Folder"}

    bw.ask("POST", f"/restore/item/{binned}")
    bw.ask("DELETE", f"/object/folder/{folder['id']}")
    bw.sync()
    assert name in bw.rows("items") and Cipher.objects.get(pk=binned).deleted_at is None
    assert all(row.get("folderId") is None for row in bw.rows("items").values())
    assert not Folder.objects.exists()


def test_a_member_works_with_what_is_shared(bw, world):
    bw.open("login", world.member.email, PASSWORD)
    bw.serve()

    organization = bw.rows("organizations")["Acme"]
    assert (organization["type"], organization["status"]) == (2, 2)
    collections = bw.rows("collections")
    assert collections.keys() == {"IT/Servers", "IT/Safes"}
    items = bw.rows("items")
    assert items.keys() == {"Mail server", "Door code"}
    assert items["Mail server"]["login"]["uris"][0]["uri"] == "https://mail.acme.example/"
    assert items["Mail server"]["login"]["password"] == "not-a-real-one"
    assert items["Door code"]["login"]["password"] is None

    item = {
        "type": 1,
        "name": "Backup server",
        "organizationId": organization["id"],
        "collectionIds": [collections["IT/Servers"]["id"]],
        "login": {"username": "root", "password": "also-none"},
    }
    created = bw.ask("POST", "/object/item", item)
    bw.sync()
    assert content(bw.ask("GET", f"/object/item/{created['id']}"), item) == item
    door = bw.ask("GET", f"/object/item/{items['Door code']['id']}") | {"name": "Changed"}
    with pytest.raises(Failed):
        bw.ask("PUT", f"/object/item/{door['id']}", door)
    assert bw.ask("GET", "/status")["template"]["status"] == "unlocked"


def test_a_provider_administrator_with_argon2_logs_in_until_the_device_is_removed(bw, world):
    bw.open("login", world.provider_admin.email, PASSWORD)

    assert bw.json("get", "organization", str(world.organization.pk))["name"] == "Acme"

    Device.objects.all().delete()
    with pytest.raises(Failed):
        bw("sync", "--force")
    assert bw.json("status")["status"] == "unauthenticated"
