"""The demo world as its people find it, at a twentieth of its size."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from events.models import Event
from organizations.models import Organization, OrganizationMember, SeatChange
from providers.models import Provider, ProviderApplication, ProviderKeyShare
from script.client.account import open_account
from script.client.crypto import Kdf, decrypt
from script.client.items import decrypt_item
from script.client.organization import open_organization, open_provider
from script.demo import people
from script.demo.world import load
from vault.documents import Document
from vault.models import Cipher, Collection

SCALE = 0.05


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Load the world once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(SCALE)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def inside(demo, db):
    """Let each test start from the loaded world."""


def log_in(email):
    user = User.objects.get(email=email)
    account = open_account(
        email,
        people.PASSWORD,
        kdf=Kdf(**user.kdf_settings),
        wrapped_user_key=user.wrapped_user_key,
        wrapped_private_key=user.wrapped_private_key,
    )
    assert user.check_password(account.login_hash)
    return user, account


def counts():
    models = [User, Organization, OrganizationMember, Provider, Collection, Cipher, Event, SeatChange]
    return {model: model.objects.count() for model in models}


def test_a_member_reads_what_they_were_granted_and_their_own():
    user, account = log_in(people.MEMBER)
    membership = user.organization_memberships.get()
    acme = open_organization(account, membership.wrapped_key)

    vault = json.loads(Document(user).render())
    keys = {None: account.user_key, str(membership.organization_id): acme.key}
    items = [decrypt_item(cipher, keys[cipher["organizationId"]]) for cipher in vault["ciphers"]]
    own = [item for item in items if item["organizationId"] is None]
    granted = {acme.decrypt(row["name"]): (row["readOnly"], row["hidePasswords"]) for row in vault["collections"]}

    assert granted == {
        "Marketing/Website": (False, False),
        "Company-wide/Wi-Fi and doors": (True, False),
        "IT/Service accounts": (True, True),
    }
    assert all(item["name"] for item in items)
    assert len(own) == 10 and {item["type"] for item in own} == set(range(1, 9))
    assert {place for item in items for place in item["collectionIds"]} == {row["id"] for row in vault["collections"]}
    assert [item["name"] for item in own if item["favorite"]] == ["Web mail", "Debit card", "Train tickets"]
    assert {decrypt(folder["name"], account.user_key) for folder in vault["folders"]} >= {"Home", "Travel"}


@pytest.mark.parametrize("email", [people.PROVIDER_ADMIN, people.SERVICE_USER])
def test_provider_staff_read_every_client_through_the_providers_key(email):
    user, account = log_in(email)
    share = ProviderKeyShare.objects.get(member__user=user)
    provider = open_provider(account, share.wrapped_key)

    for client in Organization.objects.visible_to(user):
        opened = open_organization(provider, client.provider_wrapped_key)
        assert all(opened.decrypt(collection.name) for collection in client.collections.all())

    assert Organization.objects.visible_to(user).count() == 12


def test_every_type_and_every_status_is_there():
    acme = Organization.objects.get(name="Acme")

    assert set(acme.ciphers.values_list("type", flat=True)) == set(Cipher.Type)
    assert set(acme.members.values_list("status", flat=True)) == set(OrganizationMember.Status)
    assert acme.collections.count() == 40
    assert acme.allow_admin_access_to_all
    assert acme.ciphers.filter(collections=None).count() == 0


def test_the_other_provider_sees_its_own_two_clients():
    user, _ = log_in(people.RIVAL_ADMIN)

    names = Organization.objects.visible_to(user).values_list("name", flat=True)

    assert sorted(names) == ["Mistral Foods", "Nimbus Insurance"]


def test_the_operator_has_a_decision_to_make():
    user, _ = log_in(people.OPERATOR)

    assert user.is_operator
    assert ProviderApplication.objects.get(status="submitted").provider is None
    assert ProviderApplication.objects.get(status="approved").provider.name == "Northwind IT"


def test_seats_are_what_the_ledger_says_and_some_clients_are_full():
    full = 0
    for client in Organization.objects.all():
        last = SeatChange.objects.filter(organization_id=client.pk).latest("at")
        occupied = client.members.occupying_a_seat().count()
        assert last.seats_after == client.seats >= occupied
        full += occupied == client.seats
    assert full


def test_events_lie_within_sixty_days():
    dates = Event.objects.order_by("date").values_list("date", flat=True)

    assert timezone.now() - timedelta(days=61) < dates.first() < dates.last() <= timezone.now()
    assert Event.objects.filter(date__lt=timezone.now() - timedelta(days=30)).exists()


def test_loading_again_changes_nothing():
    before = counts()

    call_command("load_demo", scale=SCALE)

    assert counts() == before


def test_production_has_no_demo_world(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="production has no demo world"):
        call_command("load_demo")
