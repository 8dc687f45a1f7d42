"""Policies: whom they bind, how several add up, what turning one on does, and who may still join."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import mail_tokens
from accounts.models import MailToken, User
from events.models import Event
from events.types import EventType
from organizations.models import Organization, OrganizationMember, Policy
from organizations.plans import Plan
from organizations.policies import policies_on
from organizations.policy_rules import NOBODY, RULES
from organizations.services.policies import PolicyRefused, set_policy
from provider_portal.tests.world import Role, Status, add_member, make_organization, make_user, sealed

pytestmark = pytest.mark.django_db
Kind = Policy.Kind
Reason = OrganizationMember.RevocationReason


def turn(organization, kind, enabled=True, **values):
    """Write the policy's row as it is, whatever it would need."""
    data = RULES[kind].stored(values, enabled=False)
    Policy.objects.update_or_create(organization=organization, kind=kind, defaults={"enabled": enabled, "data": data})


def url(world, kind=None):
    if kind is None:
        return reverse("organizations:policy_list", args=[world.acme.organization.pk])
    return reverse("organizations:edit_policy", args=[world.acme.organization.pk, kind])


@pytest.fixture
def with_two_step(world):
    for name in ("owner", "admin", "custom", "member", "grouped"):
        getattr(world.people, name).two_factor_methods.create(kind=0, enabled=True)


@pytest.mark.parametrize("kind", RULES)
def test_a_policy_binds_whom_its_line_says(world, kind):
    turn(world.acme.organization, kind)
    names = ("owner", "admin", "custom", "member", "grouped", "revoked", "neighbor", "provider_admin", "stranger")

    bound = {name for name in names if policies_on(getattr(world.people, name), kind) is not None}

    inside = {"custom", "member", "grouped"}
    assert bound == (inside | {"owner", "admin"} if RULES[kind].exempt == NOBODY else inside)


def test_provider_staff_are_exempt_even_as_members(world, provider_admin):
    add_member(world.acme.organization, provider_admin)
    turn(world.acme.organization, Kind.DATA_OWNERSHIP)

    assert policies_on(provider_admin, Kind.DATA_OWNERSHIP) is None


@pytest.mark.parametrize("change", [{"plan": Plan.TEAMS}, {"enabled": False}])
def test_a_policy_rests_while_the_plan_has_none_or_the_organization_is_suspended(world, member, change):
    turn(world.acme.organization, Kind.DATA_OWNERSHIP)
    Organization.objects.update(**change)

    assert policies_on(member, Kind.DATA_OWNERSHIP) is None


def test_of_several_organizations_the_strictest_counts(world, member):
    add_member(world.birch.organization, member, status=Status.ACCEPTED)
    turn(world.acme.organization, Kind.MASTER_PASSWORD, minLength=14, requireUpper=True)
    turn(world.birch.organization, Kind.MASTER_PASSWORD, minLength=20, minComplexity=3)
    turn(world.acme.organization, Kind.VAULT_TIMEOUT, minutes=60)
    turn(world.birch.organization, Kind.VAULT_TIMEOUT, minutes=15, action="lock")
    turn(world.acme.organization, Kind.RESTRICTED_ITEM_TYPES, types=[3])
    turn(world.birch.organization, Kind.RESTRICTED_ITEM_TYPES, types=[4, 3])

    password = policies_on(member, Kind.MASTER_PASSWORD)
    assert (password["minLength"], password["minComplexity"], password["requireUpper"]) == (20, 3, True)
    assert policies_on(member, Kind.VAULT_TIMEOUT) == {"minutes": 15, "action": "lock"}
    assert policies_on(member, Kind.RESTRICTED_ITEM_TYPES) == {"types": [3, 4]}


def test_no_browser_keeps_a_key_of_provider_staff_or_where_an_idle_time_is_demanded(client, world, member, provider_admin):
    User.objects.update(stays_unlocked=True)

    def half(user):
        client.force_login(user)
        return client.get("/accounts/keys/").json()["half"]

    assert half(member)
    assert half(provider_admin) is None
    turn(world.acme.organization, Kind.VAULT_TIMEOUT, minutes=60)
    assert half(member) is None
    assert "stays_unlocked" not in client.get("/accounts/settings/").text


def test_single_organization_revokes_who_is_in_another_one_and_says_why(world, owner, member, mailoutbox, on_commit):
    acme = world.acme
    for person in (member, world.people.admin, owner):
        add_member(world.birch.organization, person)

    with on_commit():
        count = set_policy(acme.organization, Kind.SINGLE_ORGANIZATION, enabled=True, values={}, actor=owner)

    assert count == 1
    acme.member.refresh_from_db()
    assert (acme.member.status, acme.member.revocation_reason) == (Status.REVOKED, Reason.SINGLE_ORGANIZATION_POLICY)
    assert acme.organization.members.filter(status=Status.REVOKED).count() == 2
    assert Event.objects.get(type=EventType.MEMBER_REVOKED_SINGLE_ORGANIZATION).member_id == acme.member.pk
    assert Event.objects.get(type=EventType.POLICY_UPDATED).policy_id == acme.organization.policies.get().pk
    assert [mail.to for mail in mailoutbox] == [["member@acme.test"]]
    assert "no other organization" in mailoutbox[0].body


def test_two_step_revokes_who_has_none(world, owner, with_two_step):
    grouped = world.acme.organization.members.get(user=world.people.grouped)
    world.people.grouped.two_factor_methods.all().delete()
    # The recovery code alone is no second step.
    world.people.grouped.two_factor_methods.create(kind=8, enabled=True)

    assert set_policy(world.acme.organization, Kind.TWO_STEP, enabled=True, values={}, actor=owner) == 1

    grouped.refresh_from_db()
    assert (grouped.status, grouped.revocation_reason) == (Status.REVOKED, Reason.TWO_STEP_POLICY)
    assert Event.objects.filter(type=EventType.MEMBER_REVOKED_TWO_STEP).count() == 1


def test_what_one_policy_needs_comes_first_and_goes_last(world, owner):
    organization = world.acme.organization
    timeout = {"enabled": True, "values": {"minutes": 5}, "actor": owner}
    with pytest.raises(PolicyRefused, match="Turn on “Single organization” first"):
        set_policy(organization, Kind.VAULT_TIMEOUT, **timeout)

    set_policy(organization, Kind.SINGLE_ORGANIZATION, enabled=True, values={}, actor=owner)
    set_policy(organization, Kind.VAULT_TIMEOUT, **timeout)

    with pytest.raises(PolicyRefused, match="Turn off “Session timeout” first"):
        set_policy(organization, Kind.SINGLE_ORGANIZATION, enabled=False, values={}, actor=owner)


def test_saving_the_same_again_records_nothing(world, owner):
    for _ in range(2):
        set_policy(world.acme.organization, Kind.REMOVE_PIN_UNLOCK, enabled=True, values={}, actor=owner)

    assert Event.objects.filter(type=EventType.POLICY_UPDATED).count() == 1


def test_other_plans_have_no_policies(client, world, owner):
    Organization.objects.update(plan=Plan.TEAMS)
    client.force_login(owner)

    assert client.get(url(world)).status_code == 404
    with pytest.raises(PolicyRefused):
        organization = Organization.objects.get(pk=world.acme.organization.pk)
        set_policy(organization, Kind.TWO_STEP, enabled=True, values={}, actor=owner)


# Joining: accepting, confirming and restoring ask the same.


def accept(client, organization, user):
    member = add_member(organization, user, status=Status.INVITED)
    token = mail_tokens.issue(MailToken.Purpose.ORGANIZATION_INVITATION, member.pk)
    client.force_login(user)
    answer = client.post(reverse("organizations:accept_invitation", args=[token]))
    member.refresh_from_db()
    return member.status, answer.content.decode()


def test_who_is_elsewhere_does_not_accept_where_that_is_forbidden(client, world, member):
    turn(world.birch.organization, Kind.SINGLE_ORGANIZATION)

    status, page = accept(client, world.birch.organization, member)

    assert status == Status.INVITED
    assert "may belong to no other organization" in page


def test_who_is_bound_elsewhere_accepts_nowhere(client, world, member):
    turn(world.acme.organization, Kind.SINGLE_ORGANIZATION)

    status, page = accept(client, world.birch.organization, member)

    assert status == Status.INVITED
    assert "Another organization allows its members" in page


def test_an_owner_is_exempt_at_home_and_joins_elsewhere(client, world, owner):
    turn(world.acme.organization, Kind.SINGLE_ORGANIZATION)

    assert accept(client, world.birch.organization, owner)[0] == Status.ACCEPTED


def test_without_two_step_nobody_accepts_confirms_or_returns(client, world, owner, stranger):
    organization = world.acme.organization
    turn(organization, Kind.TWO_STEP)
    assert accept(client, organization, stranger)[0] == Status.INVITED
    waiting = add_member(organization, make_user("waiting@acme.test"), status=Status.ACCEPTED)
    client.force_login(owner)

    def call(name, body):
        address = reverse(f"organizations:{name}", args=[organization.pk])
        return client.post(address, body, content_type="application/json").json()["results"][0]["error"]

    assert "two-step" in call("confirm_member", {"keys": [{"id": str(waiting.pk), "key": sealed()}]})
    assert "two-step" in call("restore_member", {"members": [str(world.acme.revoked.pk)]})
    world.people.revoked.two_factor_methods.create(kind=0, enabled=True)
    assert call("restore_member", {"members": [str(world.acme.revoked.pk)]}) is None


def test_the_page_says_who_is_exempt_and_saves(client, world, admin, member):
    client.force_login(admin)
    page = client.get(url(world)).content.decode()
    client.post(url(world, Kind.MASTER_PASSWORD), {"enabled": "on", "minLength": "16", "requireUpper": "on"})

    assert "Nobody is exempt." in page
    assert "Owners, admins and the provider&#x27;s staff are exempt." in page
    rules = policies_on(member, Kind.MASTER_PASSWORD)
    assert (rules["minLength"], rules["requireUpper"], rules["minComplexity"]) == (16, True, None)
    assert "checked" in client.get(url(world, Kind.MASTER_PASSWORD)).content.decode()


@pytest.mark.parametrize(
    ("kind", "form", "words"),
    [
        (Kind.MASTER_PASSWORD, {"enabled": "on", "minLength": "3"}, "greater than or equal to 12"),
        (Kind.RESTRICTED_ITEM_TYPES, {"enabled": "on"}, "needs this"),
        (Kind.URI_MATCH_DEFAULT, {"enabled": "on", "uriMatchDetection": "0"}, "Turn on"),
        (Kind.SEND_CONTROLS, {"enabled": "on", "whoCanAccess": "7"}, "Select a valid choice"),
        (Kind.FILL_ASSIST, {"enabled": "on", "rulesUrl": "http://rules.example/fill.json"}, "not of the form"),
        (Kind.AUTOMATIC_SSO_LOGIN, {"enabled": "on", "idpHost": "https://idp.example/path"}, "not of the form"),
    ],
)
def test_what_does_not_fit_is_said(client, world, owner, kind, form, words):
    client.force_login(owner)

    assert words in client.post(url(world, kind), form).content.decode()
    assert not Policy.objects.exists()


@pytest.mark.parametrize("kind", [18, 99])
def test_policies_of_parts_that_are_not_there_are_not_offered(client, world, owner, kind):
    client.force_login(owner)

    assert client.get(url(world, kind)).status_code == 404


def test_every_offered_policy_can_be_turned_on(client, world, owner):
    fill = {"minutes": "5", "types": ["3"], "uriMatchDetection": "1", "idpHost": "https://idp.example"}
    fill |= {"rulesUrl": "https://rules.example/fill.json", "title": "Maintenance", "description": "On Sunday."}
    client.force_login(owner)
    world.acme.organization.domains.create(name="acme.test", claimed_at=timezone.now())

    for kind in sorted(RULES, key=lambda kind: len(RULES[kind].needs)):
        assert client.post(url(world, kind), {"enabled": "on", **fill}).status_code == 302, kind

    assert Policy.objects.filter(enabled=True).count() == len(RULES)


def test_an_organization_is_not_bound_by_another_ones_policy(world, stranger):
    alone = make_organization("Alone")
    add_member(alone, stranger, Role.MEMBER)
    turn(world.acme.organization, Kind.DATA_OWNERSHIP)

    assert policies_on(stranger, Kind.DATA_OWNERSHIP) is None


def test_a_banner_has_no_links_and_stands_over_the_vault(client, world, owner, member):
    turn(world.acme.organization, Kind.SINGLE_ORGANIZATION)
    client.force_login(owner)
    banner = {"enabled": "on", "title": "Moving", "description": "New safe on Monday."}
    refused = client.post(url(world, Kind.VAULT_BANNER), banner | {"description": "See\nhttps://evil.example"})
    assert "not of the form" in refused.content.decode()
    client.post(url(world, Kind.VAULT_BANNER), banner)

    client.force_login(member)
    # What waits for minutes only comes first.
    assert "A device asks to be let in" in client.get(reverse("vault:member_vault")).content.decode()
    member.auth_requests.all().delete()
    assert "Moving: New safe on Monday." in client.get(reverse("vault:member_vault")).content.decode()
    assert "Moving" not in client.get(reverse("accounts:settings")).content.decode()
