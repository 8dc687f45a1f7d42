"""The policy baseline of a provider: what differs, applying it, exceptions, drift."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Event
from events.types import EventType
from organizations.baseline import Baseline
from organizations.baseline_tasks import apply_to_several
from organizations.models import BaselineException, Organization, OrganizationMember, Policy
from organizations.plans import Plan
from organizations.policy_rules import RULES
from organizations.services import baseline as services
from organizations.services.clients import unlink_client
from organizations.services.policies import PolicyRefused
from provider_portal.tests.world import make_organization

Kind = Policy.Kind


def url(world, route="baseline_clients", *more):
    return reverse(f"organizations:{route}", args=[world.northwind.pk, *more])


def hold(provider, kind, actor, **values):
    services.set_baseline_policy(provider, kind, enabled=True, values=values, actor=actor)


@pytest.fixture
def baseline(world, provider_admin):
    """Ask for a password length, and for a time-out, which needs a policy of its own."""
    hold(world.northwind, Kind.SINGLE_ORGANIZATION, provider_admin)
    hold(world.northwind, Kind.VAULT_TIMEOUT, provider_admin, minutes=30, action="lock")
    hold(world.northwind, Kind.MASTER_PASSWORD, provider_admin, minLength=14)
    return Baseline(world.northwind)


@pytest.fixture
def following(world, provider_admin, baseline):
    services.apply_baseline(world.northwind, world.acme.organization, actor=provider_admin)
    return Organization.objects.get(pk=world.acme.organization.pk)


def policies(organization):
    return dict(organization.policies.filter(enabled=True).values_list("kind", "data"))


def test_a_policy_is_put_in_on_the_page_and_changes_no_client(client, world, provider_admin):
    client.force_login(provider_admin)

    client.post(url(world, "edit_baseline", Kind.MASTER_PASSWORD), {"enabled": "on", "minLength": "16"})

    page = client.get(url(world, "baseline")).content.decode()
    assert "Shortest length: 16" in page
    assert Event.objects.get().type == EventType.PROVIDER_BASELINE_CHANGED
    assert not Policy.objects.exists()


def test_the_baseline_holds_no_policy_without_those_it_needs(world, provider_admin, baseline):
    with pytest.raises(PolicyRefused, match="Take out “Session timeout” first"):
        services.set_baseline_policy(
            world.northwind, Kind.SINGLE_ORGANIZATION, enabled=False, values={}, actor=provider_admin
        )
    with pytest.raises(PolicyRefused, match="Add “Single organization” first"):
        hold(world.rival, Kind.VAULT_TIMEOUT, provider_admin, minutes=5)


def test_the_preview_shows_each_difference_and_who_would_be_revoked(client, world, provider_admin, baseline):
    organization = world.acme.organization
    hold(world.northwind, Kind.TWO_STEP, provider_admin)
    organization.policies.create(
        kind=Kind.MASTER_PASSWORD, enabled=True, data=RULES[Kind.MASTER_PASSWORD].stored({"minLength": 12}, enabled=True)
    )
    client.force_login(provider_admin)

    page = client.get(url(world, "apply_baseline"), {"client": organization.pk}).content.decode()

    assert "Shortest length: 12" in page
    assert "Shortest length: 14" in page
    assert "Minutes: 30; Then: Lock" in page
    # The custom, the plain and the grouped member have no two-step login.
    assert "Revokes 3 members" in page
    assert policies(organization).keys() == {Kind.MASTER_PASSWORD}


def test_applying_sets_what_differs_and_nothing_else(client, world, provider_admin, baseline):
    organization = world.acme.organization
    organization.policies.create(kind=Kind.REMOVE_PIN_UNLOCK, enabled=True, data={})
    client.force_login(provider_admin)

    chosen = [organization.pk, world.birch.organization.pk]
    page = client.post(url(world, "apply_baseline"), {"client": chosen}, follow=True).content.decode()

    assert "2 clients follow the baseline." in page
    for place in (organization, world.birch.organization):
        found = policies(place)
        assert found[Kind.VAULT_TIMEOUT] == {"minutes": 30, "action": "lock"}
        assert found[Kind.MASTER_PASSWORD]["minLength"] == 14
    assert Kind.REMOVE_PIN_UNLOCK in policies(organization)
    assert not Baseline(world.northwind).drifting().exists()
    assert Event.objects.filter(type=EventType.CLIENT_BASELINE_APPLIED).count() == 2
    assert Event.objects.filter(type=EventType.POLICY_UPDATED, organization_id=organization.pk).count() == 3


def test_who_breaks_a_policy_is_revoked_as_if_it_were_set_by_hand(client, world, provider_admin):
    hold(world.northwind, Kind.TWO_STEP, provider_admin)
    client.force_login(provider_admin)

    page = client.post(url(world, "apply_baseline"), {"client": world.acme.organization.pk}, follow=True)

    assert "3 members break it and are revoked." in page.content.decode()
    revoked = world.acme.organization.members.filter(status=OrganizationMember.Status.REVOKED)
    assert revoked.count() == 4


def test_what_a_client_changes_shows_as_drift(client, world, service_user, following):
    following.policies.filter(kind=Kind.MASTER_PASSWORD).update(enabled=False)
    following.policies.filter(kind=Kind.VAULT_TIMEOUT).update(data={"minutes": 60, "action": "lock"})
    client.force_login(service_user)

    page = client.get(url(world), {"show": "drift"}).content.decode()

    assert "2 differences" in page
    assert "Session timeout, Master password requirements" in page or "Master password requirements, Session timeout" in page
    assert "Birch" not in page
    assert "Preview and apply" not in page


def test_an_exception_has_a_reason_and_is_no_drift(client, world, provider_admin, following):
    following.policies.filter(kind=Kind.MASTER_PASSWORD).update(enabled=False)
    client.force_login(provider_admin)
    make = url(world, "make_exception", following.pk, Kind.MASTER_PASSWORD)

    client.post(make, {"reason": " "})
    assert not BaselineException.objects.exists()
    client.post(make, {"reason": "Their auditor asks for passphrases"})

    assert not Baseline(world.northwind).drifting().exists()
    page = client.get(url(world, "baseline_client", following.pk)).content.decode()
    assert "Their auditor asks for passphrases" in page
    services.apply_baseline(world.northwind, following, actor=provider_admin)
    assert Kind.MASTER_PASSWORD not in policies(following)

    client.post(url(world, "end_exception", following.pk, Kind.MASTER_PASSWORD))
    assert list(Baseline(world.northwind).drifting()) == [following]
    kinds = set(Event.objects.values_list("type", flat=True))
    assert {EventType.CLIENT_BASELINE_EXCEPTED, EventType.CLIENT_BASELINE_EXCEPTION_ENDED} <= kinds


def test_one_refused_client_does_not_keep_the_others_from_it(client, world, provider_admin, following):
    client.force_login(provider_admin)
    following.policies.all().delete()
    following.baseline_exceptions.create(kind=Kind.SINGLE_ORGANIZATION, reason="Shared staff")

    chosen = [following.pk, world.birch.organization.pk]
    page = client.post(url(world, "apply_baseline"), {"client": chosen}, follow=True).content.decode()

    assert "Acme: Turn on “Single organization” first: this one needs it." in page
    assert "1 client follows the baseline." in page
    assert not policies(following)


def test_a_client_leaves_by_hand_or_with_its_provider(client, world, provider_admin, following):
    client.force_login(provider_admin)
    following.baseline_exceptions.create(kind=Kind.MASTER_PASSWORD, reason="Theirs")
    client.post(url(world, "leave_baseline"), {"client": following.pk})
    assert not Organization.objects.filter(follows_baseline=True).exists()
    assert not BaselineException.objects.exists()
    assert len(policies(following)) == 3
    assert Event.objects.get(type=EventType.CLIENT_BASELINE_LEFT).client_id == following.pk

    services.apply_baseline(world.northwind, following, actor=provider_admin)
    unlink_client(world.northwind, following, actor=provider_admin)
    assert not Organization.objects.filter(follows_baseline=True).exists()


def test_clients_without_policies_and_of_elsewhere_are_not_there(client, world, provider_admin, baseline):
    teams = make_organization("Teams client", provider=world.northwind, plan=Plan.TEAMS)
    client.force_login(provider_admin)

    assert "Teams client" not in client.get(url(world)).content.decode()
    for place in (teams, world.cedar.organization):
        assert client.post(url(world, "apply_baseline"), {"client": place.pk}).status_code == 404


def test_the_list_counts_in_a_fixed_number_of_statements(client, world, provider_admin, baseline, django_assert_max_num_queries):
    client.force_login(provider_admin)
    for number in range(5):
        place = make_organization(f"Client {number}", provider=world.northwind)
        services.apply_baseline(world.northwind, place, actor=provider_admin)

    with django_assert_max_num_queries(20):
        client.get(url(world))


def test_all_that_a_view_shows_are_previewed_page_by_page_and_applied_to(client, world, provider_admin, baseline, on_commit):
    """Fifty-three clients are called so: one page cannot name them, and one request does not wait for them."""
    for number in range(53):
        make_organization(f"Branch {number:02}", provider=world.northwind)
    client.force_login(provider_admin)
    view = {"all": "1", "show": "", "search": "branch"}
    assert "Preview for all 55" in client.get(url(world)).content.decode()

    preview = client.get(url(world, "apply_baseline"), {**view, "page": 2})
    assert [row["client"].name for row in preview.context["rows"]] == ["Branch 50", "Branch 51", "Branch 52"]
    assert "Apply to 53 clients" in preview.content.decode()
    with on_commit():
        page = client.post(url(world, "apply_baseline"), view, follow=True).content.decode()

    assert "The baseline is being applied to 53 clients." in page
    assert Baseline(world.northwind).following().count() == 53
    assert not Baseline(world.northwind).drifting().exists()
    page = client.post(url(world, "leave_baseline"), {**view, "show": "following"}, follow=True).content.decode()
    assert "53 clients do not follow the baseline any more." in page


def test_what_was_left_to_the_worker_is_not_done_for_who_may_not_any_more(world, provider_admin, service_user, baseline):
    chosen = str(world.northwind.pk), [str(world.acme.organization.pk)]

    apply_to_several(*chosen, str(service_user.pk))
    assert not baseline.following().exists()
    apply_to_several(*chosen, str(provider_admin.pk))
    assert baseline.following().get() == world.acme.organization


def test_differences_are_counted_once(client, world, provider_admin, following):
    following.policies.all().delete()
    client.force_login(provider_admin)

    with CaptureQueriesContext(connection) as queries:
        page = client.get(url(world), {"show": "drift"})

    assert page.context["page"].paginator.count == page.context["drifting"] == 1
    assert sum("COUNT(*)" in query["sql"] and "follows_baseline" in query["sql"] for query in queries) == 1
