"""The provider's own log, and the log of all its clients."""

import csv
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from events.services import Origin, build, origin, record, record_many
from events.types import EventType, SystemUser
from organizations.models import Organization
from organizations.services.events import record_in
from provider_portal.tests.world import add_provider_member, make_organization, make_user
from providers.models import Provider, ProviderMember


def provider_log(provider, **query):
    return reverse("organizations:provider_event_log", kwargs={"provider_id": provider.pk}, query=query)


def clients_log(provider, **query):
    return reverse("organizations:client_event_log", kwargs={"provider_id": provider.pk}, query=query)


def export(response):
    return list(csv.reader(b"".join(response.streaming_content).decode().splitlines()))


def types(response):
    return [row.event.type for row in response.context["log"].rows]


@pytest.fixture
def staff(client, provider_admin):
    client.force_login(provider_admin)
    return client


def test_the_providers_log_tells_of_the_provider_alone(staff, world, provider_admin):
    acme = world.acme.organization
    record(EventType.CLIENT_CREATED, actor=provider_admin, provider_id=world.northwind.pk, client_id=acme.pk)
    record(EventType.CLIENT_CREATED, provider_id=world.rival.pk, client_id=world.cedar.organization.pk)
    record_in(acme, EventType.MEMBER_INVITED, actor=provider_admin, member_id=world.acme.member.pk)

    page = staff.get(provider_log(world.northwind))

    assert types(page) == [EventType.CLIENT_CREATED]
    assert "Created client" in page.content.decode()
    assert clients_log(world.northwind, client=acme.pk).replace("&", "&amp;") in page.content.decode()


def test_service_users_read_the_clients_and_not_the_provider(client, world, service_user):
    client.force_login(service_user)

    page = client.get(clients_log(world.northwind)).content.decode()

    assert clients_log(world.northwind) in page
    assert provider_log(world.northwind) + '"' not in page
    assert client.get(provider_log(world.northwind)).status_code == 403


def test_a_provider_without_events_has_no_log(staff, world):
    Provider.objects.filter(pk=world.northwind.pk).update(use_events=False)

    assert staff.get(provider_log(world.northwind)).status_code == 404
    assert staff.get(clients_log(world.northwind)).status_code == 404
    clients = reverse("organizations:client_list", kwargs={"provider_id": world.northwind.pk})
    assert provider_log(world.northwind) not in staff.get(clients).content.decode()


def test_a_members_page_shows_what_they_did_and_what_was_done_to_them(staff, world, provider_admin, service_user):
    member = world.northwind.members.get(user=service_user)
    other = add_provider_member(world.northwind, make_user("third@northwind.test"), ProviderMember.Role.SERVICE_USER)
    northwind = {"provider_id": world.northwind.pk}
    record(EventType.PROVIDER_MEMBER_CONFIRMED, actor=provider_admin, provider_member_id=member.pk, **northwind)
    record(EventType.PROVIDER_MEMBER_CONFIRMED, actor=provider_admin, provider_member_id=other.pk, **northwind)
    record(EventType.CLIENT_ACCESSED, actor=service_user, client_id=world.acme.organization.pk, **northwind)

    page = staff.get(provider_log(world.northwind, member=member.pk))

    assert types(page) == [EventType.CLIENT_ACCESSED, EventType.PROVIDER_MEMBER_CONFIRMED]
    foreign = world.rival.members.get()
    assert staff.get(provider_log(world.northwind, member=foreign.pk)).status_code == 404
    assert staff.get(provider_log(world.northwind, member="nonsense")).status_code == 404


def test_a_removed_member_keeps_a_page(staff, world, service_user):
    member = world.northwind.members.get(user=service_user)
    pk = member.pk
    record(EventType.PROVIDER_MEMBER_REMOVED, provider_id=world.northwind.pk, provider_member_id=pk)
    member.delete()

    assert types(staff.get(provider_log(world.northwind, member=pk))) == [EventType.PROVIDER_MEMBER_REMOVED]


def test_the_clients_log_holds_all_clients_and_no_neighbor(staff, world, owner, neighbor):
    for place, actor in ((world.acme, owner), (world.birch, neighbor), (world.cedar, world.people.rival_admin)):
        record_in(place.organization, EventType.ORGANIZATION_UPDATED, actor=actor)
    make_organization("Alone")

    page = staff.get(clients_log(world.northwind))

    assert [row.client for row in page.context["log"].rows] == ["Birch", "Acme"]
    one = staff.get(clients_log(world.northwind, client=world.acme.organization.pk))
    assert [row.client for row in one.context["log"].rows] == ["Acme"]
    by_person = staff.get(clients_log(world.northwind, person="OWNER@birch.test"))
    assert [row.client for row in by_person.context["log"].rows] == ["Birch"]
    assert not staff.get(clients_log(world.northwind, person="admin@rival.test")).context["log"].rows
    assert staff.get(clients_log(world.northwind, client=world.cedar.organization.pk)).status_code == 404


def test_a_client_that_left_takes_its_log_along(staff, world, owner):
    record_in(world.acme.organization, EventType.ORGANIZATION_UPDATED, actor=owner)
    record(EventType.CLIENT_UNLINKED, provider_id=world.northwind.pk, client_id=world.acme.organization.pk)
    Organization.objects.filter(pk=world.acme.organization.pk).update(
        provider=None, provider_key=None, provider_wrapped_key=None, name="Renamed since"
    )

    assert not staff.get(clients_log(world.northwind)).context["log"].rows
    assert "Renamed since" not in staff.get(provider_log(world.northwind)).content.decode()


def test_kinds_are_filtered_one_by_one_and_by_group(staff, world):
    acme = world.acme.organization
    for kind in (EventType.CIPHER_CREATED, EventType.CIPHER_VIEWED, EventType.GROUP_CREATED):
        record_in(acme, kind)

    def shown(kind):
        return types(staff.get(clients_log(world.northwind, kind=kind)))

    assert shown("1107") == [EventType.CIPHER_VIEWED]
    assert shown("item") == [EventType.CIPHER_VIEWED, EventType.CIPHER_CREATED]
    assert len(shown("")) == 3
    assert shown("nonsense") == []


def test_pages_of_fifty_follow_without_gap_or_repetition(staff, world):
    now = timezone.now()
    acme = world.acme.organization.pk
    # Many at one moment, as a bulk action leaves them.
    record_many(
        build(EventType.CIPHER_VIEWED, organization_id=acme, date=now - timedelta(seconds=number // 40))
        for number in range(120)
    )
    url, seen, sizes = clients_log(world.northwind), [], []
    while url:
        log = staff.get(url).context["log"]
        sizes.append(len(log.rows))
        seen += [row.event.id for row in log.rows]
        url = log.older_url

    assert sizes == [50, 50, 20]
    assert seen == list(Event.objects.newest_first().values_list("id", flat=True))


def test_the_number_of_statements_does_not_grow(staff, world, provider_admin):
    acme, northwind = world.acme, world.northwind.pk
    targets = {"member_id": acme.member.pk, "group_id": acme.group.pk, "cipher_id": acme.shared_item.pk}

    def happen(number):
        people = [make_user(f"{number}-{count}@people.test") for count in range(number)]
        for person in people:
            record_in(acme.organization, EventType.MEMBER_UPDATED, actor=person, **targets)
            record(
                EventType.PROVIDER_MEMBER_UPDATED,
                actor=person,
                provider_id=northwind,
                client_id=acme.organization.pk,
                provider_member_id=world.northwind.members.first().pk,
            )

    def statements(url):
        with CaptureQueriesContext(connection) as captured:
            answer = staff.get(url)
            b"".join(answer)
        assert not [query for query in captured if "COUNT(" in query["sql"] and "events_event" in query["sql"]]
        return len(captured)

    urls = [
        provider_log(world.northwind),
        clients_log(world.northwind),
        reverse("organizations:export_client_events", kwargs={"provider_id": northwind}),
    ]
    happen(1)
    few = [statements(url) for url in urls]
    happen(30)

    assert [statements(url) for url in urls] == few


def test_one_search_over_all_clients_is_found_by_an_index(staff, world):
    # An hour in the middle of a day, so that all are of one month.
    noon = (timezone.now() - timedelta(days=10)).replace(hour=12)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO events_event (id, date, type, organization_id)"
            " SELECT gen_random_uuid(), %s - n * interval '0.1 seconds', 1107, (%s::uuid[])[1 + n %% 4]"
            " FROM generate_series(1, 40000) AS n",
            [noon, [place.organization.pk for place in (world.acme, world.birch, world.cedar, world.dune)]],
        )
        cursor.execute("ANALYZE events_event")
    for query in ({}, {"kind": "1700"}, {"kind": "member"}, {"person": "owner@acme.test"}):
        log = staff.get(clients_log(world.northwind, **query)).context["log"]

        plan = log.filtered(log.events()).newest_first()[:51].explain()

        assert f"Seq Scan on events_event_{noon:%Y_%m}" not in plan, query


# Dates


def test_times_are_the_persons_own(staff, world):
    record(EventType.PROVIDER_UPDATED, provider_id=world.northwind.pk, date=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    night = {"start": "2026-03-02T00:00", "end": "2026-03-02T01:00"}

    assert types(staff.get(provider_log(world.northwind, **night))) == []
    staff.cookies["timezone"] = "Europe/Berlin"
    page = staff.get(provider_log(world.northwind, **night))
    assert types(page) == [EventType.PROVIDER_UPDATED]
    assert "Mar 2, 2026, 12:30 AM" in page.content.decode()


@pytest.mark.parametrize("zone", ["", "Nowhere/Land", "../../etc/passwd", "America", "\0"])
def test_a_zone_that_is_none_is_utc(staff, world, zone):
    staff.cookies["timezone"] = zone

    assert staff.get(provider_log(world.northwind)).status_code == 200


def test_both_ends_are_included_to_the_minute(staff, world):
    for second in (-1, 0, 59, 60):
        moment = datetime(2026, 3, 1, 12, 0, tzinfo=UTC) + timedelta(seconds=second)
        record(EventType.PROVIDER_UPDATED, provider_id=world.northwind.pk, date=moment)
    minute = "2026-03-01T12:00"

    page = staff.get(provider_log(world.northwind, start=minute, end=minute))

    assert [row.event.date.second for row in page.context["log"].rows] == [59, 0]


def test_swapped_dates_are_corrected(staff, world):
    record(EventType.PROVIDER_UPDATED, provider_id=world.northwind.pk, date=datetime(2026, 3, 5, tzinfo=UTC))

    page = staff.get(provider_log(world.northwind, start="2026-03-09T00:00", end="2026-03-01T00:00"))

    assert len(types(page)) == 1
    assert 'value="2026-03-01T00:00"' in page.content.decode()


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2025-01-01T00:00", "2026-01-04T00:00", "at most 367 days"),
        ("0001-01-01T00:00", "9999-12-31T23:59", "Enter a date"),
        ("2026-13-01T00:00", "2026-01-04T00:00", "Enter a valid date"),
    ],
)
def test_a_range_that_cannot_be_searched_is_refused_in_words(staff, world, start, end, words):
    page = staff.get(provider_log(world.northwind, start=start, end=end))
    assert words in page.content.decode()

    kwargs = {"provider_id": world.northwind.pk}
    query = {"start": start, "end": end}
    answer = staff.get(reverse("organizations:export_provider_events", kwargs=kwargs, query=query))
    assert (answer.status_code, words in answer.content.decode()) == (400, True)


# Export


def test_the_export_holds_what_the_filters_show(staff, world, provider_admin):
    token = origin.set(Origin("192.0.2.7", 9))
    date = datetime(2026, 3, 1, 12, 0, 30, 5000, tzinfo=UTC)
    northwind = {"provider_id": world.northwind.pk, "date": date}
    record(EventType.CLIENT_ACCESSED, actor=provider_admin, client_id=world.acme.organization.pk, **northwind)
    record(EventType.PROVIDER_UPDATED, actor=provider_admin, **northwind)
    origin.reset(token)
    query = {"start": "2026-03-01T00:00", "end": "2026-03-02T00:00", "kind": "1903"}

    answer = staff.get(
        reverse("organizations:export_provider_events", kwargs={"provider_id": world.northwind.pk}, query=query)
    )

    assert answer.headers["Content-Disposition"] == 'attachment; filename="events-20260301-20260302.csv"'
    header, *lines = export(answer)
    assert header == ["message", "appIcon", "appName", "userId", "userName", "userEmail", "date", "ip", "type"]
    short = str(world.acme.organization.pk)[-8:]
    person = [str(provider_admin.pk), "admin", "admin@northwind.test"]
    device, origin_of_it = ["world", "Web page in Chrome"], ["2026-03-01T12:00:30.005Z", "192.0.2.7"]
    assert lines == [[f"Opened client Acme {short}", *device, *person, *origin_of_it, "1903"]]


def test_an_export_of_clients_says_of_which_and_runs_over_many_pieces(staff, world):
    acme = world.acme.organization
    record_many(build(EventType.CIPHER_VIEWED, organization_id=acme.pk) for _ in range(1001))

    lines = export(
        staff.get(reverse("organizations:export_client_events", kwargs={"provider_id": world.northwind.pk}))
    )

    assert lines[0][-2:] == ["clientId", "clientName"]
    assert len(lines) == 1002
    assert {tuple(line[-2:]) for line in lines[1:]} == {(str(acme.pk), "Acme")}


@pytest.mark.parametrize("name", ['=HYPERLINK("http://evil.test")', "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_is_a_formula(staff, world, provider_admin, name):
    type(provider_admin).objects.filter(pk=provider_admin.pk).update(name=name)
    record(EventType.PROVIDER_UPDATED, actor=provider_admin, provider_id=world.northwind.pk)

    answer = staff.get(
        reverse("organizations:export_provider_events", kwargs={"provider_id": world.northwind.pk})
    )

    lines = list(csv.reader([line.decode() for line in answer.streaming_content]))
    assert lines[1][4] == f"'{name}"


# Words


def test_a_system_that_acted_is_named(staff, world):
    group = world.acme.group.pk
    record_in(world.acme.organization, EventType.GROUP_CREATED, system_user=SystemUser.SCIM, group_id=group)

    page = staff.get(clients_log(world.northwind)).content.decode()

    assert "SCIM" in page
    assert "Support" in page


def test_hostile_names_stay_text(staff, world, provider_admin):
    name = "<img src=x>%(cipher)s"
    type(world.acme.group).objects.filter(pk=world.acme.group.pk).update(name=name)
    record_in(world.acme.organization, EventType.GROUP_UPDATED, actor=provider_admin, group_id=world.acme.group.pk)

    page = staff.get(clients_log(world.northwind)).content.decode()

    assert "<img src=x>" not in page
    assert "&lt;img src=x&gt;%(cipher)s" in page
    (_, line) = export(
        staff.get(reverse("organizations:export_client_events", kwargs={"provider_id": world.northwind.pk}))
    )
    assert line[0].startswith(f"Edited group {name}")


@pytest.mark.parametrize("after", ["nonsense", "1-2", "99999999999999999999-" + "0" * 32, "-"])
def test_a_broken_place_is_the_first_page(staff, world, after):
    assert staff.get(provider_log(world.northwind, after=after)).status_code == 200


def test_every_kind_of_event_makes_a_sentence(staff, world):
    now = timezone.now()
    record_many(build(kind, organization_id=world.acme.organization.pk, date=now) for kind in EventType)
    lines = export(
        staff.get(reverse("organizations:export_client_events", kwargs={"provider_id": world.northwind.pk}))
    )

    assert len(lines) == len(EventType) + 1
    assert not [line for line in lines if "%(" in line[0]]
