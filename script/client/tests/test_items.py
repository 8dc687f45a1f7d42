import json
from pathlib import Path

import pytest

from script.client import crypto, items

ROOT = Path(__file__).parents[3]
VECTORS = json.loads((ROOT / "provider_portal/tests/vectors/items.json").read_text())
VAULT_KEY = crypto.unb64(VECTORS["vault_key"])
CONTENT = ["type", "name", "notes", "favorite", "reprompt", "fields", "passwordHistory"]


def content(item):
    return {name: item.get(name) for name in [*CONTENT, items.TYPES[item["type"]][0]]}


@pytest.mark.parametrize("vector", VECTORS["items"], ids=lambda vector: items.TYPES[vector["plain"]["type"]][0])
def test_items_of_every_type_open_and_round_trip(vector):
    plain = vector["plain"]
    sealed = items.encrypt_item(plain, VAULT_KEY, organization_id="an organization")

    assert content(items.decrypt_item(vector["cipher"], VAULT_KEY)) == content(plain)
    assert content(items.decrypt_item(sealed, VAULT_KEY)) == content(plain)


def test_an_edit_keeps_the_item_key():
    first = items.encrypt_item({"type": 2, "name": "Note"}, VAULT_KEY)
    second = items.encrypt_item({"type": 2, "name": "Note"}, VAULT_KEY, wrapped_item_key=first["key"])

    assert second["key"] == first["key"]
    assert second["name"] != first["name"]


def test_a_swapped_uri_is_refused():
    one, other = {"uri": "https://one.example"}, {"uri": "https://two.example"}
    cipher = items.encrypt_item({"type": 1, "name": "Mail", "login": {"uris": [one, other]}}, VAULT_KEY)
    uris = cipher["login"]["uris"]
    uris[0]["uri"], uris[1]["uri"] = uris[1]["uri"], uris[0]["uri"]

    with pytest.raises(crypto.WrongKeyOrAltered):
        items.decrypt_item(cipher, VAULT_KEY)
