import re

import pytest
from django.urls import reverse

from accounts import mail_tokens
from accounts.models import MailToken
from events.models import Event
from events.types import EventType
from organizations.models import OrganizationMember
from organizations.services import members as services
from provider_portal.tests.world import encstring, make_organization, make_user, public_key

Status = OrganizationMember.Status


@pytest.fixture
def invited(world, owner):
    """An invitation of somebody who has an account, with the path from its mail."""
    user = make_user("new@acme.test", email_verified=False)
    member = services.invite_member(
        world.acme.organization, email=user.email, role=OrganizationMember.Role.MEMBER, actor=owner
    )
    member.path = path_of(member)
    return member


def path_of(member):
    token = mail_tokens.issue(MailToken.Purpose.ORGANIZATION_INVITATION, member.pk)
    return reverse("organizations:accept_invitation", args=[token])


def status_of(member):
    return OrganizationMember.objects.get(pk=member.pk).status


def test_accepting_tells_those_who_confirm(client, invited, mailoutbox, on_commit):
    client.force_login(invited.user)
    assert "Accept the invitation" in client.get(invited.path).content.decode()

    with on_commit():
        response = client.post(invited.path)

    assert "must confirm you" in response.content.decode()
    assert status_of(invited) == Status.ACCEPTED
    invited.user.refresh_from_db()
    assert invited.user.email_verified
    assert Event.objects.filter(type=EventType.MEMBER_ACCEPTED, acting_user_id=invited.user_id).exists()
    assert {mail.to[0] for mail in mailoutbox} == {"owner@acme.test", "admin@acme.test"}
    assert mailoutbox[0].subject == "Action required: new needs to be confirmed"


def test_a_client_without_administrators_asks_its_provider(client, world, owner, invited, mailoutbox, on_commit):
    world.acme.organization.members.exclude(pk=invited.pk).delete()
    client.force_login(invited.user)

    with on_commit():
        client.post(invited.path)

    assert {mail.to[0] for mail in mailoutbox} == {"admin@northwind.test", "service@northwind.test"}


def test_an_invitation_works_once(client, invited):
    client.force_login(invited.user)
    client.post(invited.path)

    for response in (client.get(invited.path), client.post(invited.path)):
        assert response.status_code == 404
        assert "no longer works" in response.content.decode()


def test_somebody_without_an_account_is_led_to_register(client, world, owner):
    member = services.invite_member(
        world.acme.organization, email="fresh@acme.test", role=OrganizationMember.Role.MEMBER, actor=owner
    )
    path = path_of(member)

    page = client.get(path).content.decode()

    assert "Join Acme" in page
    [link] = re.findall(r'href="(/accounts/register/\?[^"]+)"', page)
    assert path.replace("/", "%2F").replace(":", "%3A") in link
    assert "fresh@acme.test" in client.get(link.replace("&amp;", "&")).content.decode()


def test_somebody_with_an_account_is_led_to_log_in(client, invited):
    page = client.get(invited.path).content.decode()

    assert 'href="/accounts/login/?' in page
    assert "/accounts/register/" not in page


def test_nobody_accepts_signed_out(client, invited):
    client.post(invited.path)

    assert status_of(invited) == Status.INVITED


def test_another_account_is_told_which_one_is_needed(client, invited, stranger):
    client.force_login(stranger)

    for response in (client.get(invited.path), client.post(invited.path)):
        page = response.content.decode()
        assert "This invitation is for new@acme.test" in page
        assert "Accept the invitation" not in page

    assert status_of(invited) == Status.INVITED
    assert mail_tokens.find(MailToken.Purpose.ORGANIZATION_INVITATION, invited.path.split("/")[-2]) == invited.pk


@pytest.mark.parametrize("gone", ["revoked", "removed", "replaced", "expired", "forged"])
def test_what_is_no_longer_open_is_said_to_be_gone(client, world, owner, invited, gone):
    path = invited.path
    if gone == "revoked":
        services.revoke_members(world.acme.organization, [invited], actor=owner)
    elif gone == "removed":
        services.remove_members(world.acme.organization, [invited], actor=owner)
    elif gone == "replaced":
        path_of(invited)
    elif gone == "expired":
        MailToken.objects.update(expires_at="2020-01-01T00:00:00Z")
    else:
        path = path[:-5] + "AAAA/"
    client.force_login(invited.user)

    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


def test_a_token_of_another_purpose_is_refused(client, invited):
    token = mail_tokens.issue(MailToken.Purpose.VERIFY_EMAIL, invited.pk)

    assert client.get(reverse("organizations:accept_invitation", args=[token])).status_code == 404


def test_hostile_names_stay_text(client, invited):
    organization = make_organization("<b>Evil</b>\u202e", seats=3)
    member = OrganizationMember.objects.create(
        organization=organization, user=make_user("x@evil.test"), role=OrganizationMember.Role.MEMBER
    )

    page = client.get(path_of(member)).content.decode()

    assert "<b>Evil" not in page
    assert "<bdi>&lt;b&gt;Evil" in page


def test_keys_are_needed_to_accept(world, owner):
    member = services.invite_member(
        world.acme.organization, email="fresh@acme.test", role=OrganizationMember.Role.MEMBER, actor=owner
    )
    token = mail_tokens.issue(MailToken.Purpose.ORGANIZATION_INVITATION, member.pk)

    with pytest.raises(services.WrongAccount):
        services.accept_invitation(token, actor=member.user)

    member.user.wrapped_user_key, member.user.wrapped_private_key = encstring(), encstring()
    member.user.public_key = public_key()
    member.user.save()
    assert services.accept_invitation(token, actor=member.user).status == Status.ACCEPTED
