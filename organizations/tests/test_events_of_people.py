"""What happens to an account is told to the organizations and providers of the person."""

import pytest
from django.utils import timezone

from events.models import Event
from events.services import build, record, record_many
from events.types import EventType
from provider_portal.tests.world import Status, add_member, add_provider_member
from providers.models import ProviderMember


def logs_of(world):
    return {
        "Acme": Event.objects.of_organization(world.acme.organization.pk),
        "Birch": Event.objects.of_organization(world.birch.organization.pk),
        "Northwind": Event.objects.of_provider(world.northwind.pk),
        "Rival": Event.objects.of_provider(world.rival.pk),
    }


def told(world):
    return {name for name, log in logs_of(world).items() if log.exists()}


def test_a_login_is_told_to_each_place_the_person_belongs_to(world, owner):
    add_member(world.birch.organization, owner)
    add_provider_member(world.northwind, owner, ProviderMember.Role.SERVICE_USER)

    record(EventType.USER_LOGGED_IN, actor=owner, user_id=owner.pk)

    assert told(world) == {"Acme", "Birch", "Northwind"}
    assert Event.objects.count() == 4
    copy = logs_of(world)["Acme"].get()
    assert (copy.type, copy.acting_user_id, copy.user_id) == (EventType.USER_LOGGED_IN, owner.pk, owner.pk)
    assert copy.member_id == world.acme.organization.membership(owner).pk
    assert copy.date == Event.objects.get(organization_id=None, provider_id=None).date


def test_staff_are_no_members_of_the_clients(world, service_user):
    record(EventType.USER_FAILED_LOGIN, actor=service_user, user_id=service_user.pk)

    assert told(world) == {"Northwind"}


@pytest.mark.parametrize("status", [Status.INVITED, Status.ACCEPTED, Status.REVOKED, Status.STAGED])
def test_only_confirmed_members_count(world, stranger, status):
    add_member(world.acme.organization, stranger, status=status)
    add_provider_member(world.rival, stranger, ProviderMember.Role.SERVICE_USER, ProviderMember.Status.ACCEPTED)

    record(EventType.USER_LOGGED_IN, actor=stranger, user_id=stranger.pk)

    assert told(world) == set()


def test_who_waits_to_be_confirmed_may_ask_for_a_device(world, stranger):
    add_member(world.acme.organization, stranger, status=Status.ACCEPTED)

    record(EventType.USER_REQUESTED_DEVICE_APPROVAL, actor=stranger, user_id=stranger.pk)

    assert told(world) == {"Acme"}


def test_what_was_before_the_membership_stays_the_persons_own(world, stranger):
    record(EventType.USER_LOGGED_IN, actor=stranger, user_id=stranger.pk)
    add_member(world.acme.organization, stranger)

    assert told(world) == set()


def test_other_events_and_copies_are_not_copied(world, owner):
    acme = world.acme.organization.pk
    now = timezone.now()
    record_many(
        [
            build(EventType.USER_UPDATED, actor=owner, user_id=owner.pk, date=now),
            build(EventType.USER_LOGGED_IN, actor=owner, user_id=owner.pk, organization_id=acme, date=now),
            build(EventType.USER_FAILED_LOGIN, date=now),
        ]
    )

    assert Event.objects.count() == 3
