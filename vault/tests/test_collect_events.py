"""What pages tell of themselves: viewed, revealed, copied."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from events.types import EventType
from organizations.models import Organization
from organizations.plans import Plan
from provider_portal.tests.world import make_cipher
from vault.services.events import OF_ITEM
from vault.services.exports import export_organization

URL = reverse("vault:collect_events")


@pytest.fixture
def tell(client):
    def post(*reports):
        return client.post(URL, {"events": list(reports)}, content_type="application/json")

    return post


def viewed(item, *, ago=timedelta(), kind=EventType.CIPHER_VIEWED, **fields):
    return {"type": kind, "cipherId": str(item.pk), "date": (timezone.now() - ago).isoformat(), **fields}


def recorded():
    return list(Event.objects.order_by("type").values_list("type", "organization_id", "provider_id", "cipher_id"))


def test_a_report_becomes_an_event_of_the_organization(client, tell, world, member):
    client.force_login(member)
    item = world.acme.shared_item

    response = tell(
        viewed(item, ago=timedelta(minutes=3)), viewed(item, kind=EventType.CIPHER_TOTP_SEED_REVEALED)
    )

    acme = world.acme.organization.pk
    assert response.status_code == 200
    assert recorded() == [(1107, acme, None, item.pk), (1118, acme, None, item.pk)]
    first = Event.objects.earliest("date")
    assert first.acting_user_id == member.pk
    assert timedelta(minutes=2) < timezone.now() - first.date < timedelta(minutes=4)


def test_staff_act_for_their_provider(client, tell, world, service_user):
    client.force_login(service_user)

    tell(viewed(world.acme.shared_item))

    assert recorded() == [(1107, world.acme.organization.pk, world.northwind.pk, world.acme.shared_item.pk)]


def test_what_cannot_be_believed_is_left_out(client, tell, world, member):
    client.force_login(member)
    item = world.acme.shared_item

    response = tell(
        viewed(item, ago=timedelta(hours=25)),
        viewed(item, ago=-timedelta(minutes=6)),
        viewed(item, kind=EventType.CIPHER_CREATED),
        viewed(item, kind=EventType.MEMBER_REMOVED),
        viewed(item, kind=4711),
        viewed(world.acme.other_item),
        viewed(world.cedar.shared_item),
        viewed(world.own_item),
        viewed(item, kind=EventType.ORGANIZATION_EXPORTED, organizationId=str(world.acme.organization.pk)),
    )

    assert (response.status_code, recorded()) == (200, [])


def test_a_fast_clock_does_not_write_into_the_future(client, tell, world, member):
    client.force_login(member)

    tell(viewed(world.acme.shared_item, ago=-timedelta(minutes=2)))

    assert Event.objects.get().date <= timezone.now()


def test_exports_are_told_of(client, tell, world, owner):
    client.force_login(owner)
    Organization.objects.filter(pk=world.acme.organization.pk).update(allow_admin_access_to_all=True)
    now = timezone.now().isoformat()

    tell(
        {"type": 1007, "date": now},
        {"type": 1602, "date": now, "organizationId": str(world.acme.organization.pk)},
        {"type": 1602, "date": now, "organizationId": str(world.cedar.organization.pk)},
    )

    acme = world.acme.organization.pk
    assert Event.objects.filter(type=1602).values_list("organization_id", flat=True).get() == acme
    # The person's own, and the organization's copy of it.
    assert set(Event.objects.filter(type=1007).values_list("organization_id", flat=True)) == {None, acme}


def test_an_export_the_server_handed_out_is_told_of_once(client, tell, world, owner):
    acme = world.acme.organization
    export_organization(acme, actor=owner)
    client.force_login(owner)

    tell({"type": 1602, "date": timezone.now().isoformat(), "organizationId": str(acme.pk)})

    assert Event.objects.filter(type=1602).count() == 1


def test_a_plan_without_events_keeps_none(client, tell, world, member):
    Organization.objects.filter(pk=world.acme.organization.pk).update(plan=Plan.FREE)
    client.force_login(member)

    tell(viewed(world.acme.shared_item))

    assert recorded() == []


@pytest.mark.parametrize("body", [{}, {"events": []}, {"events": [{"type": 1107}]}, {"events": "x"}])
def test_a_malformed_report_is_refused(client, world, member, body):
    client.force_login(member)

    assert client.post(URL, body, content_type="application/json").status_code == 400


def test_a_hundred_at_once_in_as_many_statements_as_one(client, tell, world, service_user):
    client.force_login(service_user)
    items = [make_cipher(place.organization, place.shared) for place in (world.acme, world.birch) for _ in range(50)]

    with CaptureQueriesContext(connection) as few:
        tell(viewed(items[0]))
    with CaptureQueriesContext(connection) as many:
        tell(*(viewed(item) for item in items))

    assert len(many) == len(few)
    assert Event.objects.count() == 101
    assert tell(*[viewed(items[0])] * 101).status_code == 400


def test_every_kind_that_clients_report_has_its_words():
    assert OF_ITEM <= set(EventType.values)
