from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory
from django.utils import timezone

from events import services
from events.middleware import client_address, device_type
from events.models import Event
from events.types import EventType
from provider_portal.models import time_ordered_id

pytestmark = pytest.mark.django_db


def partitions():
    with connection.cursor() as cursor:
        cursor.execute("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'events_event'::regclass")
        return {name for (name,) in cursor.fetchall()}


def test_an_event_says_who_did_what_from_where(world, owner):
    token = services.origin.set(services.Origin("192.0.2.7", 9))
    try:
        services.record(EventType.ORGANIZATION_UPDATED, actor=owner, organization_id=world.acme.organization.pk)
    finally:
        services.origin.reset(token)

    event = Event.objects.of_organization(world.acme.organization.pk).get()
    assert (event.type, event.acting_user_id) == (EventType.ORGANIZATION_UPDATED, owner.pk)
    assert (event.ip_address, event.device_type) == ("192.0.2.7", 9)


@pytest.mark.parametrize("statement", ["UPDATE events_event SET type = 1", "DELETE FROM events_event"])
def test_the_log_refuses_to_be_changed(statement):
    services.record(EventType.USER_LOGGED_IN)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_partitions_are_made_ahead_and_only_once():
    services.make_partitions(datetime(2040, 12, 31, tzinfo=UTC))
    before = partitions()

    services.make_partitions(datetime(2040, 12, 31, tzinfo=UTC))

    assert {"events_event_2040_11", "events_event_2040_12", "events_event_2041_03"} <= before == partitions()


def test_an_event_without_a_partition_is_kept_all_the_same():
    services.record(EventType.USER_LOGGED_IN, date=datetime(2055, 5, 5, tzinfo=UTC))
    services.make_partitions(datetime(2055, 5, 5, tzinfo=UTC))

    assert Event.objects.filter(date__year=2055).count() == 1


def test_a_month_is_read_from_its_partition_alone():
    start = timezone.now().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    plan = Event.objects.of_organization(time_ordered_id()).between(start, start + timedelta(days=20)).explain()

    assert plan.count("Scan on events_event_") <= 2


def test_pages_follow_one_another_without_gap_or_repetition():
    now = timezone.now()
    services.record_many(services.build(EventType.USER_LOGGED_IN, date=now) for _ in range(5))
    newest = Event.objects.newest_first()

    first = list(newest[:2])
    rest = list(newest.after(first[-1].date, first[-1].id))

    assert [event.id for event in first + rest] == [event.id for event in newest]


def test_the_providers_log_leaves_out_what_happened_inside_a_client(world):
    provider = world.northwind.pk
    services.record(EventType.CLIENT_CREATED, provider_id=provider)
    services.record(EventType.MEMBER_INVITED, provider_id=provider, organization_id=world.acme.organization.pk)

    assert [event.type for event in Event.objects.of_provider(provider)] == [EventType.CLIENT_CREATED]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "198.51.100.1", "127.0.0.1"),
        (1, "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (2, "203.0.113.9, 198.51.100.1", "203.0.113.9"),
        (1, "", "127.0.0.1"),
        (1, "<script>", "127.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies

    assert client_address(RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})) == expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [({"Device-Type": "25"}, 25), ({"User-Agent": "Mozilla Chrome/156 Safari/537"}, 9), ({}, 14)],
)
def test_the_device_is_the_clients_word_or_a_guess(headers, expected):
    assert device_type(RequestFactory().get("/", headers=headers)) == expected
