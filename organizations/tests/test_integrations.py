"""The keys of an organization's programs: made after the master password, kept as hashes, withdrawn at once."""

import pytest
from django.urls import reverse

from events.models import Event
from events.types import EventType
from provider_portal.tests.world import PROOF

pytestmark = pytest.mark.django_db


def url(name, organization):
    return reverse(f"organizations:{name}", args=[organization.pk])


@pytest.mark.parametrize("which", ["scim", "api"])
def test_a_key_is_shown_once_and_withdrawn(client, world, owner, which):
    acme = world.acme.organization
    client.force_login(owner)

    answer = client.post(url(f"issue_{which}_key", acme), {"loginHash": PROOF}, content_type="application/json")

    acme.refresh_from_db()
    key, digest = answer.json()["key"], getattr(acme, f"{which}_key_digest")
    assert digest and key not in digest
    assert key not in client.get(url("integrations", acme)).content.decode()
    client.post(url(f"withdraw_{which}_key", acme))
    acme.refresh_from_db()
    assert getattr(acme, f"{which}_key_digest") is None
    assert list(Event.objects.values_list("type", "acting_user_id")) == [(EventType.ORGANIZATION_UPDATED, owner.pk)] * 2


def test_an_admin_sees_nothing_of_the_public_api(client, world, admin):
    client.force_login(admin)

    page = client.get(url("integrations", world.acme.organization)).content.decode()

    assert "/scim/v2/" in page and url("issue_api_key", world.acme.organization) not in page


def test_a_plan_without_directories_has_no_such_page(client, world, owner):
    world.acme.organization.plan = "families"
    world.acme.organization.save()
    client.force_login(owner)

    assert client.get(url("integrations", world.acme.organization)).status_code == 404
