import pytest

from events.models import Event
from events.types import EventType
from organizations.models import OrganizationMember
from organizations.services import members as services
from provider_portal.tests.world import add_member, make_user

Role = OrganizationMember.Role

# Whose role each persona may change at all: features 1.6 B, notes 8 and 9.
TOUCHES = {
    "provider_admin": {Role.OWNER, Role.ADMIN, Role.CUSTOM, Role.MEMBER},
    "service_user": {Role.OWNER, Role.ADMIN, Role.CUSTOM, Role.MEMBER},
    "owner": {Role.OWNER, Role.ADMIN, Role.CUSTOM, Role.MEMBER},
    "admin": {Role.ADMIN, Role.CUSTOM, Role.MEMBER},
    "manager": {Role.MEMBER},
    "custom": set(),
    "member": set(),
    "rival_admin": set(),
    "superuser": set(),
}


def change(world, member, role, actor, flags=()):
    return services.change_role(world.acme.organization, member, role=role, actor=actor, custom_flags=flags)


def add_manager(world, *flags):
    user = make_user("manager@acme.test")
    add_member(world.acme.organization, user, Role.CUSTOM, custom_flags=["manageUsers", *flags])
    return user


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("persona", TOUCHES)
def test_nobody_touches_who_holds_more(world, persona, role):
    actor = add_manager(world) if persona == "manager" else getattr(world.people, persona)
    flags = ["accessReports"] if role == Role.CUSTOM else []
    target = add_member(world.acme.organization, make_user("target@acme.test"), role, custom_flags=flags)
    other, other_flags = (Role.MEMBER, ()) if role != Role.MEMBER else (Role.CUSTOM, ["manageUsers"])

    if role in TOUCHES[persona]:
        assert change(world, target, other, actor, other_flags).role == other
    else:
        with pytest.raises(services.MembershipRefused):
            change(world, target, other, actor, other_flags)


def test_a_change_is_recorded_once(world, owner):
    change(world, world.acme.member, Role.ADMIN, owner)
    change(world, world.acme.member, Role.ADMIN, owner)

    event = Event.objects.get()
    assert (event.type, event.member_id) == (EventType.MEMBER_UPDATED, world.acme.member.pk)


def test_an_admin_makes_no_owner_of_anybody_or_themselves(world, admin):
    own = world.acme.organization.members.get(user=admin)

    for target in (own, world.acme.member):
        with pytest.raises(services.MembershipRefused):
            change(world, target, Role.OWNER, admin)


def test_a_custom_role_adds_no_flags_to_itself(world):
    manager = add_manager(world)
    own = world.acme.organization.members.get(user=manager)

    with pytest.raises(services.MembershipRefused):
        change(world, own, Role.CUSTOM, manager, ["manageUsers", "editAnyCollection"])


def test_the_last_confirmed_owner_stays_one(world, owner, provider_admin):
    boss = world.acme.organization.members.get(user=owner)
    add_member(
        world.acme.organization,
        make_user("invited@acme.test"),
        Role.OWNER,
        status=OrganizationMember.Status.INVITED,
    )

    for actor in (owner, provider_admin):
        with pytest.raises(services.MembershipRefused, match="at least one confirmed owner"):
            change(world, boss, Role.ADMIN, actor)

    add_member(world.acme.organization, make_user("second@acme.test"), Role.OWNER)
    assert change(world, boss, Role.ADMIN, owner).role == Role.ADMIN


def test_flags_go_with_the_custom_role(world, owner):
    change(world, world.acme.member, Role.CUSTOM, owner, ["manageUsers", "accessReports", "manageUsers"])
    world.acme.member.refresh_from_db()
    assert world.acme.member.custom_flags == ["accessReports", "manageUsers"]

    change(world, world.acme.member, Role.MEMBER, owner, ["manageUsers"])
    world.acme.member.refresh_from_db()
    assert world.acme.member.custom_flags == []
