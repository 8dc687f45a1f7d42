"""Groups: their list, their people and collections, and what their end leaves behind: nothing."""

import pytest
from django.contrib.auth.models import Group as AuthGroup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Event
from events.types import EventType
from organizations.models import Group, Organization
from organizations.plans import Plan
from organizations.services.groups import delete_groups
from provider_portal.tests.world import Role, add_member, make_collection, make_group, make_user
from vault import grants
from vault.levels import AccessLevel
from vault.models import CollectionGroupGrant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def administered(world):
    """Owners and admins decide about every collection, unless a test says otherwise."""
    world.acme.organization.allow_admin_access_to_all = True
    world.acme.organization.save()


def url(name, organization, *more):
    return reverse(f"vault:{name}", args=[organization.pk, *more])


def level(collection):
    return f"level-{collection.pk}"


def save(client, group, **answers):
    return client.post(url("update_group", group.organization, group.pk), {"name": group.name, **answers})


def recorded():
    return sorted(Event.objects.values_list("type", flat=True))


def people(group):
    return set(group.auth_group.user_set.all())


def test_a_new_group_has_its_members_and_collections(client, world, admin, member):
    acme = world.acme
    client.force_login(admin)

    answers = {"name": "Night shift", "external_id": "dir-7", "members": [acme.member.pk], level(acme.other): "edit"}
    response = client.post(url("create_group", acme.organization), answers)

    assert response.status_code == 302
    group = acme.organization.groups.get(name="Night shift")
    assert (group.external_id, people(group)) == ("dir-7", {member})
    assert grants.levels_of_group(group) == {acme.other.pk: AccessLevel.EDIT}
    assert acme.other.access_of(member) == AccessLevel.EDIT.access
    assert recorded() == [EventType.GROUP_CREATED, EventType.MEMBER_UPDATED_GROUPS]
    assert set(Event.objects.values_list("group_id", flat=True)) == {group.pk}


def test_saving_replaces_people_and_collections_and_lets_them_sync(client, world, owner, member, grouped):
    acme = world.acme
    before = {person: person.revision_date for person in (member, grouped)}
    client.force_login(owner)

    save(client, acme.group, members=[acme.member.pk], **{level(acme.other): "manage", level(acme.shared): ""})

    assert people(acme.group) == {member}
    assert grants.levels_of_group(acme.group) == {acme.other.pk: AccessLevel.MANAGE}
    assert recorded() == [EventType.GROUP_UPDATED, EventType.MEMBER_UPDATED_GROUPS, EventType.MEMBER_UPDATED_GROUPS]
    for person, date in before.items():
        person.refresh_from_db()
        assert person.revision_date > date


def test_saving_what_is_there_records_nothing(client, world, owner, grouped):
    inside = world.acme.organization.membership(grouped)
    client.force_login(owner)

    save(client, world.acme.group, members=[inside.pk], **{level(world.acme.shared): "view_hidden"})

    assert recorded() == []


def test_a_new_name_is_recorded_for_the_provider_too(client, world, service_user, grouped):
    inside = world.acme.organization.membership(grouped)
    client.force_login(service_user)

    save(client, world.acme.group, name="Help desk", members=[inside.pk], **{level(world.acme.shared): "view_hidden"})

    event = Event.objects.get()
    assert (event.type, event.provider_id) == (EventType.GROUP_UPDATED, world.northwind.pk)
    assert world.acme.organization.groups.get().name == "Help desk"


def test_without_access_to_all_nobody_adds_themselves_but_others(client, world, admin, owner):
    acme = world.acme
    Organization.objects.update(allow_admin_access_to_all=False)
    own = acme.organization.members.get(user=admin)
    boss = acme.organization.members.get(user=owner)
    client.force_login(admin)

    refused = save(client, acme.group, members=[own.pk, boss.pk])
    assert "may not add yourself" in refused.content.decode()
    assert admin not in people(acme.group)
    assert recorded() == []

    save(client, acme.group, members=[boss.pk])
    assert people(acme.group) == {owner}


def test_with_access_to_all_an_admin_joins(client, world, admin):
    own = world.acme.organization.members.get(user=admin)
    client.force_login(admin)

    save(client, world.acme.group, members=[own.pk])

    assert people(world.acme.group) == {admin}


def test_collections_of_other_managers_stay_as_they_are(client, world, admin):
    acme = world.acme
    Organization.objects.update(allow_admin_access_to_all=False)
    # `shared` has a manager, who is revoked; `other` has none, so that admins may give it one.
    client.force_login(admin)

    page = client.get(url("update_group", acme.organization, acme.group.pk)).content.decode()
    save(client, acme.group, **{level(acme.other): "view"})

    assert "Managed by somebody else" in page
    assert grants.levels_of_group(acme.group) == {
        acme.shared.pk: AccessLevel.VIEW_HIDDEN,
        acme.other.pk: AccessLevel.VIEW,
    }


@pytest.mark.parametrize(("all_access", "offered"), [(True, 2), (False, 0)])
def test_a_custom_manager_of_groups_grants_where_admins_reach_everything(client, world, all_access, offered):
    Organization.objects.update(allow_admin_access_to_all=all_access)
    manager = make_user("manager@acme.test")
    add_member(world.acme.organization, manager, Role.CUSTOM, custom_flags=["manageGroups"])
    client.force_login(manager)

    page = client.get(url("update_group", world.acme.organization, world.acme.group.pk))

    assert len(page.context["form"].collections) == offered


@pytest.mark.parametrize("place", ["member", "collection", "group"])
def test_names_of_elsewhere_are_not_found(client, world, provider_admin, place):
    acme, birch = world.acme, world.birch
    foreign_group = make_group(birch.organization, "Team")
    client.force_login(provider_admin)
    group, answers = acme.group.pk, {"name": "Taken"}
    if place == "member":
        answers["members"] = [birch.organization.members.first().pk]
    elif place == "collection":
        answers[level(birch.shared)] = "manage"
    else:
        group = foreign_group.pk

    assert client.post(url("update_group", acme.organization, group), answers).status_code == 404
    assert client.post(
        url("delete_group", acme.organization),
        {"groups": [str(acme.group.pk), str(foreign_group.pk)]},
        content_type="application/json",
    ).status_code == 404
    assert recorded() == []
    assert Group.objects.count() == 2


def test_several_are_deleted_at_once_and_nothing_is_left(client, world, owner, grouped):
    acme = world.acme
    other = make_group(acme.organization, "Sales")
    kept = make_group(world.birch.organization, "Team")
    date = grouped.revision_date
    client.force_login(owner)

    answer = client.post(
        url("delete_group", acme.organization),
        {"groups": [str(acme.group.pk), str(other.pk)]},
        content_type="application/json",
    )

    assert answer.json() == {"deleted": 2}
    assert list(AuthGroup.objects.all()) == [kept.auth_group]
    assert not CollectionGroupGrant.objects.exists()
    assert acme.shared.access_of(grouped) is None
    assert recorded() == [EventType.GROUP_DELETED, EventType.GROUP_DELETED]
    grouped.refresh_from_db()
    assert grouped.revision_date > date


def test_the_statements_to_delete_do_not_grow_with_the_groups(world, owner):
    counts = []
    for number in (1, 6):
        groups = [make_group(world.acme.organization, f"{number}-{index}", owner) for index in range(number)]
        organization = Organization.objects.get(pk=world.acme.organization.pk)
        with CaptureQueriesContext(connection) as queries:
            delete_groups(organization, groups, actor=owner)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_deleting_an_organization_leaves_no_group_behind(world):
    world.acme.organization.delete()

    assert not AuthGroup.objects.exists()


def test_the_list_shows_counts_and_finds_by_name(client, world, owner):
    acme = world.acme
    make_group(acme.organization, "Sales")
    make_group(world.birch.organization, "Birch team")
    client.force_login(owner)

    rows = client.get(url("group_list", acme.organization)).context["page"].rows
    found = client.get(url("group_list", acme.organization), {"q": "sal"}).context["page"].rows

    assert [(row.group.name, row.members, row.collections) for row in rows] == [("Sales", 0, 0), ("Support", 1, 1)]
    assert [row.group.name for row in found] == ["Sales"]


def test_the_list_has_fifty_on_a_page_by_statements_that_do_not_grow(client, world, owner):
    client.force_login(owner)

    def statements():
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url("group_list", world.acme.organization)).context["page"]
        return len(queries), len(page.rows)

    one = statements()
    for number in range(60):
        group = make_group(world.acme.organization, f"Group {number}", world.people.member)
        grants.grant_to_groups([(group, make_collection(world.acme.organization), AccessLevel.VIEW)])

    assert statements() == (one[0], 50)


def test_a_plan_without_groups_has_no_such_page(client, world, owner):
    Organization.objects.update(plan=Plan.FAMILIES)
    client.force_login(owner)

    assert client.get(url("group_list", world.acme.organization)).status_code == 404
    assert client.post(url("create_group", world.acme.organization), {"name": "Sales"}).status_code == 404
    assert world.acme.organization.groups.count() == 1
