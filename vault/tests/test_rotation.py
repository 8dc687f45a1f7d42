"""Another key for an account: everything under the old one is replaced, or nothing is."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.tests.helpers import OTHER_HASH
from events.models import Event
from events.types import EventType
from provider_portal.tests.world import PROOF, encstring, make_cipher, sealed
from vault.models import Attachment, Cipher, ImportChunk
from vault.own_key import own_strings
from vault.refusals import EncryptedWithOldKey
from vault.services import ciphers, folders
from vault.tests.wire import Api, login_request

pytestmark = pytest.mark.django_db

NEW_KEYS = {"userKey": encstring(), "privateKey": encstring(), "keyId": "ab" * 16, "loginHash": PROOF}


@pytest.fixture
def own(client, world, member):
    """Give the member something of each kind, and log them in."""
    keyed = make_cipher(member)
    item_key = encstring()
    Cipher.objects.filter(pk=keyed.pk).update(body=keyed.body.replace('"key":null', f'"key":"{item_key}"'))
    Attachment.objects.create(cipher=world.own_item, file_name=encstring(), wrapped_key=encstring(), size=9, file="a/1")
    Attachment.objects.create(cipher=keyed, file_name=encstring(), wrapped_key=encstring(), size=9, file="a/2")
    world.contact.__class__.objects.filter(pk=world.contact.pk).update(wrapped_key=sealed())
    world.acme.member.recovery_key = sealed()
    world.acme.member.save()
    keys = {"wrapped_user_key": sealed(), "wrapped_public_key": encstring(), "wrapped_private_key": encstring()}
    for name in ("phone", "lost"):
        member.login_passkeys.create(name=name, credential=name, public_key="x", can_encrypt=True, **keys)
    client.force_login(member)
    return keyed


def fetched(client):
    return client.get(reverse("vault:own_strings")).json()


def rotation_of(world, found):
    """Return what a browser would post, with other EncStrings in place of all."""
    renewed = {
        kind: {pk: [encstring() for _ in strings] for pk, strings in rows.items()}
        for kind, rows in found["strings"].items()
    }
    receivers = {"contacts": {str(world.contact.pk): sealed()}, "recoveries": {str(world.acme.member.pk): sealed()}}
    phone, lost = found["passkeys"]
    passkeys = {phone: {"encryptedUserKey": sealed(), "encryptedPublicKey": encstring()}, lost: None}
    return {**NEW_KEYS, "revision": found["revision"], **renewed, **receivers, "passkeys": passkeys}


def rotate(client, body):
    return client.post(reverse("vault:rotate_keys"), body, content_type="application/json")


def test_everything_under_the_key_is_replaced_and_nothing_else(client, world, own, member):
    shared = Cipher.objects.get(pk=world.acme.shared_item.pk).body
    body = rotation_of(world, fetched(client))
    before = json.loads(f"{{{Cipher.objects.get(pk=own.pk).body}}}")

    assert rotate(client, body).status_code == 200

    found = own_strings(member)
    assert found == {kind: body[kind] for kind in found}
    after = json.loads(f"{{{Cipher.objects.get(pk=own.pk).body}}}")
    assert after.pop("key") == body["ciphers"][str(own.pk)][0]
    assert {**before, "key": None} == {**after, "key": None}
    assert list(body["attachments"]) == [str(world.own_item.attachments.get().pk)]
    world.contact.refresh_from_db(), world.acme.member.refresh_from_db()
    assert world.contact.wrapped_key == body["contacts"][str(world.contact.pk)]
    assert world.acme.member.recovery_key == body["recoveries"][str(world.acme.member.pk)]
    phone, lost = member.login_passkeys.filter(can_encrypt=True).order_by("pk")
    assert body["passkeys"][str(phone.pk)] == {
        "encryptedUserKey": phone.wrapped_user_key, "encryptedPublicKey": phone.wrapped_public_key,
    }
    assert phone.encrypts and not lost.encrypts and not lost.wrapped_public_key
    assert Cipher.objects.get(pk=world.acme.shared_item.pk).body == shared
    user = User.objects.get(pk=member.pk)
    assert (user.wrapped_user_key, user.wrapped_private_key, user.user_key_id) == (
        NEW_KEYS["userKey"], NEW_KEYS["privateKey"], NEW_KEYS["keyId"],
    )
    assert user.security_stamp != member.security_stamp
    assert Event.objects.filter(type=EventType.USER_ROTATED_KEY, user_id=member.pk).count() == 1
    # This session goes on.
    assert client.get(reverse("accounts:lock")).status_code == 200


def changed(kind, change):
    def alter(body, world):
        body[kind] = change(body[kind])

    return alter


INCOMPLETE = {
    "an item is missing": changed("ciphers", lambda rows: dict(list(rows.items())[1:])),
    "a field is missing": changed("ciphers", lambda rows: {pk: strings[1:] for pk, strings in rows.items()}),
    "a file is missing": changed("attachments", lambda rows: {}),
    "a folder is missing": changed("folders", lambda rows: {}),
    "a Send is missing": changed("sends", lambda rows: {}),
    "a contact is missing": changed("contacts", lambda rows: {}),
    "a passkey is missing": changed("passkeys", lambda rows: {}),
    "an organization is missing": changed("recoveries", lambda rows: {}),
    "somebody else's item": lambda body, world: body["ciphers"].update({str(world.acme.shared_item.pk): [encstring()]}),
    "a new item meanwhile": lambda body, world: make_cipher(world.people.member),
    "a change meanwhile": lambda body, world: User.objects.filter(pk=world.people.member.pk).update(revision_date=timezone.now()),
}


@pytest.mark.parametrize("reason", INCOMPLETE)
def test_an_incomplete_or_outdated_rotation_changes_nothing(client, world, own, member, reason):
    body = rotation_of(world, fetched(client))
    INCOMPLETE[reason](body, world)
    before = own_strings(member)

    assert rotate(client, body).status_code == 409

    assert own_strings(member) == before
    assert User.objects.get(pk=member.pk).wrapped_user_key == member.wrapped_user_key


def test_a_wrong_password_rotates_nothing(client, world, own, member):
    body = rotation_of(world, fetched(client)) | {"loginHash": "B" * 42 + "A="}
    assert rotate(client, body).status_code == 400
    assert User.objects.get(pk=member.pk).wrapped_user_key == member.wrapped_user_key


def test_nothing_is_written_any_more_with_the_old_key(client, world, own, member):
    """A request that was let in before the rotation, and writes after it."""
    ImportChunk.objects.create(import_id=own.pk, tenant_id=member.pk, user=member, sequence=0, rows="[]")
    assert rotate(client, rotation_of(world, fetched(client))).status_code == 200

    assert not ImportChunk.objects.exists()
    with pytest.raises(EncryptedWithOldKey):
        folders.create_folder(name=encstring(), actor=member)
    with pytest.raises(EncryptedWithOldKey):
        ciphers.check_key(member)


def of_a_client(world, member):
    """Return what a client of the protocol posts, all of it encrypted anew."""
    listed = Cipher.objects.filter(tenant_id=member.pk)
    files = {str(row.pk): {"fileName": encstring(), "key": encstring()} for row in Attachment.objects.filter(cipher__in=listed)}
    ciphers = [
        login_request(
            id=str(row.pk),
            type=row.type,
            lastKnownRevisionDate=row.revision_date.isoformat().replace("+00:00", "Z"),
            attachments2={str(file.pk): files[str(file.pk)] for file in row.attachments.all()},
        )
        for row in listed
    ]
    unlock = {
        "kdfType": member.kdf, "kdfIterations": member.kdf_iterations, "kdfMemory": member.kdf_memory,
        "kdfParallelism": member.kdf_parallelism, "email": member.kdf_salt, "masterPasswordHint": None,
        "masterKeyAuthenticationHash": PROOF, "masterKeyEncryptedUserKey": NEW_KEYS["userKey"],
    }
    return {
        "oldMasterKeyAuthenticationHash": PROOF,
        "accountUnlockData": {
            "masterPasswordUnlockData": unlock,
            "emergencyAccessUnlockData": [{"id": str(world.contact.pk), "type": 0, "waitTimeDays": 7, "keyEncrypted": sealed()}],
            "organizationAccountRecoveryUnlockData": [
                {"organizationId": str(world.acme.organization.pk), "resetPasswordKey": sealed()}
            ],
            "passkeyUnlockData": [
                {"id": str(row.pk), "encryptedUserKey": sealed(), "encryptedPublicKey": encstring()}
                for row in member.login_passkeys.filter(wrapped_public_key__isnull=False)
            ],
            "deviceKeyUnlockData": [],
        },
        "accountKeys": {
            "userKeyEncryptedAccountPrivateKey": NEW_KEYS["privateKey"], "accountPublicKey": member.public_key,
            "signatureKeyPair": None, "securityState": None,
        },
        "accountData": {
            "ciphers": ciphers,
            "folders": [{"id": str(row.pk), "name": encstring()} for row in member.folders.all()],
            "sends": [{"id": str(row.pk), "key": encstring(), "type": 0, "name": encstring()} for row in member.sends.all()],
        },
        "newUserKeyId": NEW_KEYS["keyId"],
    }  # fmt: skip


ROTATE = "accounts/key-management/rotate-user-account-keys"


def test_a_client_rotates_after_asking_for_whom(client, world, own, member):
    api = Api(client, member)
    found = api.get("accounts/key-management/key-rotation-data").json()
    assert [row["id"] for row in found["emergencyAccessKeyData"]] == [str(world.contact.pk)]
    assert [row["organizationId"] for row in found["organizationPasswordResetKeyData"]] == [str(world.acme.organization.pk)]
    assert len(found["passkeyKeyData"]) == 2 and found["trustedDeviceKeyData"] == []
    body = of_a_client(world, member)

    assert api.ask("POST", ROTATE, body).status_code == 200

    [given] = [row for row in body["accountData"]["ciphers"] if row["id"] == str(own.pk)]
    kept = json.loads(f"{{{Cipher.objects.get(pk=own.pk).body}}}")
    assert (kept["name"], kept["key"], kept["login"]["password"]) == (given["name"], given["key"], given["login"]["password"])
    file = own.attachments.get()
    assert {"fileName": file.file_name, "key": file.wrapped_key} == given["attachments2"][str(file.pk)]
    user = User.objects.get(pk=member.pk)
    assert (user.wrapped_user_key, user.wrapped_private_key) == (NEW_KEYS["userKey"], NEW_KEYS["privateKey"])
    assert user.user_key_id == NEW_KEYS["keyId"]
    assert api.get("sync").status_code == 401


SPOILED = {
    "an item is missing": lambda body: body["accountData"]["ciphers"].pop(),
    "a file is missing": lambda body: [row.update(attachments2=None) for row in body["accountData"]["ciphers"]],
    "a folder is missing": lambda body: body["accountData"].update(folders=[]),
    "a contact is missing": lambda body: body["accountUnlockData"].update(emergencyAccessUnlockData=[]),
    "an organization is missing": lambda body: body["accountUnlockData"].update(organizationAccountRecoveryUnlockData=[]),
    "a passkey is missing": lambda body: body["accountUnlockData"]["passkeyUnlockData"].pop(),
    "the item of an organization": lambda body: body["accountData"]["ciphers"][0].update(organizationId=body["accountData"]["ciphers"][0]["id"]),
    "an older item": lambda body: body["accountData"]["ciphers"][0].update(lastKnownRevisionDate="2020-01-01T00:00:00Z"),
    "another public key": lambda body: body["accountKeys"].update(accountPublicKey="AAAA"),
    "an account of the second format": lambda body: body["accountKeys"].update(securityState={"securityVersion": 2}),
    "another derivation": lambda body: body["accountUnlockData"]["masterPasswordUnlockData"].update(kdfIterations=700_000),
    "another address": lambda body: body["accountUnlockData"]["masterPasswordUnlockData"].update(email="x@acme.test"),
    "the wrong master password": lambda body: body.update(oldMasterKeyAuthenticationHash=OTHER_HASH),
}


@pytest.mark.parametrize("reason", SPOILED)
def test_what_a_client_leaves_out_or_changes_is_refused_whole(client, world, own, member, reason):
    body = of_a_client(world, member)
    SPOILED[reason](body)
    before = own_strings(member)

    assert Api(client, member).ask("POST", ROTATE, body).status_code in (400, 404)

    assert own_strings(member) == before
    assert User.objects.get(pk=member.pk).wrapped_user_key == member.wrapped_user_key
