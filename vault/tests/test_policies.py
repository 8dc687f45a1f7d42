"""What policies forbid to do with items and Sends, at every door."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from events.types import EventType
from organizations.models import Policy
from organizations.policy_rules import RULES
from provider_portal.tests.routes import import_chunk, login_item, send_body, shared_item
from provider_portal.tests.world import PROOF, encstring
from vault.models import ImportChunk

pytestmark = pytest.mark.django_db
Kind = Policy.Kind


@pytest.fixture
def turn(world):
    def turn(kind, **values):
        data = RULES[kind].stored(values, enabled=True)
        Policy.objects.create(organization=world.acme.organization, kind=kind, enabled=True, data=data)

    return turn


def post(client, name, body, *args):
    return client.post(reverse(f"vault:{name}", args=args), body, content_type="application/json")


def card():
    return {"type": 3, "name": encstring(), "card": {}}


def test_under_data_ownership_members_keep_no_items_of_their_own(client, world, member, turn):
    turn(Kind.DATA_OWNERSHIP)
    client.force_login(member)

    answer = post(client, "create_item", login_item())

    assert answer.status_code == 400
    assert "choose one of its collections" in answer.json()["message"]
    assert post(client, "create_shared_item", shared_item(world), world.acme.organization.pk).status_code == 201


def test_nor_do_they_import_any(client, world, member, turn):
    turn(Kind.DATA_OWNERSHIP)
    client.force_login(member)
    chunk = import_chunk(world) | {"importId": str(uuid4())}

    assert post(client, "add_own_import_chunk", chunk).status_code == 400
    assert not ImportChunk.objects.exists()


@pytest.mark.parametrize("persona", ["owner", "admin", "neighbor"])
def test_who_is_exempt_or_elsewhere_keeps_their_own(client, world, persona, turn):
    turn(Kind.DATA_OWNERSHIP)
    client.force_login(getattr(world.people, persona))

    assert post(client, "create_item", login_item()).status_code == 201


@pytest.mark.parametrize("persona", ["member", "owner"])
def test_nobody_creates_a_restricted_type(client, world, persona, turn):
    turn(Kind.RESTRICTED_ITEM_TYPES, types=[3])
    client.force_login(getattr(world.people, persona))

    assert post(client, "create_item", card()).status_code == 400
    assert post(client, "create_item", login_item()).status_code == 201


def test_nor_shares_or_imports_one_not_even_provider_staff(client, world, provider_admin, turn):
    turn(Kind.RESTRICTED_ITEM_TYPES, types=[3])
    client.force_login(provider_admin)
    organization = world.acme.organization
    body = shared_item(world)
    body["cipher"] = card() | {"organizationId": str(organization.pk)}
    chunk = import_chunk(world) | {"importId": str(uuid4())}

    assert post(client, "create_shared_item", body, organization.pk).status_code == 400
    assert post(client, "add_import_chunk", chunk | {"ciphers": [card()]}, organization.pk).status_code >= 400
    assert not ImportChunk.objects.exists()
    assert post(client, "add_import_chunk", chunk, organization.pk).status_code == 200


@pytest.mark.parametrize(
    ("rules", "body", "allowed"),
    [
        ({"disableSend": True}, {}, False),
        ({"disableHideEmail": True}, {"hideEmail": True}, False),
        ({"disableHideEmail": True}, {}, True),
        ({"whoCanAccess": 1}, {}, False),
        ({"whoCanAccess": 1}, {"password": "A" * 43 + "="}, True),
        ({"deletionHours": 24}, {}, False),
        ({"deletionHours": 24}, {"deletionDate": (timezone.now() + timedelta(hours=24)).isoformat()}, True),
    ],
)
def test_sends_are_as_the_policy_wants_them(client, world, member, turn, rules, body, allowed):
    turn(Kind.SEND_CONTROLS, **rules)
    client.force_login(member)
    request = send_body(world) | body

    assert post(client, "create_send", request).status_code == (201 if allowed else 400)
    update = client.put(
        reverse("vault:update_send", args=[world.own_send.pk]), request, content_type="application/json"
    )
    assert update.status_code == (200 if allowed else 400)


@pytest.mark.parametrize(
    ("kind", "rules", "hidden", "allowed"),
    [
        (Kind.REMOVE_SEND, {}, False, False),
        (Kind.SEND_OPTIONS, {"disableHideEmail": True}, True, False),
        (Kind.SEND_OPTIONS, {"disableHideEmail": True}, False, True),
    ],
)
def test_the_older_policies_of_sends_are_obeyed(client, world, member, turn, kind, rules, hidden, allowed):
    turn(kind, **rules)
    client.force_login(member)

    answer = post(client, "create_send", send_body(world) | {"hideEmail": hidden})

    assert answer.status_code == (201 if allowed else 400)


def test_who_may_not_export_gets_nothing_and_no_export_is_recorded(client, world, member, owner, turn):
    turn(Kind.REMOVE_PERSONAL_EXPORT)
    answers = {}
    for person in (member, owner):
        client.force_login(person)
        answers[person] = post(client, "export_vault_document", {"loginHash": PROOF}).status_code

    assert answers == {member: 400, owner: 200}
    assert not Event.objects.filter(type=EventType.USER_EXPORTED_VAULT, user_id=member.pk).exists()


def test_a_forbidden_send_can_still_be_deleted(client, world, member, turn):
    turn(Kind.SEND_CONTROLS, disableSend=True)
    client.force_login(member)

    assert post(client, "remove_send_password", {}, world.own_send.pk).status_code == 400
    assert post(client, "delete_send", {}, world.own_send.pk).status_code == 200
