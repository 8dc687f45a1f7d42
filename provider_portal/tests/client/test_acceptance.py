"""What a run of the command line client must be able to do: as owner, and as a provider's staff."""

import json
import os
import time

import pyotp
import pytest

from events.models import Event
from events.types import EventType
from organizations.models import OrganizationMember
from provider_portal.tests.client.bw import Failed
from script.demo.acceptance import load
from vault.models import Collection, Send

pytestmark = [
    pytest.mark.client,
    pytest.mark.skipif("BW_CLI" not in os.environ, reason="script/test installs the client"),
]
SECURED = {"type": 1, "name": "Router", "login": {"username": "root", "password": "not-a-real-one"}}


@pytest.fixture
def accounts(portal):
    return load()


@pytest.fixture
def another(new_bw):
    """Return a second client, of somebody who is not logged in."""
    return new_bw("another")


def log_in(bw, account, *arguments):
    bw.open("login", account["email"], account["password"], *arguments)


def test_an_api_key_and_a_second_step_log_in(bw, another, accounts):
    owner, person = accounts["owner"], accounts["totp"]
    bw.environment |= {"BW_CLIENTID": owner["client_id"], "BW_CLIENTSECRET": "wrong"}
    with pytest.raises(Failed, match="incorrect"):
        bw("login", "--apikey")
    bw.environment["BW_CLIENTSECRET"] = owner["client_secret"]
    bw("login", "--apikey")
    assert bw.json("status")["status"] == "locked"
    bw.open("unlock", owner["password"])
    assert bw("sync", "--force") == "Syncing complete."

    with pytest.raises(Failed, match="Code is required"):
        log_in(another, person)
    log_in(another, person, "--method", "0", "--code", pyotp.TOTP(person["secret"]).at(time.time()))


def test_an_owner_runs_an_organization(bw, accounts, tmp_path):
    log_in(bw, accounts["owner"])
    bw.serve()
    place, first = accounts["org_id"], accounts["collection_id"]
    query = f"organizationid={place}"

    assert bw.rows("org-collections", query).keys() == {accounts["collection_name"]}
    draft = {"organizationId": place, "name": "Second", "externalId": None, "groups": [], "users": []}
    made = bw.ask("POST", f"/object/org-collection?{query}", draft)
    # Clients before 2026.9 answer with the members they sent, which are none.
    second = bw.ask("GET", f"/object/org-collection/{made['id']}?{query}")
    renamed = {**draft, "name": "Renamed", "id": second["id"], "users": second["users"]}
    bw.ask("PUT", f"/object/org-collection/{second['id']}?{query}", renamed)
    assert bw.ask("GET", f"/object/org-collection/{second['id']}?{query}")["name"] == "Renamed"
    bw.sync()

    own = bw.ask("POST", "/object/item", SECURED)
    bw.sync()
    bw.ask("POST", f"/move/{own['id']}/{place}", [first])
    bw.ask("POST", "/object/item", {**SECURED, "name": "Switch", "organizationId": place, "collectionIds": [first]})
    bw.sync()
    moved = bw.ask("GET", f"/object/item/{own['id']}")
    assert (moved["organizationId"], moved["collectionIds"]) == (place, [first])
    assert moved["login"]["password"] == SECURED["login"]["password"]

    pending = accounts["pending"]["org_user_id"]
    bw.ask("POST", f"/confirm/org-member/{pending}?{query}")
    assert OrganizationMember.objects.get(pk=pending).status == OrganizationMember.Status.CONFIRMED
    with pytest.raises(Failed, match="already confirmed"):
        bw.ask("POST", f"/confirm/org-member/{pending}?{query}")
    bw.ask("DELETE", f"/object/org-collection/{second['id']}?{query}")
    assert not Collection.objects.filter(pk=second["id"]).exists()

    exported = bw("export", "--organizationid", place, "--format", "json", "--raw")
    assert {item["name"] for item in json.loads(exported)["items"]} == {"Router", "Switch"}
    file = tmp_path / "export.json"
    file.write_text(exported)
    bw("import", "bitwardenjson", str(file), "--organizationid", place)
    bw("import", "bitwardenjson", str(written(tmp_path)))
    names = [item["name"] for item in bw.json("list", "items")]
    assert sorted(names) == ["Own", "Router", "Router", "Switch", "Switch"]


def written(folder):
    """Write an export of a person's own and return its path."""
    item = {**SECURED, "name": "Own", "folderId": "11111111-1111-4111-8111-111111111111", "favorite": True}
    folders = [{"id": item["folderId"], "name": "Home"}]
    path = folder / "own.json"
    path.write_text(json.dumps({"encrypted": False, "folders": folders, "items": [item]}))
    return path


def test_a_send_is_received_without_an_account(bw, another, accounts):
    log_in(bw, accounts["owner"])
    made = bw.json("send", "-n", "Text", "-d", "3", "hello", "--fullObject")
    assert another("send", "receive", made["accessUrl"]).strip() == "hello"

    secret = bw.json("send", "-n", "Secret", "-d", "3", "--password", "sesame", "psst", "--fullObject")
    with pytest.raises(Failed):
        another("send", "receive", secret["accessUrl"])
    another.environment["WORD"] = "another"
    with pytest.raises(Failed, match="Invalid password"):
        another("send", "receive", secret["accessUrl"], "--passwordenv", "WORD")
    another.environment["WORD"] = "sesame"
    assert another("send", "receive", secret["accessUrl"], "--passwordenv", "WORD").strip() == "psst"
    bw("send", "delete", made["id"])
    with pytest.raises(Failed):
        another("send", "receive", made["accessUrl"])
    assert Send.objects.count() == 1


def test_provider_staff_reach_a_client_they_are_no_member_of(bw, accounts):
    log_in(bw, accounts["provider"])
    client = accounts["provider"]["client_org_id"]

    assert bw.json("get", "organization", client)["id"] == client
    assert client not in {row["id"] for row in bw.json("list", "organizations")}
    assert len(bw.json("list", "org-collections", "--organizationid", client)) == 1
    exported = bw.json("export", "--organizationid", client, "--format", "json", "--raw")
    assert [item["name"] for item in exported["items"]] == ["Runbook"]
    # The server hands everything out, and the client tells of it too.
    assert Event.objects.filter(organization_id=client, type=EventType.ORGANIZATION_EXPORTED).count() == 1
