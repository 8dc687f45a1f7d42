"""Emergency access: from the invitation to the vault, and everything that stops it."""

import json
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import TwoFactorMethod, User
from events.models import Event
from events.types import EventType
from organizations.models import OrganizationMember
from provider_portal.tests.world import b64, encstring, make_cipher, make_user, sealed
from vault.models import EmergencyAccess
from vault.tasks import advance_emergency_access

Status, Type = EmergencyAccess.Status, EmergencyAccess.Type
LINK = re.compile(r"/vault/emergency/invitation/\S+")


@pytest.fixture
def grantor(db):
    return make_user("grantor@acme.test")


@pytest.fixture
def grantee(db):
    return make_user("grantee@acme.test")


@pytest.fixture
def access(grantor, grantee):
    def make(status=Status.CONFIRMED, type=Type.VIEW, **fields):
        key = sealed() if status >= Status.CONFIRMED else None
        if status == Status.RECOVERY_INITIATED:
            fields.setdefault("initiated_at", timezone.now())
            fields.setdefault("notified_at", fields["initiated_at"])
        fields = {"wait_days": 7, "wrapped_key": key, **fields}
        return EmergencyAccess.objects.create(grantor=grantor, grantee=grantee, type=type, status=status, **fields)

    return make


@pytest.fixture
def act(on_commit):
    """Return a function that does something to an access, as one of its two sides."""

    def acting(user, name, access, body=None):
        client = Client()
        client.force_login(user)
        with on_commit():
            return client.post(reverse(f"vault:{name}", args=[access.pk]), body or {}, content_type="application/json")

    return acting


def state(access):
    return EmergencyAccess.objects.get(pk=access.pk).status


def invite(client, on_commit, email="grantee@acme.test", **fields):
    with on_commit():
        return client.post(reverse("vault:emergency_list"), {"email": email, "type": "1", "wait_days": "2", **fields})


def subjects():
    return [(message.to[0], message.subject) for message in mail.outbox]


def test_a_contact_is_invited_accepts_is_confirmed_and_asks(client, grantor, grantee, on_commit, act):
    client.force_login(grantor)
    invite(client, on_commit)
    access = EmergencyAccess.objects.get()
    assert (access.grantee, access.type, access.wait_days) == (grantee, Type.TAKEOVER, 2)

    path = LINK.search(mail.outbox[0].body)[0]
    assert Client().get(path).context["login_url"]
    contact = Client()
    contact.force_login(grantee)
    with on_commit():
        assert contact.post(path).status_code == 302
    assert Client().get(path).status_code == 404
    act(grantor, "confirm_emergency_contact", access, {"key": sealed()})
    act(grantee, "request_emergency_access", access)
    access.refresh_from_db()
    assert (access.status, access.wrapped_key[:2]) == (Status.RECOVERY_INITIATED, "4.")
    act(grantor, "approve_emergency_access", access)
    act(grantor, "reject_emergency_access", access)

    assert state(access) == Status.CONFIRMED
    assert subjects() == [
        ("grantee@acme.test", "grantor chose you as an emergency contact"),
        ("grantor@acme.test", "grantee accepted to be your emergency contact"),
        ("grantee@acme.test", "grantor confirmed you as an emergency contact"),
        ("grantor@acme.test", "grantee asks for access to your vault"),
        ("grantee@acme.test", "grantor's vault is open to you"),
        ("grantee@acme.test", "grantor refused the access"),
    ]
    recorded = Event.objects.filter(user_id=grantor.pk).order_by("date").values_list("type", flat=True)
    assert list(recorded) == [5060, 5061, 5062, 5065, 5066, 5067]


def test_an_address_without_an_account_is_led_to_registration(client, grantor, on_commit):
    client.force_login(grantor)
    invite(client, on_commit, "new@acme.test")

    assert User.objects.filter(email="new@acme.test").exists()
    assert "invitation=" in Client().get(LINK.search(mail.outbox[0].body)[0]).context["register_url"]


def test_who_cannot_be_invited(client, grantor, access, on_commit):
    access()
    client.force_login(grantor)

    for email in (grantor.email, "grantee@acme.test", "nobody"):
        assert invite(client, on_commit, email).context["form"].errors["email"]
    assert invite(client, on_commit, "x@acme.test", wait_days="3").context["form"].errors
    assert EmergencyAccess.objects.count() == 1 and not mail.outbox


def test_the_invitation_is_for_one_account(client, grantor, access, on_commit, act):
    row = access(Status.INVITED)
    act(grantor, "resend_emergency_invitation", row)
    path = LINK.search(mail.outbox[0].body)[0]
    client.force_login(make_user("other@acme.test"))

    assert client.post(path).status_code == 200
    assert state(row) == Status.INVITED


def test_the_steps_go_in_order(grantor, grantee, access, act):
    row = access(Status.ACCEPTED)
    for user, name in [(grantee, "request_emergency_access"), (grantor, "approve_emergency_access"), (grantor, "reject_emergency_access")]:
        act(user, name, row)
        assert state(row) == Status.ACCEPTED
    EmergencyAccess.objects.update(status=Status.CONFIRMED)
    assert act(grantor, "confirm_emergency_contact", row, {"key": sealed()}).status_code == 400
    assert act(grantor, "confirm_emergency_contact", row, {"key": encstring()}).status_code == 400
    assert not mail.outbox


def test_each_side_has_its_own_acts(grantor, grantee, access, act):
    row = access(Status.RECOVERY_INITIATED)
    for name in ("approve_emergency_access", "reject_emergency_access", "remove_emergency_contact", "change_emergency_contact"):
        assert act(grantee, name, row).status_code == 404, name
    for name in ("request_emergency_access", "resign_emergency_contact"):
        assert act(grantor, name, row).status_code == 404, name
    assert state(row) == Status.RECOVERY_INITIATED
    act(grantee, "resign_emergency_contact", row)
    assert not EmergencyAccess.objects.exists()


def test_time_reminds_once_and_then_grants(access, on_commit):
    row = access(Status.RECOVERY_INITIATED, wait_days=2)

    def advance():
        with on_commit():
            advance_emergency_access()

    def asked(days):
        return timezone.now() - timedelta(days=days)

    EmergencyAccess.objects.update(initiated_at=asked(0.5), notified_at=asked(0.5))
    advance()
    assert not mail.outbox
    EmergencyAccess.objects.update(initiated_at=asked(1.5), notified_at=asked(1.5))
    advance()
    advance()
    assert subjects() == [("grantor@acme.test", "grantee will have access to your vault soon")]
    assert state(row) == Status.RECOVERY_INITIATED
    EmergencyAccess.objects.update(initiated_at=asked(2))
    advance()
    assert state(row) == Status.RECOVERY_APPROVED
    assert subjects()[1:] == [
        ("grantee@acme.test", "grantor's vault is open to you"),
        ("grantor@acme.test", "grantee has access to your vault"),
    ]


def test_the_vault_is_seen_once_access_is_granted_and_not_after(client, grantor, grantee, access, act):
    own, trashed = make_cipher(grantor), make_cipher(grantor, deleted_at=timezone.now())
    row = access(Status.RECOVERY_INITIATED)
    client.force_login(grantee)
    page, items = (reverse(f"vault:{name}", args=[row.pk]) for name in ("emergency_vault", "emergency_items"))
    assert [client.get(url).status_code for url in (page, items)] == [404, 404]

    act(grantor, "approve_emergency_access", row)
    answer = json.loads(client.get(items).content)
    assert [cipher["id"] for cipher in answer["ciphers"]] == [str(own.pk)] != [str(trashed.pk)]
    assert answer["ciphers"][0]["organizationId"] == str(row.pk)
    assert client.get(page).context["keyring"]["organizations"][0]["key"] == row.wrapped_key
    assert Event.objects.filter(type=EventType.EMERGENCY_ACCESS_VIEWED, acting_user_id=grantee.pk).exists()
    assert client.get(reverse("vault:emergency_takeover", args=[row.pk])).status_code == 404

    act(grantor, "reject_emergency_access", row)
    assert [client.get(url).status_code for url in (page, items)] == [404, 404]


def test_a_takeover_sets_a_password_and_ends_what_was(world, grantee, access, act):
    grantor = world.people.admin
    TwoFactorMethod.objects.create(user=grantor, kind=0, enabled=True)
    owned = world.acme.organization.members.get(user=world.people.owner)
    row = access(Status.RECOVERY_APPROVED, Type.TAKEOVER)
    EmergencyAccess.objects.update(grantor=grantor)
    session = Client()
    session.force_login(grantor)
    body = {"loginHash": b64(32), "userKey": encstring()}

    assert act(grantee, "emergency_takeover", row, {**body, "loginHash": "clear text"}).status_code == 400
    assert act(grantee, "emergency_takeover", row, body).status_code == 200

    before, after = grantor, User.objects.get(pk=grantor.pk)
    assert after.wrapped_user_key == body["userKey"] and after.check_password(body["loginHash"])
    assert (after.security_stamp != before.security_stamp, after.public_key) == (True, before.public_key)
    assert not after.two_factor_methods.exists()
    assert session.get(reverse("vault:emergency_list")).status_code == 302
    assert not OrganizationMember.objects.filter(user=grantor).exists()
    assert OrganizationMember.objects.filter(pk=owned.pk).exists()
    assert subjects() == [(grantor.email, "Your account has a new master password")]


def test_the_account_of_a_providers_staff_is_never_taken_over(world, grantee, access, act, client, on_commit):
    staff = world.people.service_user
    client.force_login(staff)
    assert invite(client, on_commit).context["form"].errors
    row = access(Status.RECOVERY_APPROVED, Type.TAKEOVER)
    EmergencyAccess.objects.update(grantor=staff)

    assert act(grantee, "emergency_takeover", row, {"loginHash": b64(32), "userKey": encstring()}).status_code == 400
    assert User.objects.get(pk=staff.pk).wrapped_user_key == staff.wrapped_user_key


def test_the_terms_change_but_not_during_a_request(client, grantor, access):
    row = access()
    client.force_login(grantor)
    url = reverse("vault:change_emergency_contact", args=[row.pk])

    client.post(url, {"type": "1", "wait_days": "30"})
    row.refresh_from_db()
    assert (row.type, row.wait_days) == (Type.TAKEOVER, 30)
    EmergencyAccess.objects.update(status=Status.RECOVERY_INITIATED)
    assert client.post(url, {"type": "0", "wait_days": "90"}).context["form"].non_field_errors()


@pytest.mark.parametrize("status", Status.values)
def test_the_page_shows_every_status(client, grantor, grantee, access, status):
    access(status)
    for user in (grantor, grantee):
        client.force_login(user)
        assert client.get(reverse("vault:emergency_list")).status_code == 200
