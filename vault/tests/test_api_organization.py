"""Collections and members of an organization as Bitwarden's clients manage them."""

import pytest

from events.models import Event
from events.types import EventType
from provider_portal.tests.world import Status, add_member, encstring, make_group, make_user, sealed
from vault import grants
from vault.levels import AccessLevel


@pytest.fixture
def place(world):
    return f"organizations/{world.acme.organization.pk}"


def waiting(world):
    return add_member(world.acme.organization, make_user("waiting@acme.test"), status=Status.ACCEPTED)


def test_a_member_lists_the_collections_granted_to_them(api, world, place, member):
    rows = api(member).get(f"{place}/collections").json()["data"]

    assert [(row["id"], row["name"]) for row in rows] == [(str(world.acme.shared.pk), world.acme.shared.name)]


def test_provider_staff_list_all_collections_with_who_is_granted_them(api, world, place, service_user):
    rows = {row["id"]: row for row in api(service_user).get(f"{place}/collections/details").json()["data"]}

    assert rows.keys() == {str(world.acme.shared.pk), str(world.acme.other.pk)}
    shared = rows[str(world.acme.shared.pk)]
    assert [row["id"] for row in shared["groups"]] == [str(world.acme.group.pk)]
    assert str(world.acme.member.pk) in {row["id"] for row in shared["users"]}
    assert (shared["manage"], shared["assigned"], shared["readOnly"]) == (True, False, False)


def test_a_collection_is_made_changed_and_deleted(api, world, place, owner):
    asking, first, second = api(owner), encstring(), encstring()
    group = {"id": str(world.acme.group.pk), "readOnly": True}
    made = asking.ask("POST", f"{place}/collections", {"name": first, "groups": [group], "users": []}).json()
    path = f"{place}/collections/{made['id']}"
    creator = world.acme.organization.membership(owner)
    assert [(row["id"], row["manage"]) for row in made["users"]] == [(str(creator.pk), True)]

    member = {"id": str(world.acme.member.pk), "hidePasswords": True}
    users = [*made["users"], member]
    changed = asking.ask("PUT", path, {"name": second, "groups": [], "users": users}).json()
    assert (changed["name"], changed["groups"]) == (second, [])
    # Without a name it keeps the one it has, without people those.
    assert asking.ask("PUT", path, {"externalId": "hr"}).json()["name"] == second
    details = asking.get(f"{path}/details").json()
    assert {row["id"]: row["hidePasswords"] for row in details["users"]}[member["id"]] is True

    assert asking.ask("DELETE", path).status_code == 200
    assert asking.get(f"{path}/details").status_code == 404
    kinds = list(Event.objects.filter(collection_id=made["id"]).order_by("date").values_list("type", flat=True))
    assert kinds == [EventType.COLLECTION_CREATED, EventType.COLLECTION_UPDATED, EventType.COLLECTION_UPDATED,
                     EventType.COLLECTION_DELETED]  # fmt: skip


def test_what_is_of_elsewhere_is_not_there(api, world, place, provider_admin, member):
    asking, birch = api(provider_admin), world.birch
    foreign = birch.organization.members.get()
    access = {"name": encstring(), "users": [{"id": str(foreign.pk), "manage": True}]}
    answers = [
        asking.get(f"{place}/collections/{birch.shared.pk}/details"),
        asking.ask("PUT", f"{place}/collections/{birch.shared.pk}", {"name": encstring()}),
        asking.ask("DELETE", f"{place}/collections/{birch.shared.pk}"),
        asking.ask("POST", f"{place}/collections", access),
        asking.ask("PUT", f"{place}/collections/{world.acme.shared.pk}", access),
        asking.get(f"{place}/users/{foreign.pk}"),
        asking.ask("DELETE", f"{place}/users/{foreign.pk}"),
        asking.ask("POST", f"{place}/users/{foreign.pk}/confirm", {"key": sealed()}),
        asking.ask("POST", f"{place}/users/confirm", {"keys": [{"id": str(foreign.pk), "key": sealed()}]}),
        asking.ask("DELETE", f"{place}/users", {"ids": [str(foreign.pk)]}),
        asking.get(f"organizations/{world.cedar.organization.pk}/collections"),
        api(member).get(f"{place}/users"),
        api(member).get(f"{place}/export"),
        api(member).ask("PUT", f"{place}/collections/{world.acme.shared.pk}", {"name": encstring()}),
    ]

    assert [answer.status_code for answer in answers] == [404] * len(answers)
    assert not Event.objects.exists()


def test_members_are_listed_with_a_constant_number_of_statements(api, world, place, owner, django_assert_max_num_queries):
    asking = api(owner)
    with django_assert_max_num_queries(25):
        one = asking.get(f"{place}/users?includeCollections=true&includeGroups=true").json()["data"]
    group = make_group(world.acme.organization, "More")
    for number in range(20):
        row = add_member(world.acme.organization, make_user(f"more{number}@acme.test"))
        row.user.groups.add(group.auth_group)
        grants.grant_to_members([(row, world.acme.shared, AccessLevel.VIEW)])
    with django_assert_max_num_queries(25):
        many = asking.get(f"{place}/users?includeCollections=true&includeGroups=true").json()["data"]

    assert len(many) == len(one) + 20
    row = next(row for row in many if row["id"] == str(world.acme.member.pk))
    assert (row["email"], row["status"], row["type"]) == ("member@acme.test", 2, 2)
    assert [entry["id"] for entry in row["collections"]] == [str(world.acme.shared.pk)]
    assert many[-1]["groups"] == [str(group.pk)]


def test_a_member_who_waits_is_confirmed_once(api, world, place, owner):
    row, key = waiting(world), sealed()
    asking = api(owner)
    assert asking.get(f"{place}/users/{row.pk}").json()["status"] == Status.ACCEPTED
    assert asking.get(f"users/{row.user_id}/public-key").json()["publicKey"] == row.user.public_key
    keys = asking.ask("POST", f"{place}/users/public-keys", {"ids": [str(row.pk)]}).json()["data"]
    assert [entry["key"] for entry in keys] == [row.user.public_key]

    assert asking.ask("POST", f"{place}/users/{row.pk}/confirm", {"key": key}).status_code == 200
    again = asking.ask("POST", f"{place}/users/{row.pk}/confirm", {"key": sealed()})

    row.refresh_from_db()
    assert (row.status, row.wrapped_key) == (Status.CONFIRMED, key)
    assert (again.status_code, again.json()["message"]) == (400, "This member is not waiting to be confirmed.")


def test_members_are_invited_changed_revoked_restored_and_removed(api, world, place, owner):
    asking = api(owner)
    invitation = {"emails": ["new@acme.test"], "type": 2, "permissions": {}, "collections": [], "groups": []}
    assert asking.ask("POST", f"{place}/users/invite", invitation).status_code == 200
    row = world.acme.organization.members.get(user__email="new@acme.test")

    change = {"type": 4, "permissions": {"accessEventLogs": True}, "groups": [str(world.acme.group.pk)]}
    assert asking.ask("PUT", f"{place}/users/{row.pk}", change).status_code == 200
    row.refresh_from_db()
    assert (row.role, row.custom_flags) == (4, ["accessEventLogs"])
    assert list(row.user.groups.all()) == [world.acme.group.auth_group]

    assert asking.ask("PUT", f"{place}/users/{row.pk}/revoke").status_code == 200
    bulk = asking.ask("PUT", f"{place}/users/restore", {"ids": [str(row.pk)]}).json()["data"]
    assert [(entry["id"], entry["error"]) for entry in bulk] == [(str(row.pk), "")]
    assert asking.ask("DELETE", f"{place}/users/{row.pk}").status_code == 200
    assert not world.acme.organization.members.filter(pk=row.pk).exists()
    own = world.acme.organization.membership(owner)
    assert asking.ask("DELETE", f"{place}/users/{own.pk}").status_code == 400


def test_an_export_gives_everything_but_the_trash_and_is_recorded(api, world, place, owner, service_user):
    asking = api(service_user)
    asking.ask("PUT", f"ciphers/{world.acme.other_item.pk}/delete")
    for person in (owner, service_user):
        answer = api(person).get(f"{place}/export").json()
        assert {row["id"] for row in answer["collections"]} == {str(world.acme.shared.pk), str(world.acme.other.pk)}
        assert [(row["id"], row["collectionIds"]) for row in answer["ciphers"]] == [
            (str(world.acme.shared_item.pk), [str(world.acme.shared.pk)])
        ]
    exports = Event.objects.filter(type=EventType.ORGANIZATION_EXPORTED).order_by("date")
    assert [row.provider_id for row in exports] == [None, world.northwind.pk]


def test_a_client_that_keeps_its_items_is_not_exported_by_its_provider(api, world, place, service_user):
    world.acme.organization.provider_item_access = "administration"
    world.acme.organization.save()

    assert api(service_user).get(f"{place}/export").status_code == 404
