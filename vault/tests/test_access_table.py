"""The tables of features 4.2, cell by cell, on the routes: what a level gives, and what the settings give to roles."""

import pytest
from django.db import transaction
from django.urls import reverse

from organizations.models import Organization
from provider_portal.tests.world import (
    Role,
    add_member,
    encstring,
    make_cipher,
    make_collection,
    make_group,
    make_user,
)
from vault import grants
from vault.levels import AccessLevel
from vault.models import Cipher, Collection
from vault.tests.wire import Api, login_request

pytestmark = pytest.mark.django_db

V, VH, E, EH, M = AccessLevel.VIEW, AccessLevel.VIEW_HIDDEN, AccessLevel.EDIT, AccessLevel.EDIT_HIDDEN, AccessLevel.MANAGE
LEVELS = [V, VH, E, EH, M]
# The first table: who may, by level. `limited` is with the switch of that row on.
TABLE = {
    "view": {V, VH, E, EH, M},
    "see hidden values": {V, E, M},
    "add": {E, EH, M},
    "edit": {E, EH, M},
    "remove from collection": {E, M},
    "delete item": {E, EH, M},
    "delete item limited": {M},
    "access list": {M},
    "delete collection": {M},
    "delete collection limited": set(),
}
SWITCH = {"delete item limited": "limit_item_deletion", "delete collection limited": "limit_collection_deletion"}
# Owners and admins with Manage delete a collection though that is limited to them.
ADMINISTRATORS = {"delete collection limited": {M}}


class Acts:
    """What the table's columns mean as requests; each answers whether it was done."""

    def __init__(self, client, organization, collection, item, elsewhere):
        self.client, self.organization, self.collection = client, organization, collection
        self.item, self.elsewhere = item, elsewhere

    def send(self, method, name, row, body=None):
        return getattr(self.client, method)(
            reverse(f"vault:{name}", args=[row.pk]), body or {}, content_type="application/json"
        ).status_code in (200, 201)

    def content(self):
        return {"type": 1, "name": encstring(), "login": {}, "organizationId": str(self.organization.pk)}

    def seen(self):
        items = self.client.get(reverse("vault:member_items")).json()["ciphers"]
        return next((item for item in items if item["id"] == str(self.item.pk)), None)

    def view(self):
        return self.seen() is not None

    def see_hidden_values(self):
        return bool(self.seen()) and self.seen()["viewPassword"]

    def add(self):
        body = {"cipher": self.content(), "collectionIds": [str(self.collection.pk)]}
        return self.send("post", "create_shared_item", self.organization, body)

    def edit(self):
        return self.send("put", "update_item", self.item, {"cipher": self.content()})

    def remove_from_collection(self):
        body = {"collectionIds": [str(self.elsewhere.pk)]}
        self.send("put", "update_item_collections", self.item, body)
        return not self.collection.links.filter(cipher=self.item).exists()

    def delete_item(self):
        body = {"ids": [str(self.item.pk)]}
        answer = self.client.post(reverse("vault:trash_item"), body, content_type="application/json")
        assert answer.status_code in (200, 403, 404)
        return Cipher.objects.get(pk=self.item.pk).deleted_at is not None

    def access_list(self):
        return self.send("put", "collection_access", self.collection, {"users": [], "groups": []})

    def delete_collection(self):
        return self.send("post", "delete_collection", self.collection)

    def create_collection(self):
        return self.send("post", "create_collection", self.organization, {"name": encstring()})

    def done(self, action):
        """Do it and take it back."""
        with transaction.atomic():
            outcome = getattr(self, action.removesuffix(" limited").replace(" ", "_"))()
            transaction.set_rollback(True)
        return outcome


class WireActs(Acts):
    """The same as Bitwarden's clients ask."""

    def __init__(self, acts, user):
        super().__init__(acts.client, acts.organization, acts.collection, acts.item, acts.elsewhere)
        self.api = Api(acts.client, user)
        self.place = f"organizations/{acts.organization.pk}/collections/{acts.collection.pk}"

    def asked(self, method, path, body=None):
        return self.api.ask(method, path, body).status_code == 200

    def content(self):
        return login_request(organizationId=str(self.organization.pk))

    def seen(self):
        return next((item for item in self.api.sync()["ciphers"] if item["id"] == str(self.item.pk)), None)

    def add(self):
        return self.asked("POST", "ciphers/create", {"cipher": self.content(), "collectionIds": [str(self.collection.pk)]})

    def edit(self):
        return self.asked("PUT", f"ciphers/{self.item.pk}", self.content())

    def remove_from_collection(self):
        self.asked("PUT", f"ciphers/{self.item.pk}/collections_v2", {"collectionIds": [str(self.elsewhere.pk)]})
        return not self.collection.links.filter(cipher=self.item).exists()

    def delete_item(self):
        self.asked("PUT", f"ciphers/{self.item.pk}/delete")
        return Cipher.objects.get(pk=self.item.pk).deleted_at is not None

    def access_list(self):
        return self.asked("PUT", self.place, {"name": encstring(), "users": [], "groups": []})

    def delete_collection(self):
        return self.asked("DELETE", self.place)


@pytest.fixture
def acts(client, world):
    """An item in one collection, and another collection that everybody may fill and nobody else is concerned by."""
    organization = world.acme.organization
    collection, elsewhere = make_collection(organization), make_collection(organization)
    # Somebody else manages both, so that neither is orphaned.
    manager = add_member(organization, make_user("manager@acme.test"))
    grants.grant_to_members([(manager, collection, M), (manager, elsewhere, M)])
    return Acts(client, organization, collection, make_cipher(organization, collection), elsewhere)


def person(acts, role, flags=()):
    user = make_user("person@acme.test")
    member = add_member(acts.organization, user, role, custom_flags=list(flags))
    acts.client.force_login(user)
    return member


def switch(**fields):
    Organization.objects.update(**fields)


@pytest.mark.parametrize("through", ["member", "group"])
@pytest.mark.parametrize("role", [Role.MEMBER, Role.CUSTOM, Role.ADMIN, Role.OWNER], ids=lambda role: role.name)
@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.codename)
def test_a_level_gives_what_the_table_says(acts, level, role, through):
    member = person(acts, role, ["accessReports"] if role == Role.CUSTOM else [])
    if through == "group":
        group = make_group(acts.organization, "Team", member.user)
        grants.grant_to_groups([(group, acts.collection, level), (group, acts.elsewhere, EH)])
    else:
        grants.grant_to_members([(member, acts.collection, level), (member, acts.elsewhere, EH)])

    check(acts, level, role)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.OWNER], ids=lambda role: role.name)
@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.codename)
def test_a_level_gives_the_same_to_apps(acts, level, role):
    member = person(acts, role)
    grants.grant_to_members([(member, acts.collection, level), (member, acts.elsewhere, EH)])

    check(WireActs(acts, member.user), level, role)


def check(acts, level, role):
    for action, levels in TABLE.items():
        switch(limit_item_deletion=False, limit_collection_deletion=False)
        if action in SWITCH:
            switch(**{SWITCH[action]: True})
        if role in (Role.OWNER, Role.ADMIN):
            levels = ADMINISTRATORS.get(action, levels)
        assert acts.done(action) == (level in levels), action


EVERYTHING = {action for action in TABLE if not action.startswith(("view", "see"))}
ORPHANED = {"access list"}


@pytest.mark.parametrize(
    ("role", "flags", "all_access", "expected"),
    [
        (Role.OWNER, [], True, EVERYTHING),
        (Role.OWNER, [], False, set()),
        (Role.ADMIN, [], True, EVERYTHING),
        (Role.ADMIN, [], False, set()),
        (Role.MEMBER, [], True, set()),
        (Role.MEMBER, [], False, set()),
        (Role.CUSTOM, ["editAnyCollection"], True, EVERYTHING - {"delete collection", "delete collection limited"}),
        (Role.CUSTOM, ["editAnyCollection"], False, EVERYTHING - {"delete collection", "delete collection limited"}),
        (Role.CUSTOM, ["deleteAnyCollection"], False, {"delete collection", "delete collection limited"}),
        (Role.CUSTOM, ["manageUsers", "manageGroups", "managePolicies", "accessImportExport"], True, set()),
    ],
)
def test_what_a_role_does_where_it_is_granted_nothing(acts, role, flags, all_access, expected):
    person(acts, role, flags)

    for action in EVERYTHING:
        switch(allow_admin_access_to_all=all_access, limit_item_deletion=False, limit_collection_deletion=False)
        if action in SWITCH:
            switch(**{SWITCH[action]: True})
        assert acts.done(action) == (action in expected), action


@pytest.mark.parametrize(("role", "managed"), [(Role.OWNER, True), (Role.ADMIN, True), (Role.MEMBER, False)])
def test_without_access_to_all_an_orphaned_collection_is_given_a_manager(acts, role, managed):
    acts.collection.user_grants.all().delete()
    person(acts, role)

    assert {action for action in EVERYTHING if acts.done(action)} == (ORPHANED if managed else set())


@pytest.mark.parametrize(
    ("role", "flags", "limited", "open_to_all"),
    [
        (Role.OWNER, [], True, True),
        (Role.ADMIN, [], True, True),
        (Role.MEMBER, [], False, True),
        (Role.CUSTOM, ["createNewCollections"], True, True),
        (Role.CUSTOM, ["editAnyCollection"], False, True),
    ],
)
def test_who_creates_collections_and_manages_them(acts, role, flags, limited, open_to_all):
    member = person(acts, role, flags)

    switch(limit_collection_creation=True)
    assert acts.done("create collection") == limited
    switch(limit_collection_creation=False)
    assert acts.create_collection() == open_to_all
    assert Collection.objects.latest("created_at").access_of(member.user) == M.access


@pytest.mark.parametrize("persona", ["provider_admin", "service_user"])
@pytest.mark.parametrize("all_access", [True, False])
def test_provider_staff_act_as_owners_who_reach_everything(acts, world, persona, all_access):
    switch(allow_admin_access_to_all=all_access, limit_collection_creation=True)
    acts.client.force_login(getattr(world.people, persona))

    for action in EVERYTHING | {"create collection"}:
        if action in SWITCH:
            switch(**{SWITCH[action]: True})
        assert acts.done(action), action


@pytest.mark.parametrize("persona", ["provider_admin", "service_user"])
def test_under_administration_only_they_reach_no_item(acts, world, persona):
    switch(provider_item_access="administration")
    acts.client.force_login(getattr(world.people, persona))

    done = {action for action in EVERYTHING if acts.done(action)}

    assert done == {"access list", "delete collection", "delete collection limited"}


def test_own_level_stands_above_the_groups(acts):
    member = person(acts, Role.MEMBER)
    group = make_group(acts.organization, "Team", member.user)
    grants.grant_to_groups([(group, acts.collection, M)])
    grants.grant_to_members([(member, acts.collection, VH)])

    assert {action for action in TABLE if acts.done(action)} == {"view"}
