"""Account recovery: who takes part, who may help whom, and what it does to the account."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts import mail_tokens
from accounts.models import MailToken
from events.models import Event
from events.types import EventType
from organizations.models import OrganizationMember, Policy
from organizations.policy_rules import RULES
from organizations.services import recovery
from provider_portal.tests.world import (
    PROOF,
    Role,
    Status,
    add_member,
    add_provider_member,
    encstring,
    make_organization,
    make_user,
    sealed,
)
from providers.models import ProviderMember
from vault.tests.wire import Api

pytestmark = pytest.mark.django_db
Kind = Policy.Kind
NEW_HASH = "B" * 43 + "="


def turn_on(organization, kind=Kind.ACCOUNT_RECOVERY, **values):
    data = RULES[kind].stored(values, enabled=False)
    organization.policies.update_or_create(kind=kind, defaults={"enabled": True, "data": data})


@pytest.fixture
def acme(world):
    """Acme recovers accounts, and everybody takes part."""
    turn_on(world.acme.organization)
    world.acme.organization.members.update(recovery_key=sealed())
    return world.acme.organization


def post(client, name, *ids, **body):
    url = reverse(f"organizations:{name}", args=ids)
    return client.post(url, {"loginHash": PROOF, **body}, content_type="application/json")


def new_password():
    return {"loginHash": NEW_HASH, "userKey": encstring()}


def test_a_member_enrolls_and_withdraws(client, world, member):
    organization = world.acme.organization
    turn_on(organization)
    client.force_login(member)
    key = sealed()

    assert post(client, "enroll_in_recovery", organization.pk, key=key).status_code == 200
    assert world.acme.organization.members.get(user=member).recovery_key == key
    assert "Enrolled" in client.get("/accounts/organizations/").content.decode()
    client.post(reverse("organizations:withdraw_from_recovery", args=[organization.pk]))

    assert world.acme.organization.members.get(user=member).recovery_key is None
    kinds = [EventType.MEMBER_ENROLLED_RECOVERY, EventType.MEMBER_WITHDREW_RECOVERY]
    assert list(Event.objects.order_by("pk").values_list("type", flat=True)) == kinds


def test_without_the_policy_nobody_enrolls(client, world, member):
    client.force_login(member)

    assert post(client, "enroll_in_recovery", world.acme.organization.pk, key=sealed()).status_code == 409
    assert "does not recover accounts" in client.get("/accounts/organizations/").content.decode()


def test_where_everybody_takes_part_nobody_withdraws(client, world, member, acme):
    turn_on(acme, autoEnrollEnabled=True)
    client.force_login(member)

    page = client.post(reverse("organizations:withdraw_from_recovery", args=[acme.pk]), follow=True)

    assert "Everybody in Acme takes part." in page.content.decode()
    assert acme.members.get(user=member).recovery_key


def test_who_accepts_is_enrolled_or_does_not_get_in(client, world, acme):
    turn_on(acme, autoEnrollEnabled=True)
    invited = add_member(acme, make_user("new@acme.test"), status=Status.INVITED)
    client.force_login(invited.user)
    address = reverse(
        "organizations:accept_invitation",
        args=[mail_tokens.issue(MailToken.Purpose.ORGANIZATION_INVITATION, invited.pk)],
    )
    key = sealed()

    assert "takes part in account recovery" in client.get(address).content.decode()
    client.post(address)
    assert acme.members.get(pk=invited.pk).status == Status.INVITED
    client.post(address, {"recovery_key": "2.no|no|no"})
    assert acme.members.get(pk=invited.pk).status == Status.INVITED
    client.post(address, {"recovery_key": key})

    invited.refresh_from_db()
    assert (invited.status, invited.recovery_key) == (Status.ACCEPTED, key)
    assert Event.objects.filter(type=EventType.MEMBER_ENROLLED_RECOVERY, member_id=invited.pk).exists()


def test_a_recovered_account_has_a_temporary_password_and_no_session(client, world, owner, member, acme, mailoutbox, on_commit):
    member.two_factor_methods.create(kind=0, enabled=True)
    theirs = Client()
    theirs.force_login(member)
    client.force_login(owner)
    place = acme.members.get(user=member)

    with on_commit():
        answer = post(client, "recover_member", acme.pk, place.pk, password=new_password(), resetsTwoStep=True)

    assert answer.status_code == 200
    before = member.wrapped_user_key
    member.refresh_from_db()
    assert member.wrapped_user_key != before
    assert member.force_password_reset
    assert member.check_password(NEW_HASH)
    assert not member.two_factor_methods.exists()
    kinds = {EventType.MEMBER_PASSWORD_RESET, EventType.MEMBER_TWO_STEP_RESET}
    assert set(Event.objects.values_list("type", flat=True)) == kinds
    assert [mail.to for mail in mailoutbox] == [["member@acme.test"]]
    assert "temporary master password" in mailoutbox[0].body
    assert theirs.get("/vault/").url.startswith("/accounts/login/")


def test_two_step_alone_leaves_the_password_and_ends_sessions(client, owner, member, acme):
    member.two_factor_methods.create(kind=0, enabled=True)
    turn_on(acme, Kind.TWO_STEP)
    stamp, key = member.security_stamp, member.wrapped_user_key
    client.force_login(owner)
    place = acme.members.get(user=member)

    assert post(client, "recover_member", acme.pk, place.pk, resetsTwoStep=True).status_code == 200

    member.refresh_from_db()
    place.refresh_from_db()
    assert (member.wrapped_user_key, member.force_password_reset) == (key, False)
    assert member.security_stamp != stamp
    assert (place.status, place.revocation_reason) == (
        Status.REVOKED,
        OrganizationMember.RevocationReason.TWO_STEP_POLICY,
    )


def test_nothing_is_no_recovery_and_a_wrong_password_neither(client, owner, member, acme):
    client.force_login(owner)
    place = acme.members.get(user=member).pk

    assert post(client, "recover_member", acme.pk, place).status_code == 409
    wrong = post(client, "recover_member", acme.pk, place, password=new_password(), loginHash=NEW_HASH)

    assert wrong.status_code == 400
    assert member.security_stamp == type(member).objects.get(pk=member.pk).security_stamp


RECOVERS = {
    "owner": {"admin", "custom", "grouped", "member", "revoked"},
    "admin": {"custom", "grouped", "member", "revoked"},
    "custom": {"grouped", "member", "revoked"},
    "provider_admin": {"owner", "admin", "custom", "grouped", "member", "revoked"},
    "service_user": {"owner", "admin", "custom", "grouped", "member", "revoked"},
    "member": set(),
}


@pytest.mark.parametrize("name", RECOVERS)
def test_who_recovers_whom(client, world, acme, name):
    acme.members.filter(role=Role.CUSTOM).update(custom_flags=["manageResetPassword"])
    client.force_login(getattr(world.people, name))

    places = acme.members.select_related("user").exclude(user=getattr(world.people, name))
    done = {
        place.user.name
        for place in places
        if post(client, "recover_member", acme.pk, place.pk, resetsTwoStep=True).status_code == 200
    }

    assert done == RECOVERS[name]


def test_a_custom_role_does_not_reach_who_holds_more(world, acme):
    acme.members.filter(role=Role.CUSTOM).update(custom_flags=["manageResetPassword"])
    other = add_member(
        acme, make_user("two@acme.test"), Role.CUSTOM, custom_flags=["manageUsers"], recovery_key=sealed()
    )

    with pytest.raises(recovery.RecoveryRefused, match="hold more than you"):
        recovery.recover_member(acme, other, resets_two_step=True, actor=world.people.custom)


def test_who_is_not_enrolled_or_holds_other_keys_is_out_of_reach(world, owner, acme):
    away = make_user("away@acme.test")
    technician = make_user("technician@rival.test")
    add_provider_member(world.rival, technician, ProviderMember.Role.SERVICE_USER)
    for user, key, words in (
        (away, None, "not enrolled"),
        (technician, sealed(), "works for a provider"),
        (world.people.operator, sealed(), "Platform operators"),
    ):
        place = add_member(acme, user, recovery_key=key)
        with pytest.raises(recovery.RecoveryRefused, match=words):
            recovery.recover_member(acme, place, resets_two_step=True, actor=owner)


def test_staff_without_item_access_recover_nobody(world, service_user, acme):
    type(acme).objects.update(provider_item_access="administration")
    acme.refresh_from_db()

    with pytest.raises(recovery.RecoveryRefused, match="does not share its items"):
        recovery.recover_member(acme, world.acme.member, resets_two_step=True, actor=service_user)


def test_a_temporary_password_opens_nothing_but_the_page_to_change_it(client, member):
    type(member).objects.filter(pk=member.pk).update(force_password_reset=True)
    client.force_login(member)

    assert client.get("/vault/").url == reverse("accounts:password")
    assert "Choose a new master password first" in client.get(reverse("accounts:password")).content.decode()
    answer = client.post(
        reverse("accounts:change_password"),
        {"loginHash": PROOF, "newLoginHash": NEW_HASH, "userKey": encstring(), "kdf": {"type": 0, "iterations": 600000}},
        content_type="application/json",
    )

    assert answer.status_code == 200
    assert set(Event.objects.values_list("type", flat=True)) == {EventType.USER_UPDATED_TEMPORARY_PASSWORD}
    assert client.get("/vault/").status_code == 200


def test_clients_enroll_recover_and_replace_the_temporary_password(client, world, owner, member):
    organization = world.acme.organization
    turn_on(organization)
    mine, theirs = Api(client, member), Api(client, owner)
    base = f"organizations/{organization.pk}"
    assert mine.get(f"{base}/public-key").json()["publicKey"] == organization.public_key
    assert mine.get(f"{base}/auto-enroll-status").json()["resetPasswordEnabled"] is False
    enrolled = f"{base}/users/{member.pk}/reset-password-enrollment"
    body = {"resetPasswordKey": sealed(), "masterPasswordHash": PROOF}
    assert mine.ask("PUT", enrolled, body | {"masterPasswordHash": NEW_HASH}).status_code == 400
    assert mine.ask("PUT", enrolled, body).status_code == 200
    assert mine.sync()["profile"]["organizations"][0]["resetPasswordEnrolled"] is True
    assert theirs.ask("PUT", enrolled, body).status_code == 404

    place = f"{base}/users/{world.acme.member.pk}"
    details = theirs.get(f"{place}/reset-password-details").json()
    assert details["resetPasswordKey"] == body["resetPasswordKey"]
    assert details["encryptedPrivateKey"] == organization.wrapped_private_key
    assert mine.get(f"{place}/reset-password-details").status_code == 404
    several = theirs.ask("POST", f"{base}/users/account-recovery-details", {"ids": [str(world.acme.member.pk)]})
    assert len(several.json()["data"]) == 1
    lock = {"newMasterPasswordHash": NEW_HASH, "key": encstring()}
    assert theirs.ask("PUT", f"{place}/reset-password", lock).status_code == 200
    assert mine.get("sync").status_code == 401

    member.refresh_from_db()
    again = Api(client, member)
    assert again.sync()["profile"]["forcePasswordReset"] is True
    kdf = {"kdfType": 0, "iterations": 600000, "memory": None, "parallelism": None}
    parts = {
        "authenticationData": {"kdf": kdf, "salt": member.email, "masterPasswordAuthenticationHash": PROOF},
        "unlockData": {"kdf": kdf, "salt": member.email, "masterKeyWrappedUserKey": encstring()},
    }
    wrong = parts | {"unlockData": {**parts["unlockData"], "salt": "another@acme.test"}}
    assert again.ask("PUT", "accounts/update-temp-password", wrong).status_code == 400
    assert again.ask("PUT", "accounts/update-temp-password", parts).status_code == 200
    member.refresh_from_db()
    assert not member.force_password_reset
    assert member.check_password(PROOF)


def test_the_recovery_flag_alone_shows_those_who_are_enrolled(client, world, custom, member, acme):
    acme.members.exclude(user=member).update(recovery_key=None)
    acme.members.filter(user=custom).update(custom_flags=["manageResetPassword"])
    client.force_login(custom)

    page = client.get(reverse("vault:member_list", args=[acme.pk])).content.decode()

    assert "member@acme.test" in page
    assert "grouped@acme.test" not in page
    assert "Recover account" in page
    assert "Role and access" not in page


# Losing two-step login where a policy wants it.


def test_turning_two_step_off_costs_the_organization_and_not_the_session(client, world, member):
    organization = world.acme.organization
    turn_on(organization, Kind.TWO_STEP)
    turn_on(make_organization("Elsewhere"), Kind.TWO_STEP)
    member.two_factor_methods.create(kind=1, enabled=True, configuration={"email": member.email})
    client.force_login(member)
    client.post("/accounts/security/two-step/change/", {"loginHash": PROOF}, content_type="application/json")

    client.post("/accounts/security/two-step/1/off/")

    place = organization.members.get(user=member)
    assert place.status == Status.REVOKED
    assert Event.objects.get(type=EventType.MEMBER_REVOKED_TWO_STEP).system_user == 4
    assert client.get("/accounts/settings/").status_code == 200
