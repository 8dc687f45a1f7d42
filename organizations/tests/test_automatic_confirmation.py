"""Members confirmed by whichever portal is open: who is told whom to confirm, and what the server still decides."""

import pytest
from django.urls import reverse

from accounts.tests.helpers import OTHER_HASH
from events.models import Event
from events.types import EventType
from organizations.models import Organization, OrganizationMember, Policy
from provider_portal.tests.world import PROOF, add_member, make_user, sealed

pytestmark = pytest.mark.django_db
Role = OrganizationMember.Role
Status = OrganizationMember.Status
CONSENT = "c" * 43 + "="


def url(name, organization):
    return reverse(f"organizations:{name}", args=[organization.pk])


def add_waiting(organization, name="new", role=Role.MEMBER):
    return add_member(organization, make_user(f"{name}@acme.test"), role, status=Status.ACCEPTED)


@pytest.fixture
def acme(world):
    organization = world.acme.organization
    organization.automatic_confirmation = CONSENT
    organization.save()
    return organization


@pytest.fixture
def waiting(acme):
    return add_waiting(acme)


def asked(client, person):
    client.force_login(person)
    return client.get(reverse("organizations:waiting_confirmations")).json()


def named(answer):
    return {entry["name"]: [member["email"] for member in entry["members"]] for entry in answer["organizations"]}


def confirm(client, organization, *members, key=None):
    body = {"keys": [{"id": str(member.pk), "key": key or sealed()} for member in members]}
    return client.post(url("confirm_automatically", organization), body, content_type="application/json")


def switch(client, organization, consent, login_hash=PROOF):
    body = {"loginHash": login_hash, "consent": consent}
    address = reverse("vault:set_automatic_confirmation", args=[organization.pk])
    return client.post(address, body, content_type="application/json")


@pytest.mark.parametrize(
    ("persona", "told"),
    [
        ("owner", True),
        ("admin", True),
        ("provider_admin", True),
        ("service_user", True),
        ("member", False),
        ("custom", False),
        ("revoked", False),
        ("neighbor", False),
        ("rival_admin", False),
        ("superuser", False),
    ],
)
def test_whose_portal_is_told_who_waits(client, world, acme, waiting, persona, told):
    add_waiting(world.birch.organization, "elsewhere")

    answer = asked(client, getattr(world.people, persona))

    assert named(answer) == ({"Acme": ["new@acme.test"]} if told else {})
    assert [entry["id"] for entry in answer["keyring"]["organizations"]] == ([str(acme.pk)] if told else [])
    assert answer["again"] == (60 if told else 900)
    if told:
        [entry] = answer["organizations"]
        assert (entry["consent"], entry["members"][0]["publicKey"]) == (CONSENT, waiting.user.public_key)


def test_a_custom_role_that_manages_members_confirms_who_holds_no_more(client, world, acme, waiting):
    custom = acme.members.get(user=world.people.custom)
    custom.custom_flags = ["manageUsers"]
    custom.save()
    add_waiting(acme, "boss", Role.ADMIN)

    assert named(asked(client, world.people.custom)) == {"Acme": ["new@acme.test"]}


def test_nobody_is_told_while_it_is_off_or_the_organization_suspended(client, acme, waiting, owner):
    acme.enabled = False
    acme.save()
    assert named(asked(client, owner)) == {}
    acme.enabled, acme.automatic_confirmation = True, None
    acme.save()

    assert asked(client, owner)["again"] == 900
    assert "by hand" in confirm(client, acme, waiting).json()["message"]
    waiting.refresh_from_db()
    assert waiting.status == Status.ACCEPTED


def test_staff_without_the_key_are_told_of_nobody(client, acme, waiting, service_user):
    acme.provider_item_access = Organization.ProviderItemAccess.ADMINISTRATION
    acme.save()

    assert named(asked(client, service_user)) == {}
    assert switch(client, acme, CONSENT).status_code == 409


def test_it_is_confirmed_told_and_recorded_as_by_hand(client, acme, waiting, owner, mailoutbox, on_commit):
    client.force_login(owner)
    key = sealed()

    with on_commit():
        answer = confirm(client, acme, waiting, key=key)

    assert answer.json() == {"results": [{"id": str(waiting.pk), "error": None}]}
    waiting.refresh_from_db()
    assert (waiting.status, waiting.wrapped_key) == (Status.CONFIRMED, key)
    event = Event.objects.get()
    assert (event.type, event.member_id, event.acting_user_id) == (
        EventType.MEMBER_AUTOMATICALLY_CONFIRMED, waiting.pk, owner.pk,
    )
    assert mailoutbox[0].to == ["new@acme.test"]
    # Another portal that was as quick has nothing to say.
    assert confirm(client, acme, waiting).json() == {"results": []}


def test_whom_a_policy_holds_back_is_not_offered_but_shown(client, acme, waiting, owner):
    Policy.objects.create(organization=acme, kind=Policy.Kind.TWO_STEP, enabled=True)

    assert named(asked(client, owner)) == {}
    page = client.get(reverse("vault:member_list", args=[acme.pk])).content.decode()

    assert "Not confirmed automatically: Members here must have two-step login" in page
    assert "two-step" in confirm(client, acme, waiting).json()["results"][0]["error"]


def test_a_member_of_elsewhere_and_a_key_in_clear_change_nothing(client, world, acme, waiting, owner):
    foreign = add_waiting(world.birch.organization, "elsewhere")
    client.force_login(owner)

    assert confirm(client, acme, waiting, foreign).status_code == 404
    assert confirm(client, acme, waiting, key="plain").status_code == 400
    assert not Event.objects.exists()


def test_turning_it_on_and_off_takes_the_master_password_and_is_recorded(client, world, owner):
    acme = world.acme.organization
    client.force_login(owner)

    for consent in (CONSENT, CONSENT, None):
        assert switch(client, acme, consent).status_code == 200
        acme.refresh_from_db()
        assert acme.automatic_confirmation == consent
    assert list(Event.objects.order_by("date").values_list("type", flat=True)) == [
        EventType.AUTOMATIC_CONFIRMATION_ENABLED, EventType.AUTOMATIC_CONFIRMATION_DISABLED,
    ]
    assert switch(client, acme, CONSENT, OTHER_HASH).status_code == 400
    assert switch(client, acme, "not a consent").status_code == 400
    acme.refresh_from_db()
    assert acme.automatic_confirmation is None


def test_the_settings_say_that_nobody_compares_fingerprints(client, acme, owner):
    address = reverse("vault:organization_settings", args=[acme.pk])
    client.force_login(owner)

    assert "Nobody compares fingerprint phrases" in client.get(address).content.decode()


def test_the_statements_do_not_grow_with_those_who_wait(client, acme, owner, django_assert_max_num_queries):
    for number in range(30):
        add_waiting(acme, f"p{number}")
    client.force_login(owner)

    with django_assert_max_num_queries(20):
        answer = client.get(reverse("organizations:waiting_confirmations")).json()

    assert len(answer["organizations"][0]["members"]) == 30
