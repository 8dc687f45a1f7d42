from django.urls import reverse

from accounts.models import User
from events.models import Event
from events.types import EventType
from organizations.models import OrganizationMember
from organizations.services import members as services
from provider_portal.tests.world import add_member, make_collection, make_group, make_user
from vault import grants
from vault.levels import AccessLevel
from vault.models import Cipher, CollectionUserGrant

Role = OrganizationMember.Role


def remove(world, *members, actor):
    return services.remove_members(world.acme.organization, members, actor=actor)


def test_removing_takes_grants_and_groups_and_leaves_the_account(client, world, owner, member):
    group = make_group(world.acme.organization, "Team", member)
    elsewhere = make_group(world.birch.organization, "Team", member)
    client.force_login(owner)

    response = client.post(
        reverse("organizations:remove_member", args=[world.acme.organization.pk]),
        {"members": [str(world.acme.member.pk)]},
        content_type="application/json",
    )

    assert response.json()["results"] == [{"id": str(world.acme.member.pk), "error": None}]
    assert not world.acme.organization.members.filter(user=member).exists()
    assert not CollectionUserGrant.objects.filter(user=member).exists()
    assert not group.auth_group.user_set.exists()
    assert list(elsewhere.auth_group.user_set.all()) == [member]
    assert User.objects.filter(pk=member.pk).exists()
    assert list(Cipher.objects.visible_to(member)) == [world.own_item]
    event = Event.objects.get()
    assert (event.type, event.member_id, event.user_id) == (
        EventType.MEMBER_REMOVED,
        world.acme.member.pk,
        member.pk,
    )


def test_who_returns_starts_with_nothing(world, owner, member):
    remove(world, world.acme.member, actor=owner)

    services.invite_member(world.acme.organization, email=member.email, role=Role.MEMBER, actor=owner)

    assert list(Cipher.objects.visible_to(member)) == [world.own_item]


def test_nobody_removes_themselves_or_the_last_owner(world, owner, service_user):
    boss = world.acme.organization.members.get(user=owner)

    assert "yourself" in remove(world, boss, actor=owner)[boss.pk]
    assert "at least one confirmed owner" in remove(world, boss, actor=service_user)[boss.pk]
    assert not Event.objects.exists()


def test_an_admin_removes_no_owner_and_a_custom_role_no_admin(world, owner, admin):
    add_member(world.acme.organization, make_user("second@acme.test"), Role.OWNER)
    manager = make_user("manager@acme.test")
    add_member(world.acme.organization, manager, Role.CUSTOM, custom_flags=["manageUsers"])
    boss = world.acme.organization.members.get(user=owner)
    administrator = world.acme.organization.members.get(user=admin)

    assert remove(world, boss, actor=admin)[boss.pk]
    assert remove(world, administrator, actor=manager)[administrator.pk]
    assert remove(world, world.acme.member, actor=manager)[world.acme.member.pk] is None


def test_statements_do_not_grow_with_the_members(world, owner, django_assert_max_num_queries):
    members = [add_member(world.acme.organization, make_user(f"p{number}@acme.test")) for number in range(40)]
    collections = [make_collection(world.acme.organization) for _ in range(3)]
    grants.grant_to_members([(m, c, AccessLevel.VIEW) for m in members for c in collections])

    with django_assert_max_num_queries(20):
        remove(world, *members, actor=owner)

    assert not CollectionUserGrant.objects.filter(member__in=[member.pk for member in members]).exists()
