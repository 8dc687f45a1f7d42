import re

import pytest
from django.urls import reverse

from events.models import Event
from events.types import EventType
from organizations.baseline import Baseline
from organizations.models import Organization, OrganizationMember, Policy, SeatChange
from organizations.plans import Plan
from organizations.services import baseline
from provider_portal.tests.world import encstring, public_key
from providers.models import Provider
from vault.levels import AccessLevel
from vault.models import CollectionUserGrant

Member = OrganizationMember


def address(provider):
    return reverse("vault:create_client", kwargs={"provider_id": provider.pk})


@pytest.fixture
def body(client, world, provider_admin):
    """Return what the page of the signed-in Provider Admin would send."""
    client.force_login(provider_admin)
    response = client.get(address(world.northwind))
    return {
        "details": {
            "draft": response.context["form"]["draft"].value(),
            "plan": "teams",
            "name": "Elm",
            "owner_email": "New.Owner@elm.test",
            "seats": "7",
        },
        "providerKeyId": str(response.context["provider_key_id"]),
        "key": encstring(),
        "publicKey": public_key(),
        "privateKey": encstring(),
        "names": [encstring()],
    }


@pytest.fixture
def send(client, world):
    def send(body, provider=world.northwind):
        return client.post(address(provider), body, content_type="application/json")

    return send


def test_a_client_is_created_with_its_owner_collection_and_events(send, body, world, mailoutbox, on_commit):
    with on_commit():
        response = send(body)

    assert response.status_code == 200
    elm = Organization.objects.get(name="Elm")
    assert (elm.provider, elm.plan, elm.seats, elm.status) == (
        world.northwind,
        Plan.TEAMS,
        7,
        Organization.Status.MANAGED,
    )
    owner = elm.members.get()
    assert owner.user.email == "new.owner@elm.test"
    assert (owner.role, owner.status) == (Member.Role.OWNER, Member.Status.INVITED)
    assert elm.collections.get().name == body["names"][0]
    assert CollectionUserGrant.objects.get(member=owner).permission.codename == AccessLevel.MANAGE.codename
    ledger = SeatChange.objects.get(organization_id=elm.pk)
    assert (ledger.seats_before, ledger.seats_after, ledger.provider_id) == (0, 7, world.northwind.pk)
    created = Event.objects.get(type=EventType.CLIENT_CREATED)
    assert (created.client_id, created.provider_id, created.organization_id) == (elm.pk, world.northwind.pk, None)
    assert Event.objects.get(type=EventType.MEMBER_INVITED).organization_id == elm.pk
    assert mailoutbox[0].to == ["new.owner@elm.test"]


def test_the_form_sent_twice_makes_one_client(send, body):
    assert send(body).status_code == send(body).status_code == 200

    assert Organization.objects.filter(name="Elm").count() == 1
    assert Event.objects.filter(type=EventType.CLIENT_CREATED).count() == 1


@pytest.mark.parametrize(
    "field, value, words",
    [
        ("name", "x" * 51, "at most 50 characters"),
        ("name", "", "required"),
        ("seats", "0", "greater than or equal to 1"),
        ("seats", "many", "whole number"),
        ("owner_email", "nobody", "valid email"),
        ("plan", "families", "not one of the available choices"),
        ("draft", "01900000-0000-7000-8000-000000000000:forged", "Reload the page"),
    ],
)
def test_a_refusal_says_what_to_change(send, body, field, value, words):
    body["details"][field] = value

    response = send(body)

    assert response.status_code == 400
    assert words in response.json()["validationErrors"][field][0]
    assert not Organization.objects.filter(name="Elm").exists()


@pytest.mark.parametrize("field", ["key", "publicKey", "privateKey"])
def test_what_is_not_encrypted_as_it_must_be_is_refused(send, body, field):
    body[field] = "plain"

    assert send(body).status_code == 400
    assert not Organization.objects.filter(name="Elm").exists()


def test_a_colleague_as_owner_is_asked_about_first(send, body, service_user):
    body["details"]["owner_email"] = service_user.email

    assert service_user.email in send(body).json()["confirm"]
    assert not Organization.objects.filter(name="Elm").exists()
    assert "url" in send({**body, "confirmed": True}).json()
    assert Organization.objects.filter(name="Elm").exists()


def test_a_suspended_provider_takes_on_no_clients(send, body, world):
    Provider.objects.filter(pk=world.northwind.pk).update(enabled=False)

    response = send(body)

    assert response.status_code == 409
    assert "Northwind is suspended" in response.json()["message"]


def test_a_business_unit_has_enterprise_only(send, body, world):
    Provider.objects.filter(pk=world.northwind.pk).update(type=Provider.Type.BUSINESS_UNIT)

    assert send(body).status_code == 400


def test_a_key_of_another_provider_is_refused(send, body, world):
    body["providerKeyId"] = str(world.rival.keys.get().pk)

    assert send(body).status_code == 409
    assert not Organization.objects.filter(name="Elm").exists()


def test_a_service_user_may_not_and_strangers_find_nothing(client, world, send, body):
    for person, status in (
        (world.people.service_user, 403),
        (world.people.rival_admin, 404),
        (world.people.owner, 404),
    ):
        client.force_login(person)
        assert client.get(address(world.northwind)).status_code == status
        assert send(body).status_code == status
    assert not Organization.objects.filter(name="Elm").exists()


def test_a_draft_of_one_provider_is_none_of_another(client, world, send, body):
    client.force_login(world.people.rival_admin)
    body["providerKeyId"] = str(world.rival.keys.get().pk)

    assert send(body, provider=world.rival).status_code == 400


def test_the_policy_baseline_is_offered_and_followed(client, world, send, body, provider_admin):
    """The policy about claimed domains needs a domain, which no new client has."""
    assert "follows_baseline" not in client.get(address(world.northwind)).context["form"].fields
    for kind in (Policy.Kind.SINGLE_ORGANIZATION, Policy.Kind.TWO_STEP, Policy.Kind.BLOCK_CLAIMED_DOMAIN_ACCOUNTS):
        baseline.set_baseline_policy(world.northwind, kind, enabled=True, values={}, actor=provider_admin)
    page = client.get(address(world.northwind)).content.decode()
    assert re.search(r'name="follows_baseline"[^>]* checked', page)

    send({**body, "details": {**body["details"], "plan": "enterprise", "follows_baseline": "on"}})

    elm = Organization.objects.get(name="Elm")
    assert elm.follows_baseline
    on = set(elm.policies.filter(enabled=True).values_list("kind", flat=True))
    assert on == {Policy.Kind.SINGLE_ORGANIZATION, Policy.Kind.TWO_STEP}
    assert list(Baseline(world.northwind).drifting()) == [elm]
    assert Event.objects.get(type=EventType.CLIENT_BASELINE_APPLIED).client_id == elm.pk
    page = client.get(reverse("organizations:client_list", args=[world.northwind.pk])).content.decode()
    assert "cannot be turned on in Elm yet" in page


@pytest.mark.parametrize(("plan", "answer"), [("enterprise", {}), ("teams", {"follows_baseline": "on"})])
def test_a_client_that_does_not_follow_the_baseline_has_no_policies(world, send, body, provider_admin, plan, answer):
    kind = Policy.Kind.SINGLE_ORGANIZATION
    baseline.set_baseline_policy(world.northwind, kind, enabled=True, values={}, actor=provider_admin)

    send({**body, "details": {**body["details"], "plan": plan, **answer}})

    elm = Organization.objects.get(name="Elm")
    assert not elm.follows_baseline
    assert not elm.policies.exists()
