"""The public API, as scripts and directory tools use it with the organization's own key."""

import json
from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.utils import timezone

from events.models import Event
from events.services import record
from events.types import EventType, SystemUser
from organizations.machines import public_api
from organizations.models import OrganizationMember, SeatChange
from organizations.services import keys
from provider_portal.tests.world import PROOF, Role, add_member, make_organization, make_user
from vault import grants
from vault.levels import AccessLevel

pytestmark = pytest.mark.django_db
Status = OrganizationMember.Status
TOKEN = "/identity/connect/token"


class Script:
    """Holds the key of one organization and calls its API."""

    def __init__(self, client, organization):
        self.client, self.organization = client, organization
        self.key = keys.issue_key(organization, keys.API, actor=public_api(organization))
        self.token = self.log_in(self.key).json()["access_token"]

    def log_in(self, key):
        form = {
            "grant_type": "client_credentials",
            "scope": "api.organization",
            "client_id": f"organization.{self.organization.pk}",
            "client_secret": key,
        }
        return self.client.post(TOKEN, urlencode(form), content_type="application/x-www-form-urlencoded")

    def ask(self, method, path, body=None, **query):
        return self.client.generic(
            method,
            f"/api/public/{path}",
            "" if body is None else json.dumps(body, default=str),
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}"},
            query_params=query,
        )

    def get(self, path, **query):
        response = self.ask("GET", path, **query)
        assert response.status_code == 200, response.content
        return response.json()


@pytest.fixture
def script(client, world):
    return Script(client, world.acme.organization)


def made_by_program():
    acts = Event.objects.exclude(type=EventType.ORGANIZATION_UPDATED)
    return set(acts.values_list("system_user", "acting_user_id", "provider_id")) == {(SystemUser.PUBLIC_API, None, None)}


def test_a_key_gives_a_token_that_dies_with_it(client, world, script):
    acme = world.acme.organization

    answer = script.log_in(script.key).json()
    assert (answer["token_type"], answer["expires_in"], answer["scope"]) == ("Bearer", 3600, "api.organization")
    assert script.log_in("wrong").json() == {"error": "invalid_client"}
    assert script.ask("GET", "members").status_code == 200
    # It is nobody's: no page of a person's opens by it.
    assert client.get("/api/sync", headers={"Authorization": f"Bearer {script.token}"}).status_code == 401
    keys.issue_key(acme, keys.API, actor=public_api(acme))
    refused = script.ask("GET", "members")
    assert (refused.status_code, refused.json()["object"]) == (401, "error")
    free = make_organization("Free", plan="families")
    key = keys.issue_key(free, keys.API, actor=public_api(free))
    form = {"grant_type": "client_credentials", "client_id": f"organization.{free.pk}", "client_secret": key}
    assert client.post(TOKEN, form).json() == {"error": "invalid_client"}


def test_a_client_makes_and_rotates_the_key(api, world, owner, admin):
    place = f"organizations/{world.acme.organization.pk}"
    proof = {"masterPasswordHash": PROOF, "type": 0}

    assert api(owner).get(f"{place}/api-key-information").json()["data"] == []
    first = api(owner).ask("POST", f"{place}/api-key", proof).json()["apiKey"]
    assert api(owner).ask("POST", f"{place}/api-key", proof).status_code == 400
    second = api(owner).ask("POST", f"{place}/rotate-api-key", proof).json()["apiKey"]
    world.acme.organization.refresh_from_db()
    assert not keys.fits(world.acme.organization, keys.API, first)
    assert keys.fits(world.acme.organization, keys.API, second)
    assert api(owner).get(f"{place}/api-key-information").json()["data"][0]["keyType"] == 0
    wrong = {"masterPasswordHash": "B" * 43 + "="}
    assert api(owner).ask("POST", f"{place}/rotate-api-key", wrong).status_code == 400
    assert api(admin).ask("POST", f"{place}/rotate-api-key", proof).status_code == 404


def test_members_are_invited_changed_revoked_and_removed(script, world, mailoutbox, on_commit):
    acme = world.acme
    access = [{"id": acme.other.pk, "readOnly": True, "hidePasswords": False, "manage": False}]
    body = {"type": 2, "email": "New@acme.test", "externalId": "x1", "collections": access, "groups": [acme.group.pk]}
    with on_commit():
        made = script.ask("POST", "members", body).json()

    path = f"members/{made['id']}"
    member = acme.organization.members.get(pk=made["id"])
    assert (made["object"], made["email"], made["status"], made["externalId"]) == ("member", "new@acme.test", 0, "x1")
    assert made["collections"] == json.loads(json.dumps(access, default=str))
    assert script.get(f"{path}/group-ids") == [str(acme.group.pk)]
    assert [mail.to for mail in mailoutbox] == [["new@acme.test"]]
    assert script.ask("POST", "members", body).status_code == 400

    changed = script.ask("PUT", path, {"type": 4, "permissions": {"manageGroups": True}, "externalId": "x2", "collections": []})
    assert changed.json()["permissions"]["manageGroups"] is True
    assert (changed.json()["collections"], changed.json()["externalId"]) == ([], "x2")
    assert script.ask("PUT", f"{path}/group-ids", {"groupIds": []}).status_code == 200
    assert script.get(f"{path}/group-ids") == []
    assert script.ask("POST", f"{path}/reinvite").status_code == 200
    assert script.ask("POST", f"{path}/revoke").status_code == 200
    member.refresh_from_db()
    assert member.status == Status.REVOKED
    assert script.ask("POST", f"{path}/restore").status_code == 200
    assert script.ask("DELETE", path).status_code == 200
    assert script.ask("GET", path).status_code == 404
    assert len(script.get("members")["data"]) == acme.organization.members.count()
    assert made_by_program()


def test_the_last_owner_stays(script, world, owner):
    refused = script.ask("DELETE", f"members/{world.acme.organization.membership(owner).pk}")

    assert (refused.status_code, refused.json()["object"]) == (400, "error")
    assert world.acme.organization.membership(owner)


def test_groups_and_collections(script, world, member, grouped):
    acme = world.acme
    granted = [{"id": str(acme.other.pk), "readOnly": False, "hidePasswords": False, "manage": True}]
    made = script.ask("POST", "groups", {"name": "Night", "externalId": "g", "collections": granted}).json()
    path = f"groups/{made['id']}"

    assert (made["name"], made["externalId"], made["collections"]) == ("Night", "g", granted)
    assert script.ask("PUT", f"{path}/member-ids", {"memberIds": [acme.member.pk]}).status_code == 200
    assert script.get(f"{path}/member-ids") == [str(acme.member.pk)]
    assert script.ask("PUT", path, {"name": "Day", "externalId": "g", "collections": []}).json()["collections"] == []
    assert script.get(f"{path}/member-ids") == [str(acme.member.pk)]
    assert {row["name"] for row in script.get("groups")["data"]} == {"Support", "Day"}
    assert script.ask("DELETE", path).status_code == 200

    collection = f"collections/{acme.shared.pk}"
    changed = script.ask("PUT", collection, {"externalId": "c", "groups": []}).json()
    assert (changed["externalId"], changed["groups"]) == ("c", [])
    # Those who were not spoken of stay.
    assert dict(grants.levels_of_members(acme.shared))[acme.member.pk] == AccessLevel.EDIT
    assert "name" not in changed and len(script.get("collections")["data"]) == 2
    assert script.ask("DELETE", collection).status_code == 200
    assert script.ask("GET", collection).status_code == 404
    assert script.ask("POST", "collections", {}).status_code == 405
    assert made_by_program()


def test_policies(script, world):
    assert script.ask("GET", "policies/1").status_code == 404
    set_up = script.ask("PUT", "policies/1", {"enabled": True, "data": {"minLength": 14}}).json()
    assert (set_up["type"], set_up["enabled"], set_up["data"]["minLength"]) == (1, True, 14)
    off = script.ask("PUT", "policies/1", {"enabled": False}).json()
    assert (off["enabled"], off["data"]["minLength"]) == (False, 14)
    assert script.ask("PUT", "policies/1", {"enabled": True, "data": {"minLength": 1}}).status_code == 400
    assert script.ask("PUT", "policies/9", {"enabled": True, "data": {"minutes": 5}}).status_code == 400
    assert script.ask("PUT", "policies/99", {"enabled": True}).status_code == 404
    assert [row["type"] for row in script.get("policies")["data"]] == [1]
    assert made_by_program()


def test_events_come_fifty_at_a_time(script, world, owner, service_user):
    acme, item = world.acme.organization, world.acme.shared_item
    for number in range(60):
        moment = timezone.now() - timedelta(minutes=number + 1)
        record(EventType.CIPHER_UPDATED, actor=owner, organization_id=acme.pk, cipher_id=item.pk, date=moment)
    record(EventType.CIPHER_CREATED, actor=service_user, organization_id=acme.pk, provider_id=world.northwind.pk)
    record(EventType.CIPHER_CREATED, actor=owner, organization_id=world.birch.organization.pk)
    old = timezone.now() - timedelta(days=40)
    record(EventType.CIPHER_DELETED, actor=owner, organization_id=acme.pk, date=old)

    first = script.get("events")
    second = script.get("events", continuationToken=first["continuationToken"])
    assert (len(first["data"]), second["continuationToken"]) == (50, None)
    rows = first["data"] + second["data"]
    # Sixty edits, the provider's one, and the key that was made: nothing of other organizations, nothing too old.
    assert len({json.dumps(row) for row in rows}) == len(rows) == 62
    edit = next(row for row in rows if row["type"] == EventType.CIPHER_UPDATED)
    assert (edit["itemId"], edit["actingUserId"]) == (str(item.pk), str(owner.pk))
    staff = next(row for row in rows if row["type"] == EventType.CIPHER_CREATED)
    assert (staff["actingUserId"], staff["providerId"]) == (None, str(world.northwind.pk))
    assert script.get("events", actingUserId=str(service_user.pk))["data"] == []
    assert len(script.get("events", itemId=str(item.pk), start=timezone.now().isoformat(), end="2026-01-01")["data"]) == 50
    assert script.ask("GET", "events", start="2020-01-01", end="2022-01-01").status_code == 400
    assert script.ask("GET", "events", start="yesterday").status_code == 400
    assert script.ask("GET", "events", continuationToken="x").status_code == 400


def imported(script, members=(), groups=(), **options):
    return script.ask("POST", "organization/import", {"members": members, "groups": groups, **options})


def test_a_directory_tool_imports_people_and_groups(script, world, member, grouped, mailoutbox, on_commit, django_assert_max_num_queries):
    organization = world.acme.organization
    people = [{"externalId": f"p{number}", "email": f"p{number}@acme.test", "deleted": False} for number in range(40)]
    organization.seats = 100
    organization.save(update_fields=["seats"])
    people.append({"externalId": "m", "email": "Member@acme.test", "deleted": False})
    groups = [{"externalId": f"g{number}", "name": f"Group {number}", "memberExternalIds": ["p1", "m", "none"]} for number in range(20)]

    with on_commit(), django_assert_max_num_queries(45):
        assert imported(script, people, groups).status_code == 200

    assert organization.members.filter(external_id__startswith="p", status=Status.INVITED).count() == 40
    world.acme.member.refresh_from_db()
    assert (world.acme.member.external_id, world.acme.member.status) == ("m", Status.CONFIRMED)
    group = organization.groups.get(external_id="g7")
    assert {user.email for user in group.auth_group.user_set.all()} == {"p1@acme.test", "member@acme.test"}
    assert len(mailoutbox) == 40 and made_by_program()

    # Once more: nobody is asked twice, and who left the directory leaves.
    with on_commit():
        groups = [{"externalId": "g7", "name": "Seven", "memberExternalIds": ["p2"]}]
        deleted = [{"externalId": "p1", "email": "p1@acme.test", "deleted": True}]
        assert imported(script, people[:3] + people[-1:] + deleted, groups, overwriteExisting=True).status_code == 200
    assert set(organization.members.exclude(external_id=None).values_list("external_id", flat=True)) == {"p0", "p1", "p2", "m"}
    # `p1` is there and deleted: whoever is there stays.
    group.refresh_from_db()
    assert (group.name, [user.email for user in group.auth_group.user_set.all()]) == ("Seven", ["p2@acme.test"])
    assert len(mailoutbox) == 40
    imported(script, deleted)
    assert not organization.members.filter(external_id="p1").exists()
    # Those the directory does not know are not its to remove.
    assert organization.membership(grouped)


def test_an_import_is_all_or_nothing(script, world, owner):
    organization = world.acme.organization
    organization.members.filter(user=owner).update(external_id="owner")
    many = [{"externalId": f"p{number}", "email": f"p{number}@acme.test"} for number in range(2001)]
    before = organization.members.count()

    assert "seats" in imported(script, many[:50], [{"externalId": "g", "name": "G"}]).json()["message"]
    assert imported(script, many).json()["message"] == "You cannot import this much data at once."
    assert imported(script, [{"externalId": "a"}]).status_code == 400
    assert imported(script, [], [{"externalId": "a", "name": "nul\0"}]).status_code == 400
    assert imported(script, [{"externalId": "owner", "deleted": True}], overwriteExisting=True).status_code == 200
    assert (organization.members.count(), organization.groups.count()) == (before, 1)


def test_seats_are_the_providers_to_give(client, script, world):
    assert script.get("organization/subscription")["passwordManager"]["seats"] == 10
    refused = script.ask("PUT", "organization/subscription", {"passwordManager": {"seats": 12}})
    assert (refused.status_code, "Northwind" in refused.json()["message"]) == (400, True)

    alone = make_organization("Alone", seats=3)
    add_member(alone, make_user("owner@alone.test"), Role.OWNER)
    own = Script(client, alone)
    body = {"passwordManager": {"seats": 5, "maxAutoScaleSeats": 8}}
    assert own.ask("PUT", "organization/subscription", body).status_code == 200
    alone.refresh_from_db()
    assert (alone.seats, alone.seat_limit) == (5, 8)
    assert SeatChange.objects.filter(organization_id=alone.pk, seats_before=3, seats_after=5).exists()
    assert own.ask("PUT", "organization/subscription", {"passwordManager": {"seats": 9}}).status_code == 400


def test_what_is_elsewhere_does_not_exist(script, world):
    birch, nobody = world.birch, str(uuid4())
    stranger = birch.organization.members.first()
    before = Event.objects.count()

    for pk in (stranger.pk, nobody):
        for method in ("GET", "PUT", "DELETE"):
            assert script.ask(method, f"members/{pk}", {"type": 2}).status_code == 404
            assert script.ask(method, f"groups/{pk}", {"name": "x"}).status_code == 404
            assert script.ask(method, f"collections/{birch.shared.pk}", {}).status_code == 404
        assert script.ask("PUT", f"groups/{world.acme.group.pk}/member-ids", {"memberIds": [pk]}).status_code == 404
        assert script.ask("PUT", f"members/{world.acme.member.pk}/group-ids", {"groupIds": [pk]}).status_code == 404
    foreign = [{"id": birch.shared.pk}]
    assert script.ask("POST", "members", {"type": 2, "email": "a@b.test", "collections": foreign}).status_code == 404
    assert script.ask("POST", "groups", {"name": "x", "collections": foreign}).status_code == 404
    assert Event.objects.count() == before


def test_a_script_that_asks_too_often_has_to_wait(script, settings):
    settings.API_REQUESTS_PER_ORGANIZATION = "1 per minute"

    answers = [script.ask("GET", "members") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 429]
    assert answers[1].headers["Retry-After"]
