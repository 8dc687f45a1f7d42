"""Claimed domains: looking them up, and what a claim means for accounts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.rules import rules
from events.models import Event
from events.types import EventType
from organizations.models import Domain, Policy
from organizations.policy_rules import RULES
from organizations.services import domains
from organizations.services.departures import leave_organization
from organizations.services.members import MembershipRefused
from organizations.services.policies import PolicyRefused, set_policy
from provider_portal.api import ApiError
from provider_portal.tests.resolver import RECORDS
from provider_portal.tests.world import Role, Status, add_member, make_send, make_user
from vault.tests.wire import Api

pytestmark = pytest.mark.django_db
Kind = Policy.Kind


@pytest.fixture(autouse=True)
def records():
    yield RECORDS
    RECORDS.clear()


@pytest.fixture
def claimed(world, owner):
    """Acme has shown that acme.test is its own."""
    domain = domains.add_domain(world.acme.organization, name="acme.test", actor=owner)
    RECORDS["acme.test"] = ["v=spf1 -all", domain.text]
    domains.verify_domain(domain, actor=owner)
    return domain


def page(world, name="domain_list", *ids):
    return reverse(f"organizations:{name}", args=[world.acme.organization.pk, *ids])


@pytest.mark.parametrize(
    ("name", "kept"),
    [("Acme.TEST.", "acme.test"), ("münchen.example", "xn--mnchen-3ya.example"), ("https://acme.test", None),
     ("www.acme.test", None), ("acme", None), ("1.2.3.4", None), ("a..test", None), ("-a.test", None)],
)
def test_only_a_domain_is_kept(client, world, owner, name, kept):
    client.force_login(owner)

    client.post(page(world), {"name": name})

    assert list(Domain.objects.values_list("name", flat=True)) == ([kept] if kept else [])


def test_a_domain_is_claimed_when_it_publishes_the_text(client, world, owner, member, mailoutbox, on_commit):
    add_member(world.birch.organization, world.people.grouped)
    User.objects.filter(pk=member.pk).update(email_verified=False)
    client.force_login(owner)
    client.post(page(world), {"name": "acme.test"})
    domain = Domain.objects.get()
    verify = page(world, "verify_domain", domain.pk)
    shown = client.get(page(world)).content.decode()
    assert domain.text in shown
    assert "Not claimed" in shown

    assert "does not publish the text yet" in client.post(verify, follow=True).content.decode()
    RECORDS["acme.test"] = [domain.text]
    with on_commit():
        assert "is claimed." in client.post(verify, follow=True).content.decode()

    kinds = [EventType.DOMAIN_ADDED, EventType.DOMAIN_NOT_VERIFIED, EventType.DOMAIN_VERIFIED]
    found = Event.objects.filter(domain_name="acme.test").order_by("pk").values_list("type", flat=True)
    assert list(found) == kinds
    assert world.acme.organization.policies.get(kind=Kind.SINGLE_ORGANIZATION).enabled
    assert world.acme.organization.members.get(user=world.people.grouped).status == Status.REVOKED
    assert User.objects.get(pk=member.pk).email_verified
    claims = [mail for mail in mailoutbox if "belongs to Acme" in mail.subject]
    assert sorted(mail.to[0] for mail in claims) == [f"{name}@acme.test" for name in ("admin", "custom", "member", "owner")]


def test_one_organization_alone_claims_a_domain(world, owner, neighbor, claimed):
    other = domains.add_domain(world.birch.organization, name="acme.test", actor=neighbor)
    RECORDS["acme.test"].append(other.text)

    with pytest.raises(domains.DomainRefused, match="claimed by another organization"):
        domains.verify_domain(other, actor=neighbor)
    assert not world.birch.organization.domains.claimed().exists()


def test_beat_looks_warns_once_and_forgets(world, owner, mailoutbox, on_commit):
    start = timezone.now()
    seen = domains.add_domain(world.acme.organization, name="seen.test", actor=owner)
    slow = domains.add_domain(world.acme.organization, name="slow.test", actor=owner)
    gone = domains.add_domain(world.acme.organization, name="gone.test", actor=owner)
    RECORDS["seen.test"] = [seen.text]
    Domain.objects.filter(pk=slow.pk).update(created_at=start - timedelta(days=4))
    Domain.objects.filter(pk=gone.pk).update(created_at=start - timedelta(days=8))

    for _ in range(2):
        with on_commit():
            domains.verify_waiting()
        Domain.objects.update(checked_at=start - timedelta(days=1))

    assert set(Domain.objects.values_list("name", flat=True)) == {"seen.test", "slow.test"}
    assert Domain.objects.claimed().get().name == "seen.test"
    warned = [mail.to[0] for mail in mailoutbox if "slow.test is not claimed yet" in mail.subject]
    assert sorted(warned) == ["admin@acme.test", "owner@acme.test"]
    assert Event.objects.get(type=EventType.DOMAIN_VERIFIED).system_user == 2


def test_beat_does_not_ask_all_the_time(world, owner):
    domain = domains.add_domain(world.acme.organization, name="acme.test", actor=owner)
    domains.verify_domain(domain, actor=owner)
    RECORDS["acme.test"] = [domain.text]

    domains.verify_waiting()

    assert not Domain.objects.claimed().exists()


def test_a_domain_that_cannot_be_claimed_keeps_no_other_from_it(world, owner, neighbor):
    lesser = domains.add_domain(world.birch.organization, name="birch.test", actor=neighbor)
    domain = domains.add_domain(world.acme.organization, name="acme.test", actor=owner)
    type(world.birch.organization).objects.filter(pk=world.birch.organization.pk).update(plan="teams")
    RECORDS.update({"birch.test": [lesser.text], "acme.test": [domain.text]})

    domains.verify_waiting()

    assert list(Domain.objects.claimed().values_list("name", flat=True)) == ["acme.test"]


# What a claim means.


def test_a_claimed_account_stays(client, world, owner, member, claimed):
    with pytest.raises(MembershipRefused, match="belongs to Acme"):
        leave_organization(world.acme.organization, actor=member)
    with pytest.raises(ApiError, match="one of its domains"):
        rules.refuse_address(member, "member@elsewhere.test")
    rules.refuse_address(member, "other@acme.test")
    answer = Api(client, member).ask("POST", "ciphers/purge", {"masterPasswordHash": "A" * 43 + "="})
    assert answer.status_code == 400
    assert "belongs to an organization" in answer.json()["message"]

    domains.remove_domain(claimed, actor=owner)
    rules.refuse_address(member, "member@elsewhere.test")
    leave_organization(world.acme.organization, actor=member)


def test_others_are_as_free_as_before(world, stranger, neighbor, claimed):
    add_member(world.acme.organization, stranger)
    for person in (stranger, neighbor, world.people.revoked):
        rules.refuse_address(person, "somebody@elsewhere.test")
    leave_organization(world.acme.organization, actor=stranger)


def test_clients_are_told_whose_account_it_is(client, world, owner, member, stranger, claimed):
    add_member(world.acme.organization, stranger)

    assert Api(client, member).sync()["profile"]["organizations"][0]["userIsClaimedByOrganization"] is True
    listed = Api(client, owner).get(f"organizations/{world.acme.organization.pk}/users").json()["data"]
    assert {row["email"]: row["claimedByOrganization"] for row in listed} == {
        "owner@acme.test": True, "admin@acme.test": True, "custom@acme.test": True, "member@acme.test": True,
        "grouped@acme.test": True, "revoked@acme.test": False, "stranger@nowhere.test": False,
    }


def act(client, world, name, *members):
    url = reverse(name, args=[world.acme.organization.pk])
    body = {"members": [str(member.pk) for member in members]}
    answer = client.post(url, body, content_type="application/json").json()["results"]
    return {row["id"]: row["error"] for row in answer}


def test_an_administrator_deletes_the_account_instead_of_removing_it(client, world, admin, member, stranger, claimed):
    outside = add_member(world.acme.organization, stranger)
    place = world.acme.member
    make_send(member)
    client.force_login(admin)

    removed = act(client, world, "organizations:remove_member", place)
    deleted = act(client, world, "vault:delete_member_account", place, outside)

    assert "revoke it, or delete it" in removed[str(place.pk)]
    assert deleted[str(place.pk)] is None
    assert "belongs to its person" in deleted[str(outside.pk)]
    assert not User.objects.filter(pk=member.pk).exists()
    assert User.objects.filter(pk=stranger.pk).exists()
    assert world.acme.shared.ciphers.filter(pk=world.acme.shared_item.pk).exists()
    event = Event.objects.get(type=EventType.MEMBER_DELETED)
    assert (event.member_id, event.user_id, event.acting_user_id) == (place.pk, member.pk, admin.pk)


def test_who_is_needed_or_holds_more_is_not_deleted(client, world, admin, claimed):
    keeper = make_user("keeper@acme.test")
    place = add_member(world.acme.organization, keeper)
    world.birch.organization.members.all().delete()
    add_member(world.birch.organization, keeper, Role.OWNER)
    owner = world.acme.organization.members.get(user=world.people.owner)
    client.force_login(admin)

    answers = act(client, world, "vault:delete_member_account", place, owner)

    assert "no other owner" in answers[str(place.pk)]
    assert "hold more than you" in answers[str(owner.pk)]


def test_clients_delete_claimed_accounts(client, world, owner, member, claimed):
    path = f"organizations/{world.acme.organization.pk}/users/{world.acme.member.pk}/delete-account"

    assert Api(client, owner).ask("DELETE", path).status_code == 200
    assert not User.objects.filter(pk=member.pk).exists()


# The policies that hang on it.


def test_single_organization_cannot_be_turned_off_while_a_domain_is_claimed(world, owner, claimed):
    with pytest.raises(PolicyRefused, match="Remove your claimed domains first"):
        set_policy(world.acme.organization, Kind.SINGLE_ORGANIZATION, enabled=False, values={}, actor=owner)


def test_nobody_registers_an_address_of_a_blocking_domain_uninvited(client, world, owner, claimed):
    blocking = Kind.BLOCK_CLAIMED_DOMAIN_ACCOUNTS
    rules.refuse_registration("new@acme.test")
    set_policy(world.acme.organization, blocking, enabled=True, values={}, actor=owner)

    with pytest.raises(ApiError, match="by its invitation only"):
        rules.refuse_registration("new@acme.test")
    rules.refuse_registration("new@elsewhere.test")
    assert RULES[blocking].exempt_words == "Nobody is exempt."


def test_without_a_claim_there_is_nothing_to_block(world, owner):
    with pytest.raises(PolicyRefused, match="Claim a domain first"):
        set_policy(
            world.acme.organization, Kind.BLOCK_CLAIMED_DOMAIN_ACCOUNTS, enabled=True, values={}, actor=owner
        )
