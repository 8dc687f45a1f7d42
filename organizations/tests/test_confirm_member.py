import uuid

import pytest
from django.urls import reverse

from events.models import Event
from events.types import EventType
from organizations.models import Organization, OrganizationMember
from organizations.services import members as services
from provider_portal.tests.world import add_member, make_user, sealed

Role = OrganizationMember.Role
Status = OrganizationMember.Status


@pytest.fixture
def waiting(world):
    return add_member(world.acme.organization, make_user("new@acme.test"), status=Status.ACCEPTED)


def confirm_url(organization):
    return reverse("organizations:confirm_member", args=[organization.pk])


def confirm(client, organization, *pairs):
    body = {"keys": [{"id": str(pk), "key": key} for pk, key in pairs]}
    return client.post(confirm_url(organization), body, content_type="application/json")


def keys(client, organization, *ids):
    return client.get(reverse("organizations:member_keys", args=[organization.pk]), {"member": ids})


def test_a_confirmed_member_holds_the_key_and_is_told(client, world, owner, waiting, mailoutbox, on_commit):
    client.force_login(owner)
    key = sealed()
    before = waiting.user.revision_date

    with on_commit():
        response = confirm(client, world.acme.organization, (waiting.pk, key))

    assert response.json() == {"results": [{"id": str(waiting.pk), "error": None}]}
    waiting.refresh_from_db()
    assert (waiting.status, waiting.wrapped_key) == (Status.CONFIRMED, key)
    assert Organization.objects.visible_to(waiting.user).get() == world.acme.organization
    assert Event.objects.get(type=EventType.MEMBER_CONFIRMED).member_id == waiting.pk
    assert mailoutbox[0].to == ["new@acme.test"]
    waiting.user.refresh_from_db()
    assert waiting.user.revision_date > before


def test_the_public_keys_of_those_who_wait_are_told(client, world, owner, waiting):
    client.force_login(owner)

    answer = keys(client, world.acme.organization, waiting.pk, world.acme.member.pk).json()

    assert [(entry["id"], entry["publicKey"]) for entry in answer["members"]] == [
        (str(waiting.pk), waiting.user.public_key)
    ]


@pytest.mark.parametrize("wrong", ["foreign", "unknown", "nonsense", "none"])
def test_public_keys_of_elsewhere_are_not_told(client, world, owner, wrong):
    foreign = add_member(world.birch.organization, make_user("new@birch.test"), status=Status.ACCEPTED)
    ids = {"foreign": [foreign.pk], "unknown": [uuid.uuid4()], "nonsense": ["x"], "none": []}[wrong]
    client.force_login(owner)

    assert keys(client, world.acme.organization, *ids).status_code in (400, 404)


def test_a_member_of_elsewhere_is_not_confirmed(client, world, owner, waiting):
    foreign = add_member(world.birch.organization, make_user("new@birch.test"), status=Status.ACCEPTED)
    client.force_login(owner)

    response = confirm(client, world.acme.organization, (waiting.pk, sealed()), (foreign.pk, sealed()))

    assert response.status_code == 404
    waiting.refresh_from_db()
    assert waiting.status == Status.ACCEPTED


@pytest.mark.parametrize("key", ["", "4.AAAA", "2.x|y|z", "plain"])
def test_only_a_sealed_key_is_taken(client, world, owner, waiting, key):
    client.force_login(owner)

    assert confirm(client, world.acme.organization, (waiting.pk, key)).status_code == 400
    results = services.confirm_members(world.acme.organization, keys={waiting.pk: key}, actor=owner)
    assert "not encrypted" in results[waiting.pk]


@pytest.mark.parametrize("status", [Status.INVITED, Status.CONFIRMED, Status.REVOKED])
def test_only_who_accepted_is_confirmed(client, world, owner, waiting, status):
    other = add_member(world.acme.organization, make_user("other@acme.test"), status=status)
    client.force_login(owner)

    response = confirm(client, world.acme.organization, (waiting.pk, sealed()), (other.pk, sealed()))

    errors = {entry["id"]: entry["error"] for entry in response.json()["results"]}
    assert errors[str(waiting.pk)] is None
    assert "not waiting" in errors[str(other.pk)]
    assert Event.objects.count() == 1


def test_an_admin_confirms_no_owner(client, world, admin):
    boss = add_member(world.acme.organization, make_user("boss@acme.test"), Role.OWNER, status=Status.ACCEPTED)
    client.force_login(admin)

    response = confirm(client, world.acme.organization, (boss.pk, sealed()))

    assert "hold more" in response.json()["results"][0]["error"]


def test_provider_staff_confirm_unless_the_client_keeps_its_items(client, world, service_user, waiting):
    client.force_login(service_user)
    world.acme.organization.provider_item_access = Organization.ProviderItemAccess.ADMINISTRATION
    world.acme.organization.save()

    refused = confirm(client, world.acme.organization, (waiting.pk, sealed()))

    assert refused.status_code == 409
    assert "owners or admins must confirm" in refused.json()["message"]
    world.acme.organization.provider_item_access = Organization.ProviderItemAccess.FULL
    world.acme.organization.save()
    confirm(client, world.acme.organization, (waiting.pk, sealed()))
    waiting.refresh_from_db()
    assert waiting.status == Status.CONFIRMED
    assert Event.objects.get(type=EventType.MEMBER_CONFIRMED).provider_id == world.northwind.pk


# 404 where the organization is not theirs to see, 403 where it is but not this.
@pytest.mark.parametrize(
    ("persona", "status"),
    [("member", 403), ("custom", 403), ("neighbor", 404), ("rival_admin", 404), ("stranger", 404), ("revoked", 404)],
)
@pytest.mark.parametrize(
    "route", ["confirm_member", "resend_invitation", "revoke_member", "restore_member", "remove_member"]
)
def test_who_may_not_manage_members_changes_nothing(client, world, waiting, persona, status, route):
    client.force_login(getattr(world.people, persona))
    body = {"members": [str(waiting.pk)], "keys": [{"id": str(waiting.pk), "key": sealed()}]}
    url = reverse(f"organizations:{route}", args=[world.acme.organization.pk])

    assert client.post(url, body, content_type="application/json").status_code == status
    assert keys(client, world.acme.organization, waiting.pk).status_code == status
    waiting.refresh_from_db()
    assert waiting.status == Status.ACCEPTED


def test_statements_do_not_grow_with_the_members(world, owner, django_assert_max_num_queries):
    members = [
        add_member(world.acme.organization, make_user(f"p{number}@acme.test"), status=Status.ACCEPTED)
        for number in range(60)
    ]

    with django_assert_max_num_queries(16):
        services.confirm_members(
            world.acme.organization, keys={member.pk: sealed() for member in members}, actor=owner
        )

    assert world.acme.organization.members.confirmed().count() >= 60
