"""Accounts over the wire: making one, changing what opens it, two-step login, emergency contacts."""

import json
import re

import pyotp
import pytest
from django.core import mail

from accounts import codes, mail_tokens
from accounts.models import Device, MailToken, TwoFactorMethod, User
from accounts.tokens import user_of
from provider_portal.tests.world import PROOF, add_member, encstring, make_user, public_key, sealed
from vault.models import EmergencyAccess
from vault.tests.wire import Api

OTHER = "B" + PROOF[1:]
KEY_ID = "0123456789abcdef" * 2
REGISTER = "/identity/accounts/register"


def send(client, path, body):
    return client.generic("POST", path, json.dumps(body), content_type="application/json")


def derivation(**changes):
    return {"kdfType": 0, "iterations": 600_000, "memory": None, "parallelism": None} | changes


def halves(salt, **kdf):
    proof = {"kdf": derivation(**kdf), "masterPasswordAuthenticationHash": OTHER, "salt": salt}
    unlock = {"kdf": derivation(**kdf), "masterKeyWrappedUserKey": encstring(), "salt": salt}
    return proof, unlock


def of_today(email, **more):
    proof, unlock = halves(email)
    pair = {"publicKey": public_key(), "wrappedPrivateKey": encstring(), "signedPublicKey": None}
    keys = {"publicKeyEncryptionKeyPair": pair, "signatureKeyPair": None, "securityState": None}
    unlock |= {"containedKeyId": KEY_ID}
    return {"email": email, "masterPasswordAuthentication": proof, "masterPasswordUnlock": unlock, "accountKeys": keys, **more}


def of_before(email, **more):
    keys = {"publicKey": public_key(), "encryptedPrivateKey": encstring()}
    body = {"email": email, "masterPasswordHash": OTHER, "userSymmetricKey": encstring(), "userAsymmetricKeys": keys}
    return body | {"kdf": 1, "kdfIterations": 6, "kdfMemory": 32, "kdfParallelism": 4, **more}


@pytest.mark.parametrize("form", [of_today, of_before])
def test_an_app_makes_an_account_whose_address_is_confirmed_by_mail(client, db, on_commit, form):
    email = "ada@lovelace.test"
    token = send(client, f"{REGISTER}/send-verification-email", {"email": email, "name": "Ada"}).json()
    clicked = {"email": email, "emailVerificationToken": token}
    assert send(client, f"{REGISTER}/verification-email-clicked", clicked).status_code == 200
    other = clicked | {"email": "eve@lovelace.test"}
    assert send(client, f"{REGISTER}/verification-email-clicked", other).status_code == 400
    with on_commit():
        made = send(client, f"{REGISTER}/finish", form(email, emailVerificationToken=token, masterPasswordHint="h"))

    assert made.status_code == 200, made.content
    ada = User.objects.get(email=email)
    assert (ada.name, ada.password_hint, ada.is_registered, ada.email_verified) == ("Ada", "h", True, False)
    assert mail.outbox[-1].to == [email]


def test_a_taken_address_is_answered_alike(client, world, member, on_commit):
    token = send(client, f"{REGISTER}/send-verification-email", {"email": member.email}).json()
    with on_commit():
        made = send(client, f"{REGISTER}/finish", of_today(member.email, emailVerificationToken=token))

    assert made.json() == {"object": "registerFinish"}
    before = member.public_key
    member.refresh_from_db()
    assert member.public_key == before


@pytest.mark.parametrize(
    "broken",
    [
        {"masterPasswordUnlock": halves("eve@lovelace.test")[1]},
        {"masterPasswordUnlock": halves("ada@lovelace.test", iterations=1000)[1]},
        {"accountKeys": {"signatureKeyPair": {"wrappedSigningKey": "x"}}},
        {"emailVerificationToken": "x"},
    ],
)
def test_a_broken_account_is_refused(client, db, broken):
    token = send(client, f"{REGISTER}/send-verification-email", {"email": "ada@lovelace.test"}).json()
    body = of_today("ada@lovelace.test", emailVerificationToken=token) | broken

    assert send(client, f"{REGISTER}/finish", body).status_code == 400
    assert not User.objects.exists()


def test_an_invited_person_registers_with_the_invitation(client, world):
    invited = User.objects.create(email="new@acme.test", kdf_salt="new@acme.test")
    member = add_member(world.acme.organization, invited, status=0)
    token = mail_tokens.issue(MailToken.Purpose.ORGANIZATION_INVITATION, member.pk)
    wrong = of_before("eve@acme.test", orgInviteToken=token, organizationUserId=str(member.pk))
    assert send(client, f"{REGISTER}/finish", wrong).status_code == 400

    right = of_today("new@acme.test", orgInviteToken=token, organizationUserId=str(member.pk))
    assert send(client, f"{REGISTER}/finish", right).status_code == 200
    invited.refresh_from_db()
    assert invited.is_registered and invited.email_verified and invited.user_key_id == KEY_ID


@pytest.mark.parametrize("modern", [True, False])
def test_a_new_master_password_ends_every_token(client, world, member, modern):
    api, proof = Api(client, member), {"masterPasswordHash": PROOF, "masterPasswordHint": "new"}
    first, second = halves(member.email)
    lock = {"authenticationData": first, "unlockData": second} if modern else {"key": encstring()}
    lock |= {"newMasterPasswordHash": OTHER}
    assert api.ask("POST", "accounts/password", proof | lock | {"masterPasswordHash": OTHER}).status_code == 400

    assert api.ask("POST", "accounts/password", proof | lock).status_code == 200
    member.refresh_from_db()
    assert member.password_hint == "new"
    assert member.wrapped_user_key == (second["masterKeyWrappedUserKey"] if modern else lock["key"])
    assert api.get("sync").status_code == 401


def test_a_password_change_takes_no_other_derivation_and_no_other_salt(client, member):
    api = Api(client, member)
    for salt, kdf in ((member.email, {"iterations": 700_000}), ("eve@acme.test", {})):
        first, second = halves(salt, **kdf)
        body = {"masterPasswordHash": PROOF, "authenticationData": first, "unlockData": second}
        assert api.ask("POST", "accounts/password", body).status_code == 400


@pytest.mark.parametrize("modern", [True, False])
def test_the_derivation_is_changed_and_never_weakened(client, member, modern):
    api = Api(client, member)

    def ask(iterations):
        first, second = halves(member.email, kdfType=1, iterations=iterations, memory=64, parallelism=4)
        flat = {"kdf": 1, "kdfIterations": iterations, "kdfMemory": 64, "kdfParallelism": 4}
        flat |= {"newMasterPasswordHash": OTHER, "key": encstring()}
        body = {"authenticationData": first, "unlockData": second} if modern else flat
        return api.ask("POST", "accounts/kdf", body | {"masterPasswordHash": PROOF}).status_code

    assert (ask(1), ask(3)) == (400, 200)
    member.refresh_from_db()
    assert (member.kdf, member.kdf_iterations, member.kdf_memory) == (1, 3, 64)


def test_the_address_is_changed_with_a_mailed_code(client, member, on_commit):
    api, proof = Api(client, member), {"masterPasswordHash": PROOF, "newEmail": "new@acme.test"}
    with on_commit():
        assert api.ask("POST", "accounts/email-token", proof).status_code == 200
    code = re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]
    body = proof | {"newMasterPasswordHash": OTHER, "key": encstring(), "token": "000000"}
    assert api.ask("POST", "accounts/email", body).status_code == 400

    codes.cache.set(codes.name(codes.NEW_ADDRESS, member), codes.digest(codes.NEW_ADDRESS, member, "new@acme.test", code))
    assert api.ask("POST", "accounts/email", body | {"token": code}).status_code == 200
    member.refresh_from_db()
    assert (member.email, member.kdf_salt) == ("new@acme.test", "new@acme.test")


def test_every_session_is_ended_and_every_app_told(client, member, on_commit, told):
    api = Api(client, member)
    with on_commit():
        assert api.ask("POST", "accounts/security-stamp", {"masterPasswordHash": PROOF}).status_code == 200

    assert user_of(api.headers["Authorization"]) is None
    assert not Device.objects.filter(user=member).exists()
    assert {"to": [f"user:{member.pk}"], "kind": 11} in list(told())


def test_one_app_is_logged_out_and_it_alone_is_told(client, world, member, on_commit, told):
    with on_commit():
        assert Api(client, member).ask("DELETE", f"devices/{world.own_phone.pk}").status_code == 200

    assert list(told()) == [{"to": [f"device:{member.pk}:phone"], "kind": 11}]


def test_the_profile_is_changed(client, member):
    api = Api(client, member)
    assert api.ask("PUT", "accounts/profile", {"name": "Mia", "masterPasswordHint": "h"}).json()["name"] == "Mia"
    assert api.ask("PUT", "accounts/avatar", {"avatarColor": "#aa00ff"}).json()["avatarColor"] == "#aa00ff"
    assert api.ask("PUT", "accounts/avatar", {"avatarColor": "red"}).status_code == 400
    domains = {"equivalentDomains": [["a.test", "b.test"]], "excludedGlobalEquivalentDomains": [1]}
    assert api.ask("PUT", "settings/domains", domains).json()["equivalentDomains"] == [["a.test", "b.test"]]
    # A second key pair would lock the person out of every shared vault.
    assert api.ask("POST", "accounts/keys", {}).status_code == 400
    assert api.ask("POST", "accounts/key-management/regenerate-keys", {}).status_code == 400


def method(api, name, version, **body):
    api.headers["Bitwarden-Client-Version"] = version
    return api.ask("POST", f"two-factor/{name}", body or {"masterPasswordHash": PROOF}).json()


@pytest.mark.parametrize("version", ["2026.7.0", "2026.9.0"])
def test_an_authenticator_is_set_up_and_turned_off(client, member, version):
    api, nested = Api(client, member), version != "2026.7.0"
    shown = method(api, "get-authenticator", version)
    key = (shown["authenticator"] if nested else shown)["key"]
    body = {"key": key, "token": pyotp.TOTP(key).now(), "userVerificationToken": shown["userVerificationToken"]}

    assert api.ask("PUT", "two-factor/authenticator", body | {"token": "000000"}).status_code == 400
    foreign = body | {"key": pyotp.random_base32()}
    assert api.ask("PUT", "two-factor/authenticator", foreign).status_code == 400
    assert api.ask("PUT", "two-factor/authenticator", body).status_code == 200
    assert api.get("two-factor").json()["data"] == [{"object": "twoFactorProvider", "enabled": True, "type": 0}]
    recovery = method(api, "get-recover", version)
    assert len(recovery["code"]) == 32
    assert api.ask("DELETE", "two-factor/authenticator", body | {"type": 0}).json()["enabled"] is False
    assert not TwoFactorMethod.objects.filter(user=member).exists()


def test_codes_by_mail_are_set_up_with_the_token_of_the_first_step(client, member, on_commit):
    api = Api(client, member)
    shown = method(api, "get-email", "2026.9.0")
    proof = {"userVerificationToken": shown["userVerificationToken"], "email": "codes@acme.test"}
    with on_commit():
        assert api.ask("POST", "two-factor/send-email", proof).status_code == 200
    code = re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]
    done = api.ask("PUT", "two-factor/email", proof | {"token": code}).json()

    assert done["email"] == {"enabled": True, "email": "codes@acme.test"}
    assert api.ask("PUT", "two-factor/disable", {"type": 1, "masterPasswordHash": PROOF}).status_code == 200
    assert api.ask("POST", "two-factor/get-email", {"userVerificationToken": "x"}).status_code == 400
    assert api.ask("POST", "two-factor/get-email", {}).status_code == 400
    assert method(api, "get-webauthn", "2026.9.0")["webAuthn"] == {"enabled": False, "keys": []}
    assert method(api, "get-webauthn-challenge", "2026.9.0")["options"]["challenge"]


def test_emergency_access_goes_its_way(client, world, member):
    friend = make_user("friend@home.test")
    api, theirs = Api(client, member), Api(client, friend)
    invitation = {"email": friend.email, "type": 1, "waitTimeDays": 7}
    assert api.ask("POST", "emergency-access/invite", invitation).status_code == 200
    access = EmergencyAccess.objects.get(grantee=friend)
    path = f"emergency-access/{access.pk}"
    token = mail_tokens.issue(MailToken.Purpose.EMERGENCY_INVITATION, access.pk)
    assert theirs.ask("POST", f"{path}/accept", {"token": token}).status_code == 200
    assert api.ask("POST", f"{path}/confirm", {"key": sealed()}).status_code == 200
    assert api.get(path).json()["status"] == 2
    assert api.ask("POST", f"{path}/initiate").status_code == 404
    assert theirs.ask("POST", f"{path}/initiate").status_code == 200
    assert theirs.ask("POST", f"{path}/takeover").status_code == 404
    assert api.ask("POST", f"{path}/approve").status_code == 200
    assert theirs.ask("POST", f"{path}/takeover").json()["salt"] == member.kdf_salt
    assert theirs.get(f"{path}/policies").status_code == 200
    lock = {"newMasterPasswordHash": OTHER, "key": encstring()}
    assert theirs.ask("POST", f"{path}/password", lock).status_code == 200
    assert api.get("sync").status_code == 401


def test_an_emergency_contact_views_own_items_alone(client, world, member, stranger):
    EmergencyAccess.objects.filter(pk=world.contact.pk).update(status=4)
    theirs = Api(client, stranger)

    shown = theirs.ask("POST", f"emergency-access/{world.contact.pk}/view").json()
    assert [(row["id"], row["organizationId"]) for row in shown["ciphers"]] == [(str(world.own_item.pk), None)]
    assert shown["keyEncrypted"] == world.contact.wrapped_key
    assert [row["grantorId"] for row in theirs.get("emergency-access/granted").json()["data"]] == [str(member.pk)]
    assert theirs.ask("DELETE", f"emergency-access/{world.contact.pk}").status_code == 200
