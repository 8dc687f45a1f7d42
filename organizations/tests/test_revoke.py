import pytest
from django.urls import reverse

from events.models import Event
from events.types import EventType
from organizations.models import Organization, OrganizationMember
from organizations.services import members as services
from provider_portal.tests.world import add_member, make_user
from vault.models import Cipher

Role = OrganizationMember.Role
Status = OrganizationMember.Status


def revoke(world, *members, actor):
    return services.revoke_members(world.acme.organization, members, actor=actor)


def restore(world, *members, actor):
    return services.restore_members(world.acme.organization, members, actor=actor)


def member_of(world, user):
    return world.acme.organization.members.get(user=user)


def test_revoking_ends_access_and_restoring_returns_it(client, world, owner, member):
    client.force_login(owner)
    body = {"members": [str(world.acme.member.pk)]}
    seats = world.acme.organization.members.occupying_a_seat()
    taken = seats.count()

    client.post(
        reverse("organizations:revoke_member", args=[world.acme.organization.pk]), body, content_type="application/json"
    )

    assert not Organization.objects.visible_to(member).exists()
    assert list(Cipher.objects.visible_to(member)) == [world.own_item]
    assert seats.count() == taken - 1
    client.post(
        reverse("organizations:restore_member", args=[world.acme.organization.pk]), body, content_type="application/json"
    )
    assert set(Cipher.objects.visible_to(member)) == {world.own_item, world.acme.shared_item}
    assert [event.type for event in Event.objects.order_by("date")] == [
        EventType.MEMBER_REVOKED,
        EventType.MEMBER_RESTORED,
    ]


@pytest.mark.parametrize("status", [Status.INVITED, Status.ACCEPTED, Status.CONFIRMED])
def test_a_restored_member_is_what_they_were(world, owner, status):
    target = add_member(world.acme.organization, make_user("target@acme.test"), status=status)

    revoke(world, target, actor=owner)
    assert restore(world, target, actor=owner) == {target.pk: None}

    target.refresh_from_db()
    assert (target.status, target.status_before_revocation, target.revocation_reason) == (status, None, None)


def test_restoring_needs_a_seat(client, world, owner):
    world.acme.organization.seats = world.acme.organization.members.occupying_a_seat().count()
    world.acme.organization.save()
    client.force_login(owner)

    response = client.post(
        reverse("organizations:restore_member", args=[world.acme.organization.pk]),
        {"members": [str(world.acme.revoked.pk)]},
        content_type="application/json",
    )

    assert response.status_code == 409
    assert "ask Northwind for more seats" in response.json()["message"]
    world.acme.revoked.refresh_from_db()
    assert world.acme.revoked.status == Status.REVOKED


def test_each_refusal_is_told_and_the_others_are_done(world, owner):
    second = add_member(world.acme.organization, make_user("second@acme.test"), Role.OWNER)
    own = member_of(world, owner)

    results = revoke(world, own, second, world.acme.member, world.acme.revoked, actor=owner)

    assert results[world.acme.member.pk] is None
    assert results[second.pk] is None
    assert "yourself" in results[own.pk]
    assert "revoked already" in results[world.acme.revoked.pk]
    assert Event.objects.count() == 2


def test_the_last_confirmed_owner_is_not_revoked(world, owner, provider_admin):
    boss = member_of(world, owner)

    assert "at least one confirmed owner" in revoke(world, boss, actor=provider_admin)[boss.pk]


def test_all_owners_at_once_are_refused(world, owner, provider_admin):
    second = add_member(world.acme.organization, make_user("second@acme.test"), Role.OWNER)
    boss = member_of(world, owner)

    results = revoke(world, boss, second, world.acme.member, actor=provider_admin)

    assert results[world.acme.member.pk] is None
    assert results[boss.pk] and results[second.pk]


def test_an_admin_revokes_no_owner(world, owner, admin):
    boss = member_of(world, owner)
    add_member(world.acme.organization, make_user("second@acme.test"), Role.OWNER)

    assert "hold more" in revoke(world, boss, actor=admin)[boss.pk]


def test_only_the_revoked_are_restored(world, owner):
    assert "not revoked" in restore(world, world.acme.member, actor=owner)[world.acme.member.pk]


def test_members_of_elsewhere_are_not_found(client, world, owner):
    foreign = world.birch.organization.members.get()
    client.force_login(owner)

    for route in ("revoke_member", "restore_member", "remove_member", "resend_invitation"):
        response = client.post(
            reverse(f"organizations:{route}", args=[world.acme.organization.pk]),
            {"members": [str(world.acme.member.pk), str(foreign.pk)]},
            content_type="application/json",
        )
        assert response.status_code == 404

    assert not Event.objects.exists()
