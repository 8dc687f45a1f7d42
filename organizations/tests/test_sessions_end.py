import pytest
from django.urls import reverse

from provider_portal.tests.world import Status, add_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def act(client, world, owner):
    """Return a function by which the owner revokes or removes a member."""

    def send(name, member):
        client.force_login(owner)
        url = reverse(f"organizations:{name}", args=[world.acme.organization.pk])
        return client.post(url, {"members": [str(member.pk)]}, content_type="application/json")

    return send


@pytest.mark.parametrize("name", ["revoke_member", "remove_member"])
def test_who_loses_access_is_logged_out_everywhere(act, world, member, name):
    before = member.security_stamp

    assert act(name, world.acme.member).status_code == 200

    member.refresh_from_db()
    assert member.security_stamp != before


def test_an_invitation_gives_no_power_over_a_strangers_sessions(act, world):
    stranger = make_user("somebody@elsewhere.test")
    invited = add_member(world.acme.organization, stranger, status=Status.INVITED)

    act("remove_member", invited)

    assert type(stranger).objects.get(pk=stranger.pk).security_stamp == stranger.security_stamp
