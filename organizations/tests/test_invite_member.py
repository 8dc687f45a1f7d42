from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse

from accounts.models import MailToken, User
from events.models import Event
from events.types import EventType
from organizations.models import OrganizationMember, SeatChange
from organizations.plans import Plan
from organizations.services import members as services
from organizations.services.refusals import SeatsExhausted
from provider_portal.tests.world import add_member, make_organization, make_provider, make_user

Role = OrganizationMember.Role
Status = OrganizationMember.Status


def invite(organization, *emails, role=Role.MEMBER, actor, flags=()):
    return services.invite_members(organization, emails=emails, role=role, actor=actor, custom_flags=flags)


def test_an_invitation_is_kept_recorded_and_sent(world, owner, mailoutbox, on_commit):
    with on_commit():
        member = services.invite_member(
            world.acme.organization, email=" New@Acme.test ", role=Role.MEMBER, actor=owner
        )

    assert (member.status, member.user.email, member.user.is_registered) == (Status.INVITED, "new@acme.test", False)
    event = Event.objects.get(type=EventType.MEMBER_INVITED)
    assert (event.member_id, event.acting_user_id, event.provider_id) == (member.pk, owner.pk, None)
    [mail] = mailoutbox
    assert mail.to == ["new@acme.test"]
    assert "/organizations/invitation/" in mail.body
    assert "Create an account" in mail.body


def test_somebody_with_an_account_is_asked_to_log_in(world, owner, stranger, mailoutbox, on_commit):
    with on_commit():
        services.invite_member(world.acme.organization, email=stranger.email, role=Role.MEMBER, actor=owner)

    assert "Log in with your account" in mailoutbox[0].body


def test_the_provider_is_told_what_its_staff_did(world, service_user):
    invite(world.acme.organization, "new@acme.test", actor=service_user)

    assert Event.objects.get(type=EventType.MEMBER_INVITED).provider_id == world.northwind.pk


def test_a_member_is_not_invited_twice(world, owner, member, mailoutbox, on_commit):
    with on_commit():
        assert invite(world.acme.organization, member.email, actor=owner) == []
        with pytest.raises(services.AlreadyMember):
            services.invite_member(world.acme.organization, email=member.email, role=Role.MEMBER, actor=owner)

    assert mailoutbox == []


def test_statements_do_not_grow_with_the_addresses(world, owner, django_assert_max_num_queries):
    world.acme.organization.seats = 1000
    world.acme.organization.save()

    with django_assert_max_num_queries(25):
        invite(world.acme.organization, *[f"person{number}@acme.test" for number in range(300)], actor=owner)


@pytest.mark.django_db
def test_mails_go_out_in_tasks_of_fifty(world, owner, mailoutbox, django_capture_on_commit_callbacks):
    world.acme.organization.seats = 1000
    world.acme.organization.save()

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        invite(world.acme.organization, *[f"person{number}@acme.test" for number in range(120)], actor=owner)

    assert (len(callbacks), len(mailoutbox)) == (3, 120)


def test_a_full_client_refuses_and_names_its_provider(world, owner, mailoutbox, on_commit):
    taken = world.acme.organization.members.occupying_a_seat().count()
    world.acme.organization.seats = taken
    world.acme.organization.save()

    with on_commit(), pytest.raises(SeatsExhausted, match=f"All {taken} seats of Acme.*ask Northwind"):
        invite(world.acme.organization, "new@acme.test", actor=owner)

    assert not world.acme.organization.members.filter(user__email="new@acme.test").exists()
    assert not Event.objects.exists()
    assert mailoutbox == []


def test_example_11_of_the_seats(world):
    """Ten seats, seven confirmed, two accepted, one invited, three revoked: nobody more comes in (features 3.6)."""
    organization = make_organization("Eleven", provider=world.northwind, seats=10)
    for status, count in {Status.CONFIRMED: 7, Status.ACCEPTED: 2, Status.INVITED: 1, Status.REVOKED: 3}.items():
        for number in range(count):
            role = Role.OWNER if status == Status.CONFIRMED else Role.MEMBER
            added = add_member(organization, make_user(f"{status.name.lower()}{number}@eleven.test"), role, status)
    organization.refresh_from_db()
    boss = organization.members.filter(role=Role.OWNER).first().user

    assert (organization.used, organization.remaining_seats) == (10, 0)
    with pytest.raises(SeatsExhausted):
        invite(organization, "new@eleven.test", actor=boss)
    with pytest.raises(SeatsExhausted):
        services.restore_members(organization, [added], actor=boss)


def test_more_invitations_than_free_seats_invite_nobody(world, owner):
    world.acme.organization.seats = world.acme.organization.members.occupying_a_seat().count() + 1
    world.acme.organization.save()

    with pytest.raises(SeatsExhausted, match="1 free seat only"):
        invite(world.acme.organization, "one@acme.test", "two@acme.test", actor=owner)

    assert not User.objects.filter(email="one@acme.test").exists()


@pytest.fixture
def own(db):
    """An organization without a provider, with one owner."""
    organization = make_organization("Own", plan=Plan.TEAMS, seats=1, seat_limit=2)
    organization.boss = make_user("boss@own.test")
    add_member(organization, organization.boss, Role.OWNER)
    return organization


def test_an_organization_of_its_own_grows_up_to_its_limit(own):
    invite(own, "two@own.test", actor=own.boss)

    own.refresh_from_db()
    change = SeatChange.objects.get()
    assert (own.seats, change.seats_before, change.seats_after) == (2, 1, 2)
    with pytest.raises(SeatsExhausted, match="raise the seat limit"):
        invite(own, "three@own.test", actor=own.boss)


@pytest.mark.parametrize(("plan", "limit"), [(Plan.FREE, 2), (Plan.FAMILIES, 6)])
def test_a_plan_has_room_for_so_many(own, plan, limit):
    own.plan, own.seat_limit = plan, None
    own.save()
    invite(own, *[f"person{number}@own.test" for number in range(limit - 1)], actor=own.boss)

    with pytest.raises(SeatsExhausted, match=f"room for {limit} members"):
        invite(own, "last@own.test", actor=own.boss)


def test_custom_roles_need_the_enterprise_plan(own):
    with pytest.raises(services.MembershipRefused, match="Enterprise"):
        invite(own, "two@own.test", role=Role.CUSTOM, flags=["accessReports"], actor=own.boss)


# Who may give which role: features 1.6 B, notes 8 and 9.
GIVES = {
    "provider_admin": {Role.OWNER, Role.ADMIN, Role.CUSTOM, Role.MEMBER},
    "service_user": {Role.OWNER, Role.ADMIN, Role.CUSTOM, Role.MEMBER},
    "owner": {Role.OWNER, Role.ADMIN, Role.CUSTOM, Role.MEMBER},
    "admin": {Role.ADMIN, Role.CUSTOM, Role.MEMBER},
    "manager": {Role.MEMBER},
    "custom": set(),
    "member": set(),
    "rival_admin": set(),
    "stranger": set(),
    "superuser": set(),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("persona", GIVES)
def test_nobody_gives_more_than_they_hold(world, persona, role):
    actor = add_manager(world) if persona == "manager" else getattr(world.people, persona)
    flags = ["accessReports"] if role == Role.CUSTOM else []

    if role in GIVES[persona]:
        assert invite(world.acme.organization, "new@acme.test", role=role, flags=flags, actor=actor)
    else:
        with pytest.raises(services.MembershipRefused):
            invite(world.acme.organization, "new@acme.test", role=role, flags=flags, actor=actor)


def add_manager(world, *flags):
    """Add somebody of a custom role who manages members."""
    user = make_user("manager@acme.test")
    add_member(world.acme.organization, user, Role.CUSTOM, custom_flags=["manageUsers", *flags])
    return user


def test_a_custom_role_gives_only_its_own_flags(world):
    manager = add_manager(world, "accessReports")

    [member] = invite(
        world.acme.organization, "a@acme.test", role=Role.CUSTOM, flags=["accessReports"], actor=manager
    )
    assert member.custom_flags == ["accessReports"]
    with pytest.raises(services.MembershipRefused):
        invite(world.acme.organization, "b@acme.test", role=Role.CUSTOM, flags=["manageGroups"], actor=manager)


def test_a_resent_invitation_replaces_the_earlier_link(client, world, owner, mailoutbox, on_commit):
    with on_commit():
        member = services.invite_member(
            world.acme.organization, email="new@acme.test", role=Role.MEMBER, actor=owner
        )
    client.force_login(owner)
    url = reverse("organizations:resend_invitation", args=[world.acme.organization.pk])

    with on_commit():
        response = client.post(url, {"members": [str(member.pk)]}, content_type="application/json")

    assert response.json()["results"] == [{"id": str(member.pk), "error": None}]
    assert len(mailoutbox) == 2
    assert MailToken.objects.filter(subject_id=member.pk).count() == 1


def test_a_confirmed_member_gets_no_invitation(client, world, owner, mailoutbox, on_commit):
    client.force_login(owner)
    url = reverse("organizations:resend_invitation", args=[world.acme.organization.pk])

    with on_commit():
        response = client.post(url, {"members": [str(world.acme.member.pk)]}, content_type="application/json")

    assert "answered already" in response.json()["results"][0]["error"]
    assert mailoutbox == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("door", ["invite", "restore"])
def test_the_last_seat_is_taken_once(door):
    """Two admins at the same moment: both invite somebody, or one restores somebody who was revoked."""
    owner, second = make_user("owner@race.test"), make_user("second@race.test")
    organization = make_organization("Race", provider=make_provider("Fast"), seats=3)
    for person in (owner, second):
        add_member(organization, person, Role.OWNER)
    gone = add_member(organization, make_user("gone@race.test"), status=Status.REVOKED)
    start, refused = Barrier(2), []

    def take(act, *args, **kwargs):
        start.wait()
        try:
            act(organization, *args, **kwargs)
        except SeatsExhausted as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    calls = {
        "invite": (services.invite_member, [], {"email": "b@race.test", "role": Role.MEMBER, "actor": second}),
        "restore": (services.restore_members, [[gone]], {"actor": second}),
    }
    first = services.invite_member, [], {"email": "a@race.test", "role": Role.MEMBER, "actor": owner}
    threads = [Thread(target=take, args=[act, *args], kwargs=kwargs) for act, args, kwargs in (first, calls[door])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    organization.refresh_from_db()
    assert organization.used == organization.members.occupying_a_seat().count() == 3
