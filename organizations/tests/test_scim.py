"""SCIM as a directory speaks it: the standard's answers, the dialects of those that exist, and what is refused."""

import json
from uuid import uuid4

import pytest

from events.models import Event
from events.types import EventType, SystemUser
from organizations.machines import directory
from organizations.models import OrganizationMember
from organizations.services import keys
from provider_portal.tests.world import Role, add_member, make_organization, make_user

pytestmark = pytest.mark.django_db
Status = OrganizationMember.Status
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"


class Directory:
    """A SCIM client of one organization."""

    def __init__(self, client, organization, key=None):
        self.client, self.organization = client, organization
        self.key = key or keys.issue_key(organization, keys.SCIM, actor=directory(organization))

    def ask(self, method, path, body=None, **query):
        return self.client.generic(
            method,
            f"/scim/v2/{self.organization.pk}/{path}",
            "" if body is None else json.dumps(body),
            content_type="application/scim+json",
            headers={"Authorization": f"Bearer {self.key}"},
            query_params=query,
        )

    def create(self, email, **attributes):
        emails = [{"value": email, "type": "work", "primary": True}]
        return self.ask("POST", "Users", {"userName": email, "emails": emails, "active": True, **attributes})

    def patch(self, path, *operations):
        return self.ask("PATCH", path, {"schemas": [PATCH], "Operations": list(operations)})

    def found(self, path, **query):
        return [row["id"] for row in self.ask("GET", path, **query).json()["Resources"]]


@pytest.fixture
def scim(client, world):
    return Directory(client, world.acme.organization)


def recorded():
    return list(Event.objects.filter(type__gte=1400, type__lt=1600).order_by("date").values_list("type", flat=True))


def problem(response, status, kind=None):
    body = response.json()
    assert (response.status_code, body["status"], body.get("scimType")) == (status, str(status), kind)
    assert response.headers["Content-Type"] == "application/scim+json"
    assert body["schemas"] == [ERROR] and body["detail"]
    return True


def test_a_directory_invites_deactivates_and_deletes(scim, world, mailoutbox, on_commit):
    name = {"givenName": "New", "familyName": "Person"}
    with on_commit():
        response = scim.create("New@acme.test", externalId="dir-1", displayName="New Person", name=name)

    made = response.json()
    member = world.acme.organization.members.get(pk=made["id"])
    assert response.status_code == 201
    assert response.headers["Location"] == made["meta"]["location"]
    assert (member.user.email, member.role, member.status, member.external_id) == (
        "new@acme.test", Role.MEMBER, Status.INVITED, "dir-1"
    )
    assert (made["userName"], made["name"], made["displayName"]) == ("New@acme.test", name, "New Person")
    assert (made["active"], made["externalId"], made["groups"]) == (True, "dir-1", [])
    assert [mail.to for mail in mailoutbox] == [["new@acme.test"]]

    assert scim.patch(f"Users/{made['id']}", {"op": "replace", "path": "active", "value": False}).json()["active"] is False
    assert scim.ask("GET", f"Users/{made['id']}").json()["active"] is False
    member.refresh_from_db()
    assert member.status == Status.REVOKED
    # Okta's dialect, then Entra's.
    assert scim.patch(f"Users/{made['id']}", {"op": "replace", "value": {"active": True}}).json()["active"] is True
    answer = scim.patch(f"Users/{made['id']}", {"op": "Replace", "path": "active", "value": "False"})
    assert answer.json()["active"] is False

    assert scim.ask("DELETE", f"Users/{made['id']}").status_code == 204
    assert problem(scim.ask("GET", f"Users/{made['id']}"), 404)
    assert problem(scim.ask("DELETE", f"Users/{made['id']}"), 404)
    assert recorded() == [
        EventType.MEMBER_INVITED,
        EventType.MEMBER_REVOKED,
        EventType.MEMBER_RESTORED,
        EventType.MEMBER_REVOKED,
        EventType.MEMBER_REMOVED,
    ]
    acts = Event.objects.filter(type__lt=1600, type__gte=1500)
    assert set(acts.values_list("system_user", "acting_user_id", "provider_id")) == {(SystemUser.SCIM, None, None)}


def test_who_is_not_active_yet_takes_no_seat_and_gets_no_mail(scim, world, mailoutbox, on_commit):
    organization = world.acme.organization
    organization.seats = organization.members.occupying_a_seat().count()
    organization.save(update_fields=["seats"])

    with on_commit():
        response = scim.create("later@acme.test", active=False)
        member = organization.members.get(pk=response.json()["id"])
        refused = scim.patch(f"Users/{member.pk}", {"op": "replace", "path": "active", "value": True})

    assert (response.status_code, member.status, mailoutbox) == (201, Status.STAGED, [])
    assert problem(refused, 400) and "seats" in refused.json()["detail"]
    organization.seats += 1
    organization.save(update_fields=["seats"])
    with on_commit():
        scim.patch(f"Users/{member.pk}", {"op": "replace", "path": "active", "value": True})
    member.refresh_from_db()
    assert (member.status, len(mailoutbox)) == (Status.INVITED, 1)
    assert recorded() == [EventType.MEMBER_STAGED, EventType.MEMBER_INVITED]


def test_who_was_there_before_is_found_and_not_made_twice(scim, world, member):
    row = str(world.acme.member.pk)

    assert scim.found("Users", filter='userName eq "MEMBER@acme.test"') == [row]
    assert problem(scim.create("member@acme.test"), 409, "uniqueness")
    changed = scim.patch(f"Users/{row}", {"op": "add", "path": "externalId", "value": "dir-7"}).json()
    assert (changed["externalId"], changed["userName"]) == ("dir-7", "member@acme.test")
    assert scim.found("Users", filter='externalId eq "dir-7"') == [row]
    assert problem(scim.create("else@acme.test", externalId="dir-7"), 409, "uniqueness")
    # The account is the person's: a directory renames only what it calls them.
    scim.ask("PUT", f"Users/{row}", {"userName": "m.ember@acme.test", "active": True})
    member.refresh_from_db()
    assert member.email == "member@acme.test"
    assert scim.found("Users", filter='userName eq "m.ember@acme.test"') == [row]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ('userName sw "a" and active eq true', 1),
        ('userName co "acme"', 6),
        ("active eq false", 1),
        ('not (active eq "True")', 1),
        ('emails[type eq "work" and value ew "@acme.test"]', 6),
        ('emails.value eq "owner@acme.test"', 1),
        ('emails[type eq "work"].value eq "owner@acme.test"', 1),
        ('emails[type eq "home"].value eq "owner@acme.test" or emails[type eq "work"].value sw "admin"', 1),
        ('emails eq "owner@acme.test"', 1),
        ('userName eq "owner@acme.test" or userName eq "admin@acme.test"', 2),
        ('groups.display eq "support"', 1),
        ("externalId pr", 0),
        ('meta.lastModified gt "2020-01-01T00:00:00Z"', 6),
        ('urn:ietf:params:scim:schemas:core:2.0:User:userName eq "owner@acme.test"', 1),
        ('USERNAME EQ "owner@acme.test"', 1),
        ('userName eq "owner\\u0040acme.test"', 1),
        ('id eq "nothing"', 0),
    ],
)
def test_filters(scim, asked, count):
    answer = scim.ask("GET", "Users", filter=asked).json()

    assert (answer["totalResults"], len(answer["Resources"])) == (count, count)


@pytest.mark.parametrize("asked", ["userName", "userName is 1", 'userName eq "a', "(", 'userName eq "\\u0000"', 'userName eq "\\ud800"', 'a eq "b" and', '"a" eq "b"', "a[b eq 1"])
def test_a_filter_that_cannot_be_read_is_refused(scim, asked):
    assert problem(scim.ask("GET", "Users", filter=asked), 400, "invalidFilter")


def test_paging_and_projection(scim, world):
    everybody = scim.found("Users")

    page = scim.ask("GET", "Users", startIndex=3, count=2).json()
    assert [row["id"] for row in page["Resources"]] == everybody[2:4]
    assert (page["totalResults"], page["startIndex"], page["itemsPerPage"]) == (len(everybody), 3, 2)
    assert scim.ask("GET", "Users", count=0).json()["Resources"] == []
    assert problem(scim.ask("GET", "Users", count="many"), 400, "invalidValue")
    only = scim.ask("GET", "Users", count=1, attributes="userName,emails.value").json()["Resources"][0]
    assert set(only) == {"schemas", "id", "userName", "emails"}
    group = scim.ask("GET", "Groups", excludedAttributes="members").json()["Resources"][0]
    assert "members" not in group and group["displayName"] == "Support"
    search = {"filter": 'userName eq "owner@acme.test"', "count": 5}
    assert scim.ask("POST", "Users/.search", search).json()["totalResults"] == 1


def test_groups_are_made_renamed_filled_and_emptied(scim, world, member, grouped):
    acme = world.acme
    person, other = str(acme.member.pk), str(acme.organization.membership(grouped).pk)
    made = scim.ask("POST", "Groups", {"displayName": "Night", "externalId": "g1", "members": [{"value": person}]})
    path = f"Groups/{made.json()['id']}"
    group = acme.organization.groups.get(pk=made.json()["id"])

    def people(answer):
        assert answer.status_code == 200
        return {entry["value"] for entry in answer.json().get("members", [])}

    assert (made.status_code, made.json()["members"][0]["value"]) == (201, person)
    assert scim.ask("GET", f"Users/{person}").json()["groups"][0]["display"] == "Night"
    assert problem(scim.ask("POST", "Groups", {"displayName": "night"}), 409, "uniqueness")
    assert people(scim.patch(path, {"op": "Add", "path": "members", "value": [{"value": other}]})) == {person, other}
    assert people(scim.patch(path, {"op": "remove", "path": f'members[value eq "{person}"]'})) == {other}
    gone = {"op": "Remove", "path": "members", "value": [{"value": other}]}
    assert people(scim.patch(path, gone)) == set()
    both = {"op": "replace", "path": "members", "value": [{"value": person}, {"value": other}]}
    assert people(scim.patch(path, both)) == {person, other}
    assert people(scim.patch(path, {"op": "replace", "value": {"id": str(group.pk), "displayName": "Day"}})) == {person, other}
    assert people(scim.patch(path, {"op": "remove", "path": "members"})) == set()
    assert people(scim.ask("PUT", path, {"displayName": "Day", "members": [{"value": person}]})) == {person}
    # Saying nothing of the members is not saying that there are none.
    assert people(scim.ask("PUT", path, {"displayName": "Dusk"})) == {person}
    group.refresh_from_db()
    assert (group.name, group.external_id, set(group.auth_group.user_set.all())) == ("Dusk", "g1", {member})
    assert scim.found("Groups", filter='displayName eq "DUSK"') == [str(group.pk)]
    assert scim.found("Groups", filter=f'members eq "{person}"') == [str(group.pk)]
    assert scim.ask("DELETE", path).status_code == 204
    assert problem(scim.ask("GET", path), 404)


def test_who_belongs_to_two_organizations_is_told_of_here_alone(scim, world, grouped):
    add_member(world.birch.organization, grouped)
    here = world.acme.organization.membership(grouped)

    [group] = scim.ask("GET", "Groups").json()["Resources"]
    assert [entry["value"] for entry in group["members"]] == [str(here.pk)]
    assert scim.ask("GET", "Users").json()["totalResults"] == world.acme.organization.members.count()


def test_dialects_of_entra(scim):
    pk = scim.create("entra@acme.test", name={"givenName": "Old"}).json()["id"]

    answer = scim.patch(
        f"Users/{pk}",
        {"op": "Add", "path": 'emails[type eq "home"].value', "value": "home@acme.test"},
        {"op": "Replace", "path": "name.familyName", "value": "Name"},
        {"op": "Add", "value": {"name.givenName": "New", "displayName": "New Name"}},
        {"op": "Replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": "IT"},
        {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "entra2@acme.test"},
    ).json()

    assert answer["name"] == {"givenName": "New", "familyName": "Name"}
    assert answer["displayName"] == "New Name"
    assert {(email["type"], email["value"]) for email in answer["emails"]} == {
        ("work", "entra2@acme.test"), ("home", "home@acme.test")
    }
    assert problem(scim.patch(f"Users/{pk}", {"op": "replace", "path": 'emails[type eq "x"].value', "value": "y"}), 400, "noTarget")
    assert problem(scim.patch(f"Users/{pk}", {"op": "replace", "path": "id", "value": "1"}), 400, "mutability")
    assert problem(scim.patch(f"Users/{pk}", {"op": "remove"}), 400, "noTarget")
    assert problem(scim.patch(f"Users/{pk}", {"op": "remove", "path": "userName"}), 400, "invalidValue")
    assert problem(scim.patch(f"Users/{pk}", {"op": "move", "path": "title"}), 400, "invalidSyntax")
    assert problem(scim.patch(f"Users/{pk}", {"op": "add", "path": "emails[", "value": 1}), 400, "invalidPath")


def test_dialects_of_okta(scim, world):
    asked = {"filter": 'userName eq "okta@acme.test"', "startIndex": "1", "count": "100"}
    assert scim.ask("GET", "Users", **asked).json() == {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": 0, "startIndex": 1, "itemsPerPage": 0, "Resources": [],
    }
    name = {"givenName": "Okta", "familyName": "Person", "middleName": ""}
    told = {"name": name, "displayName": "Okta Person", "locale": "en-US", "externalId": "00u1", "groups": [], "password": "x1y2"}
    made = scim.create("okta@acme.test", **told)
    pk = made.json()["id"]
    assert made.status_code == 201 and "password" not in made.json()
    member = world.acme.organization.members.get(pk=pk)
    # Deactivation by a whole PUT, by a PATCH without a path, and in Entra's spelling.
    for change, status in [
        (lambda: scim.ask("PUT", f"Users/{pk}", {**made.json(), "active": False}), Status.REVOKED),
        (lambda: scim.patch(f"Users/{pk}", {"op": "replace", "value": {"active": True}}), Status.INVITED),
        (lambda: scim.patch(f"Users/{pk}", {"op": "Replace", "path": "active", "value": "False"}), Status.REVOKED),
        (lambda: scim.patch(f"Users/{pk}", {"op": "Add", "path": "active", "value": "True"}), Status.INVITED),
    ]:
        assert change().status_code == 200
        member.refresh_from_db()
        assert member.status == status
    group = scim.ask("POST", "Groups", {"displayName": "Pushed", "members": []}).json()["id"]
    added = {"op": "add", "path": "members", "value": [{"value": pk, "display": "okta@acme.test"}]}
    assert [row["value"] for row in scim.patch(f"Groups/{group}", added).json()["members"]] == [pk]
    assert problem(scim.patch(f"Groups/{group}", {**added, "value": [{"value": str(uuid4())}]}), 400, "invalidValue")
    assert scim.ask("DELETE", f"Users/{pk}").status_code == 204
    assert scim.ask("GET", f"Groups/{group}").json()["members"] == []


def test_what_does_not_fit_is_refused_in_the_standards_words(scim):
    assert problem(scim.ask("POST", "Users", {"active": True}), 400, "invalidValue")
    assert problem(scim.ask("POST", "Users", {"userName": "nobody"}), 400, "invalidValue")
    assert problem(scim.ask("POST", "Users", {"userName": "a@acme.test", "active": "perhaps"}), 400, "invalidValue")
    assert problem(scim.ask("POST", "Users", {"userName": "a\0@acme.test"}), 400, "invalidValue")
    assert problem(scim.ask("POST", "Users", ["no object"]), 400, "invalidSyntax")
    assert problem(scim.ask("GET", "Users/none"), 404)
    assert problem(scim.ask("GET", "Bulk"), 404)
    answer = scim.ask("DELETE", "Users")
    assert problem(answer, 405) and answer.headers["Allow"] == "GET, POST"


def test_owners_are_out_of_a_directorys_reach(scim, world, owner):
    second = add_member(world.acme.organization, make_user("second@acme.test"), Role.OWNER)

    answer = scim.patch(f"Users/{second.pk}", {"op": "replace", "path": "active", "value": False})

    assert problem(answer, 403)
    assert problem(scim.ask("DELETE", f"Users/{second.pk}"), 403)
    assert world.acme.organization.members.get(pk=second.pk).status == Status.CONFIRMED


def test_an_address_may_end_with_a_slash(scim, world):
    assert scim.ask("GET", "Users/", count=0).json()["totalResults"] == 6
    assert scim.ask("GET", f"Groups/{world.acme.group.pk}/").json()["displayName"] == world.acme.group.name
    assert scim.ask("POST", "Users/", {"userName": "new@acme.test"}).status_code == 201
    assert problem(scim.ask("GET", "Nothing/"), 404)


def test_what_is_elsewhere_does_not_exist(scim, world):
    foreign = world.birch.organization.members.first()
    before = Event.objects.count()

    for method in ("GET", "PUT", "PATCH", "DELETE"):
        assert problem(scim.ask(method, f"Users/{foreign.pk}", {"userName": "x@x.test"}), 404)
        assert problem(scim.ask(method, f"Groups/{foreign.pk}", {"displayName": "x"}), 404)
    members = {"displayName": "Theirs", "members": [{"value": str(foreign.pk)}]}
    assert problem(scim.ask("POST", "Groups", members), 400, "invalidValue")
    addition = {"op": "add", "path": "members", "value": [{"value": str(uuid4())}]}
    assert problem(scim.patch(f"Groups/{world.acme.group.pk}", addition), 400, "invalidValue")
    assert scim.found("Users", filter=f'id eq "{foreign.pk}"') == []
    assert Event.objects.count() == before


def test_only_the_organizations_own_key_opens(client, scim, world, settings):
    acme, birch = world.acme.organization, world.birch.organization
    other = Directory(client, birch)

    assert problem(Directory(client, birch, key=scim.key).ask("GET", "Users"), 401)
    answer = Directory(client, acme, key="wrong").ask("GET", "Users")
    assert problem(answer, 401) and answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert problem(client.get(f"/scim/v2/{uuid4()}/Users"), 401)
    assert other.ask("GET", "Users").status_code == 200
    keys.withdraw_key(birch, keys.SCIM, actor=directory(birch))
    assert problem(other.ask("GET", "Users"), 401)
    acme.enabled = False
    acme.save(update_fields=["enabled"])
    assert problem(scim.ask("GET", "Users"), 401)
    free = make_organization("Free", plan="free")
    assert problem(Directory(client, free).ask("GET", "Users"), 401)
    settings.LOGIN_ATTEMPTS_PER_NETWORK = "1 per 5 minutes"
    assert problem(Directory(client, acme, key="wrong").ask("GET", "Users"), 401)
    assert problem(Directory(client, acme, key="wrong").ask("GET", "Users"), 429)


def test_a_directory_that_asks_too_often_has_to_wait(scim, settings):
    settings.API_REQUESTS_PER_ORGANIZATION = "2 per minute"

    answers = [scim.ask("GET", "ServiceProviderConfig") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["Retry-After"]


def test_what_is_supported_is_described(scim):
    config = scim.ask("GET", "ServiceProviderConfig").json()
    types, schemas = (scim.ask("GET", path).json() for path in ("ResourceTypes", "Schemas"))

    assert (config["patch"]["supported"], config["filter"]["supported"], config["bulk"]["supported"]) == (True, True, False)
    assert [row["endpoint"] for row in types["Resources"]] == ["/Users", "/Groups"]
    assert [row["name"] for row in schemas["Resources"]] == ["User", "Group"]
    assert scim.ask("GET", f"Schemas/{schemas['Resources'][0]['id']}").json()["attributes"][0]["name"] == "userName"
    assert scim.ask("GET", "ResourceTypes/Group").json()["schema"].endswith(":Group")


def test_a_page_of_users_takes_as_many_statements_as_one(scim, world, django_assert_max_num_queries):
    for number in range(30):
        add_member(world.acme.organization, make_user(f"more{number}@acme.test"))

    with django_assert_max_num_queries(5):
        assert len(scim.found("Users")) == 36
    with django_assert_max_num_queries(5):
        assert len(scim.found("Groups")) == 1
