"""The log of an organization: what its own people see of it, and of their provider's staff."""

import csv

import orjson
import pytest
from django.urls import reverse

from events.services import record
from events.types import EventType
from organizations.models import Organization
from organizations.plans import Plan
from organizations.services.events import record_in
from provider_portal.tests.world import Status, add_member, make_cipher, make_collection, make_organization


def log_of(organization, name="organization_event_log", **query):
    return reverse(f"vault:{name}", kwargs={"organization_id": organization.pk}, query=query)


def types(response):
    return [row.event.type for row in response.context["log"].rows]


@pytest.fixture
def acme(world):
    return world.acme.organization


def test_each_thing_has_a_page_of_its_own(client, world, acme, owner):
    client.force_login(owner)
    things = {
        "item": (world.acme.shared_item, "cipher_id", EventType.CIPHER_VIEWED),
        "collection": (world.acme.shared, "collection_id", EventType.COLLECTION_UPDATED),
        "group": (world.acme.group, "group_id", EventType.GROUP_UPDATED),
        "member": (world.acme.member, "member_id", EventType.MEMBER_UPDATED),
    }
    for row, column, kind in things.values():
        record_in(acme, kind, actor=owner, **{column: row.pk})

    whole = client.get(log_of(acme)).content.decode()

    for kind, (row, _column, event_type) in things.items():
        assert log_of(acme, **{kind: row.pk}) in whole
        assert types(client.get(log_of(acme, **{kind: row.pk}))) == [event_type]


def test_what_never_had_an_event_has_an_empty_page(client, world, acme, owner):
    client.force_login(owner)

    assert types(client.get(log_of(acme, item=make_cipher(acme).pk))) == []
    assert types(client.get(log_of(acme, collection=make_collection(acme).pk))) == []


def test_what_is_gone_keeps_its_page_and_what_is_foreign_has_none(client, world, acme, owner):
    client.force_login(owner)
    pk = world.acme.shared_item.pk
    record_in(acme, EventType.CIPHER_DELETED, actor=owner, cipher_id=pk)
    record_in(world.cedar.organization, EventType.CIPHER_VIEWED, cipher_id=world.cedar.shared_item.pk)
    world.acme.shared_item.delete()

    assert types(client.get(log_of(acme, item=pk))) == [EventType.CIPHER_DELETED]
    assert client.get(log_of(acme, item=world.cedar.shared_item.pk)).status_code == 404
    assert client.get(log_of(acme, item="nonsense")).status_code == 404


def test_a_members_page_joins_their_acts_and_what_was_done_to_them(client, world, acme, owner, member):
    client.force_login(owner)
    record_in(acme, EventType.MEMBER_CONFIRMED, actor=owner, member_id=world.acme.member.pk)
    record_in(acme, EventType.CIPHER_VIEWED, actor=member, cipher_id=world.acme.shared_item.pk)
    # What the person did to themselves is one row, not two.
    record_in(acme, EventType.MEMBER_LEFT, actor=member, member_id=world.acme.member.pk)
    record_in(world.birch.organization, EventType.CIPHER_VIEWED, actor=member)
    record_in(acme, EventType.ORGANIZATION_UPDATED, actor=owner)

    page = client.get(log_of(acme, member=world.acme.member.pk))

    assert types(page) == [EventType.MEMBER_LEFT, EventType.CIPHER_VIEWED, EventType.MEMBER_CONFIRMED]


def test_staff_stand_under_the_providers_name_for_the_clients_people(client, world, acme, owner, service_user):
    record_in(acme, EventType.ORGANIZATION_ACCESSED, actor=service_user)
    record_in(acme, EventType.ORGANIZATION_UPDATED, actor=owner)

    client.force_login(owner)
    page = client.get(log_of(acme))
    assert [row.actor.name for row in page.context["log"].rows] == ["owner", "Northwind"]
    assert service_user.email not in page.content.decode()
    assert types(client.get(log_of(acme, person="northwind"))) == [EventType.ORGANIZATION_ACCESSED]
    assert types(client.get(log_of(acme, person=service_user.email))) == []
    exported = b"".join(client.get(log_of(acme, "export_organization_events"))).decode()
    line = list(csv.reader(exported.splitlines()))[2]
    assert line[3:6] == ["", "Northwind", ""]
    assert str(service_user.pk) not in exported

    client.force_login(service_user)
    among_staff = client.get(log_of(acme))
    assert [row.actor.name for row in among_staff.context["log"].rows] == ["owner", "service"]
    # Having looked is in it by now, too.
    assert types(client.get(log_of(acme, person=service_user.email))) == [EventType.ORGANIZATION_ACCESSED] * 2


def test_a_plan_without_events_has_no_log(client, world, owner):
    free = make_organization("Free", plan=Plan.FREE)
    add_member(free, owner, role=0, status=Status.CONFIRMED)
    client.force_login(owner)
    vault = reverse("vault:organization_vault", kwargs={"organization_id": free.pk})

    assert client.get(log_of(free)).status_code == 404
    assert client.get(log_of(free, "export_organization_events")).status_code == 404
    assert log_of(free) not in client.get(vault).content.decode()
    Organization.objects.filter(pk=free.pk).update(plan=Plan.TEAMS)
    assert log_of(free) in client.get(vault).content.decode()


def test_the_list_of_members_leads_to_the_log_of_each(client, world, acme, owner):
    client.force_login(owner)
    members = reverse("vault:member_list", kwargs={"organization_id": acme.pk})

    assert log_of(acme, member=world.acme.member.pk) in client.get(members).content.decode()
    acme.members.filter(user=owner).update(role=4, custom_flags=["manageUsers"])
    assert log_of(acme) not in client.get(members).content.decode()


def test_a_member_who_works_for_the_provider_is_not_told_apart(client, world, acme, owner, service_user):
    place = add_member(acme, service_user)
    record_in(acme, EventType.ORGANIZATION_ACCESSED, actor=service_user)
    client.force_login(owner)

    assert types(client.get(log_of(acme, member=place.pk))) == []


def test_logins_of_members_are_in_the_log(client, world, acme, owner, member):
    record(EventType.USER_LOGGED_IN, actor=member, user_id=member.pk)
    client.force_login(owner)

    page = client.get(log_of(acme))

    assert [(row.event.type, row.actor.name) for row in page.context["log"].rows] == [
        (EventType.USER_LOGGED_IN, "member")
    ]


def test_names_are_there_for_those_who_may_read_them(client, world, acme, owner, service_user):
    # The custom member of this world reads the event log, and no more.
    record_in(acme, EventType.CIPHER_VIEWED, actor=owner, cipher_id=world.acme.shared_item.pk)
    record_in(acme, EventType.COLLECTION_UPDATED, actor=owner, collection_id=world.acme.shared.pk)
    item = orjson.loads(f"{{{world.acme.shared_item.body}}}")

    def named(person):
        client.force_login(person)
        page = client.get(log_of(acme)).content.decode()
        return [item["name"] in page, world.acme.shared.name in page]

    assert named(service_user) == [True, True]
    # This organization's owner is assigned to nothing.
    assert named(owner) == [False, True]
    # Who reads the log alone sees neither; who is kept from the items has no key, either.
    assert named(world.people.custom) == [False, False]
    Organization.objects.filter(pk=acme.pk).update(provider_item_access=Organization.ProviderItemAccess.ADMINISTRATION)
    assert named(service_user) == [False, False]
    assert str(world.acme.shared_item.pk)[-8:] in client.get(log_of(acme)).content.decode()
