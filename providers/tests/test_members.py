import re
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts import mail_tokens
from accounts.models import MailToken
from events.models import Event
from events.types import EventType
from organizations.models import Organization
from provider_portal.tests.world import add_provider_member, encstring, make_user, public_key, sealed
from providers.models import ProviderKeyShare, ProviderMember
from providers.services import members as services

Role = ProviderMember.Role
Status = ProviderMember.Status


def url(name, world, **more):
    return reverse(f"providers:{name}", kwargs={"provider_id": world.northwind.pk, **more})


def member_of(world, person):
    return world.northwind.members.get(user=person)


def post(client, world, name, members):
    body = {"members": [str(member.pk) for member in members]}
    answer = client.post(url(name, world), body, content_type="application/json").json()["results"]
    return {entry["id"]: entry["error"] for entry in answer}


def confirm(client, world, members):
    body = {"keys": [{"id": str(member.pk), "key": sealed()} for member in members]}
    return client.post(url("confirm_member", world), body, content_type="application/json")


@pytest.fixture
def waiting(world):
    return add_provider_member(
        world.northwind, make_user("new@northwind.test"), Role.SERVICE_USER, status=Status.ACCEPTED
    )


@pytest.fixture
def invited(world, provider_admin):
    """An invitation of somebody who has an account, with the path from its mail."""
    user = make_user("new@northwind.test", email_verified=False)
    member = services.invite_members(
        world.northwind, emails=[user.email], role=Role.SERVICE_USER, actor=provider_admin
    )[0]
    token = mail_tokens.issue(MailToken.Purpose.PROVIDER_INVITATION, member.pk)
    member.path = reverse("providers:accept_invitation", args=[token])
    return member


def test_several_are_invited_and_known_addresses_are_passed_over(
    client, world, provider_admin, service_user, mailoutbox, on_commit
):
    client.force_login(provider_admin)
    emails = f"Ann@msp.test, ben@msp.test\nann@msp.test {service_user.email},\n"

    with on_commit():
        answer = client.post(url("invite_member", world), {"emails": emails, "role": "1"}, follow=True)

    members = world.northwind.members.filter(status=Status.INVITED)
    assert set(members.values_list("user__email", "role")) == {
        ("ann@msp.test", Role.SERVICE_USER),
        ("ben@msp.test", Role.SERVICE_USER),
    }
    assert {mail.to[0] for mail in mailoutbox} == {"ann@msp.test", "ben@msp.test"}
    assert mailoutbox[0].subject == "Join Northwind"
    events = Event.objects.filter(type=EventType.PROVIDER_MEMBER_INVITED, provider_id=world.northwind.pk)
    assert {event.provider_member_id for event in events} == {member.pk for member in members}
    page = answer.content.decode()
    assert "2 invitations are on their way." in page
    assert "1 address is a member or invited already." in page


@pytest.mark.parametrize(
    ("emails", "words"),
    [
        ("", "required"),
        (", ;", "required"),
        ("ann", "This is no e-mail address: ann"),
        (",".join(f"p{number}@msp.test" for number in range(21)), "at most 20"),
    ],
)
def test_a_list_that_does_not_fit_invites_nobody(client, world, provider_admin, emails, words):
    client.force_login(provider_admin)

    answer = client.post(url("invite_member", world), {"emails": emails, "role": "1"})

    assert words in answer.content.decode()
    assert world.northwind.members.count() == 2


def test_a_new_invitation_replaces_the_earlier(client, world, provider_admin, invited, mailoutbox, on_commit):
    client.force_login(provider_admin)

    with on_commit():
        results = post(client, world, "resend_invitation", [invited, member_of(world, world.people.service_user)])

    assert results[str(invited.pk)] is None
    assert "answered already" in results[str(member_of(world, world.people.service_user).pk)]
    assert client.get(invited.path).status_code == 404
    link = re.search(r"/providers/invitation/\S+", mailoutbox[0].body)[0]
    assert client.get(link).status_code == 200


def test_accepting_tells_every_provider_admin(client, world, invited, mailoutbox, on_commit):
    add_provider_member(world.northwind, make_user("second@northwind.test"), Role.PROVIDER_ADMIN)
    client.force_login(invited.user)
    assert "Accept the invitation" in client.get(invited.path).content.decode()

    with on_commit():
        client.post(invited.path)

    invited.refresh_from_db()
    assert invited.status == Status.ACCEPTED
    invited.user.refresh_from_db()
    assert invited.user.email_verified
    assert {mail.to[0] for mail in mailoutbox} == {"admin@northwind.test", "second@northwind.test"}
    assert "needs to be confirmed" in mailoutbox[0].subject
    assert Event.objects.get(type=EventType.PROVIDER_MEMBER_ACCEPTED).acting_user_id == invited.user_id
    assert not Organization.objects.visible_to(invited.user).exists()
    assert client.post(invited.path).status_code == 404


def test_an_invitation_is_for_its_address_only(client, world, invited, stranger):
    client.force_login(stranger)

    assert "This invitation is for new@northwind.test" in client.post(invited.path).content.decode()
    client.logout()
    assert "Log in to accept" in client.post(invited.path).content.decode()
    invited.refresh_from_db()
    assert invited.status == Status.INVITED
    assert client.get(reverse("providers:accept_invitation", args=["nonsense"])).status_code == 404


def test_a_confirmed_member_holds_the_key_and_opens_every_client(
    client, world, provider_admin, waiting, mailoutbox, on_commit
):
    client.force_login(provider_admin)
    keys = client.get(url("member_keys", world), {"member": [waiting.pk]}).json()["members"]
    assert [entry["publicKey"] for entry in keys] == [waiting.user.public_key]

    with on_commit():
        confirm(client, world, [waiting])

    assert ProviderKeyShare.objects.get(member=waiting).key == world.northwind.keys.get()
    assert set(Organization.objects.visible_to(waiting.user)) == {world.acme.organization, world.birch.organization}
    assert mailoutbox[0].subject == "You have been confirmed to Northwind"
    assert Event.objects.get(type=EventType.PROVIDER_MEMBER_CONFIRMED).provider_member_id == waiting.pk


def test_each_row_of_a_bulk_confirmation_has_its_own_result(client, world, provider_admin, waiting):
    client.force_login(provider_admin)
    other = add_provider_member(world.northwind, make_user("later@msp.test"), Role.SERVICE_USER, Status.INVITED)

    answer = confirm(client, world, [waiting, other]).json()["results"]

    errors = {entry["id"]: entry["error"] for entry in answer}
    assert errors[str(waiting.pk)] is None
    assert "not waiting" in errors[str(other.pk)]
    assert not ProviderKeyShare.objects.filter(member=other).exists()


def test_a_key_that_is_not_sealed_is_refused(client, world, provider_admin, waiting):
    client.force_login(provider_admin)
    body = {"keys": [{"id": str(waiting.pk), "key": encstring()}]}

    assert client.post(url("confirm_member", world), body, content_type="application/json").status_code == 400


def test_whoever_is_removed_loses_everything_at_once(
    client, world, provider_admin, service_user, mailoutbox, on_commit
):
    member = member_of(world, service_user)
    client.force_login(service_user)
    assert client.get(reverse("vault:organization_vault", args=[world.acme.organization.pk])).status_code == 200
    client.force_login(provider_admin)

    with on_commit():
        assert post(client, world, "remove_member", [member]) == {str(member.pk): None}

    assert not ProviderKeyShare.objects.filter(member=member.pk).exists()
    stamp = service_user.security_stamp
    service_user.refresh_from_db()
    assert service_user.security_stamp != stamp
    client.force_login(service_user)
    for place in (
        reverse("organizations:client_list", args=[world.northwind.pk]),
        reverse("vault:organization_vault", args=[world.acme.organization.pk]),
        reverse("vault:organization_items", args=[world.acme.organization.pk]),
    ):
        assert client.get(place).status_code == 404
    assert mailoutbox[0].to == [service_user.email]
    assert mailoutbox[0].subject == "You have been removed from Northwind"
    assert Event.objects.get(type=EventType.PROVIDER_MEMBER_REMOVED).provider_member_id == member.pk


def test_nobody_removes_themselves_and_the_last_administrator_stays(client, world, provider_admin):
    own = member_of(world, provider_admin)
    client.force_login(provider_admin)

    assert "yourself" in post(client, world, "remove_member", [own])[str(own.pk)]
    page = client.post(url("member_role", world, member_id=own.pk), {"role": "1"}).content.decode()
    assert "needs at least one confirmed Provider Admin" in page

    # One who only waits is no help.
    second = add_provider_member(world.northwind, make_user("b@msp.test"), Role.PROVIDER_ADMIN, Status.ACCEPTED)
    client.post(url("member_role", world, member_id=own.pk), {"role": "1"})
    own.refresh_from_db()
    assert own.role == Role.PROVIDER_ADMIN
    confirm(client, world, [second])
    client.post(url("member_role", world, member_id=own.pk), {"role": "1"})
    own.refresh_from_db()
    assert own.role == Role.SERVICE_USER
    assert client.get(url("member_list", world)).status_code == 403


def test_two_administrators_do_not_remove_each_other(world, provider_admin):
    second = add_provider_member(world.northwind, make_user("b@msp.test"), Role.PROVIDER_ADMIN)
    own = member_of(world, provider_admin)

    services.remove_members(world.northwind, [own], actor=second.user)
    results = services.remove_members(world.northwind, [second], actor=provider_admin)

    assert "needs at least one" in results[second.pk]


def test_a_withdrawn_invitation_sends_no_mail(client, world, provider_admin, invited, mailoutbox, on_commit):
    client.force_login(provider_admin)

    with on_commit():
        post(client, world, "remove_member", [invited])

    assert not mailoutbox
    assert client.get(invited.path).status_code == 404


def rows(client, world, **query):
    page = client.get(url("member_list", world), query).context["page"]
    return [row.member.user.email for row in page.rows]


def test_the_list_is_searched_filtered_and_sorted(client, world, provider_admin, service_user, waiting):
    client.force_login(provider_admin)

    assert rows(client, world) == ["admin@northwind.test", "new@northwind.test", "service@northwind.test"]
    assert rows(client, world, sort="-role")[-1] == "admin@northwind.test"
    assert rows(client, world, sort="nonsense", page="nonsense")[0] == "admin@northwind.test"
    assert rows(client, world, status="accepted") == ["new@northwind.test"]
    assert rows(client, world, search="SERVICE") == ["service@northwind.test"]
    assert rows(client, world, search=str(waiting.pk)) == ["new@northwind.test"]
    assert rows(client, world, search=str(uuid4())) == []
    page = client.get(url("member_list", world)).content.decode()
    assert "Somebody waits for you" in page
    assert "?member=" + str(member_of(world, service_user).pk) in page


def test_statements_do_not_grow_with_the_members(client, world, provider_admin, django_assert_max_num_queries):
    client.force_login(provider_admin)
    client.get(url("member_list", world))
    for number in range(30):
        add_provider_member(world.northwind, make_user(f"p{number}@msp.test"), Role.SERVICE_USER, Status.ACCEPTED)

    with django_assert_max_num_queries(24):
        client.get(url("member_list", world))
    people = world.northwind.members.filter(status=Status.ACCEPTED)
    with django_assert_max_num_queries(12):
        services.confirm_members(world.northwind, keys={member.pk: sealed() for member in people}, actor=provider_admin)


def test_an_account_made_for_an_invitation_has_no_keys_to_accept_with(client, world, provider_admin):
    member = services.invite_members(
        world.northwind, emails=["new@msp.test"], role=Role.SERVICE_USER, actor=provider_admin
    )[0]
    token = mail_tokens.issue(MailToken.Purpose.PROVIDER_INVITATION, member.pk)
    assert member.user.public_key is None

    page = client.get(reverse("providers:accept_invitation", args=[token])).content.decode()

    assert "Create account" in page
    with pytest.raises(services.WrongAccount):
        services.accept_invitation(token, actor=member.user)
    member.user.public_key, member.user.wrapped_private_key = public_key(), encstring()
    member.user.wrapped_user_key = encstring()
    member.user.save()
    assert services.accept_invitation(token, actor=member.user).status == Status.ACCEPTED
