"""Logging in with a passkey: as pages do it and as the protocol's clients do."""

import json

import pytest
from django.core import mail
from django.db import IntegrityError
from django.urls import reverse

from accounts import credentials, login_passkeys, services
from accounts.models import LoginPasskey, User
from accounts.tests.helpers import LOGIN_HASH, OTHER_HASH, log_in, post
from accounts.tests.soft_passkey import SoftPasskey
from events.models import Event
from events.types import EventType
from provider_portal.tests.world import encstring, make_user, sealed
from vault.tests.wire import Api


def three_keys():
    return {"encryptedUserKey": sealed(), "encryptedPublicKey": encstring(), "encryptedPrivateKey": encstring()}


def started(client, name="start_login_passkey", **body):
    return post(client, reverse(f"accounts:{name}"), {"loginHash": LOGIN_HASH, **body}).json()


def add(client, passkey, **body):
    """Add a passkey as the page does, and return the answer."""
    given = started(client)
    made = {"name": "Phone", "deviceResponse": passkey.create(given["options"]), "token": given["token"]}
    return post(client, reverse("accounts:add_login_passkey"), made | body)


def enter(client, passkey, next="", **changes):
    """Log in with a passkey as the page does, and return the answer."""
    given = post(client, reverse("accounts:passkey_login_options"), {}).json()
    body = {"deviceResponse": passkey.get(given["options"], **changes), "token": given["token"], "next": next}
    return post(client, reverse("accounts:log_in_with_passkey"), body)


@pytest.fixture
def passkey(client, ada):
    """Give ada a passkey that opens her vault; nobody is logged in."""
    log_in(client)
    passkey = SoftPasskey()
    assert add(client, passkey, supportsPrf=True, **three_keys()).status_code == 200
    client.logout()
    mail.outbox.clear()
    return passkey


def test_a_passkey_lets_in_and_hands_over_its_keys(client, ada, passkey):
    answer = enter(client, passkey, next="/vault/")

    kept = ada.login_passkeys.get()
    found = answer.json()
    assert found["next"] == "/vault/"
    assert (found["userKey"], found["privateKey"]) == (ada.wrapped_user_key, ada.wrapped_private_key)
    assert found["passkey"]["encryptedPrivateKey"] == kept.wrapped_private_key
    assert found["passkey"]["encryptedUserKey"] == kept.wrapped_user_key
    assert "encryptedPublicKey" not in found["passkey"]
    assert (kept.uses, kept.last_used is not None) == (1, True)
    assert client.get(reverse("accounts:settings")).status_code == 200
    assert Event.objects.filter(type=EventType.USER_LOGGED_IN, user_id=ada.pk).count() == 2
    assert "Phone" in client.get(reverse("accounts:login_passkey_list")).text


def test_one_without_encryption_lets_in_to_the_lock_screen(client, ada):
    log_in(client)
    passkey = SoftPasskey()
    add(client, passkey, supportsPrf=True)
    client.logout()
    assert enter(client, passkey).json()["passkey"] is None
    page = client.get(reverse("accounts:login_passkey_list")).text
    assert "Log-in only" in page and "Let it open the vault" in page

    kept = ada.login_passkeys.get()
    given = started(client, "start_passkey_encryption", passkey=str(kept.pk))
    assert [one["id"] for one in given["options"]["allowCredentials"]] == [passkey.id]
    body = {"deviceResponse": passkey.get(given["options"]), "token": given["token"]}
    assert post(client, reverse("accounts:encrypt_with_passkey"), body).status_code == 400
    given = started(client, "start_passkey_encryption", passkey=str(kept.pk))
    body = {"deviceResponse": passkey.get(given["options"]), "token": given["token"], **three_keys()}
    assert post(client, reverse("accounts:encrypt_with_passkey"), body).status_code == 200
    kept.refresh_from_db()
    assert kept.wrapped_user_key == body["encryptedUserKey"]


def forged(passkey):
    other = SoftPasskey()
    other.credential, other.handle = passkey.credential, passkey.handle
    return other


def of_another_site(passkey):
    passkey.origin = "https://evil.test"
    return passkey


def unverified(passkey):
    passkey.verifies = False
    return passkey


def copied(passkey):
    passkey.uses = -1
    return passkey


@pytest.mark.parametrize("device", [forged, of_another_site, unverified, copied, lambda passkey: SoftPasskey()])
def test_a_device_that_proves_nothing_is_refused(client, ada, passkey, device):
    ada.login_passkeys.update(uses=5)
    answer = enter(client, device(passkey))

    assert answer.status_code == 400
    assert answer.json()["message"].startswith("This passkey opens no account here.")
    assert "_auth_user_id" not in client.session
    assert Event.objects.filter(type=EventType.USER_FAILED_LOGIN).count() == 1


@pytest.mark.parametrize("change", [{"email_verified": False}, {"is_active": False}])
def test_an_account_that_nobody_may_use_is_not_opened(client, ada, passkey, change):
    User.objects.filter(pk=ada.pk).update(**change)
    assert enter(client, passkey).status_code == 400


def test_an_answer_counts_once_and_for_what_was_asked(client, ada, passkey):
    given = post(client, reverse("accounts:passkey_login_options"), {}).json()
    body = {"deviceResponse": passkey.get(given["options"]), "token": given["token"]}
    url = reverse("accounts:log_in_with_passkey")
    assert post(client, url, body).status_code == 200
    assert post(client, url, body).status_code == 400

    # What was asked of somebody who is logged in lets nobody in.
    given = started(client, "start_passkey_encryption", passkey=str(ada.login_passkeys.get().pk))
    client.logout()
    body = {"deviceResponse": passkey.get(given["options"]), "token": given["token"]}
    assert post(client, url, body).status_code == 400
    assert enter(client, passkey, userHandle="bm9ib2R5").status_code == 400
    assert post(client, url, {"deviceResponse": {}, "token": "x"}).status_code == 400


def test_adding_and_removing_need_the_master_password(client, ada, on_commit):
    log_in(client)
    refused = post(client, reverse("accounts:start_login_passkey"), {"loginHash": OTHER_HASH})
    assert refused.status_code == 400
    with on_commit():
        add(client, SoftPasskey())
    assert mail.outbox[-1].subject == "Your account can be opened with another passkey"
    kept = ada.login_passkeys.get()
    url = reverse("accounts:remove_login_passkey")
    assert post(client, url, {"passkey": str(kept.pk), "loginHash": OTHER_HASH}).status_code == 400
    other = make_user("other@lovelace.test")
    foreign = other.login_passkeys.create(name="Theirs", credential="x", public_key="x")
    assert post(client, url, {"passkey": str(foreign.pk), "loginHash": LOGIN_HASH}).status_code == 404
    with on_commit():
        assert post(client, url, {"passkey": str(kept.pk), "loginHash": LOGIN_HASH}).status_code == 200
    assert mail.outbox[-1].subject == "A passkey of your account was removed"
    assert list(LoginPasskey.objects.all()) == [foreign]


def test_five_passkeys_are_the_most_and_each_is_added_once(client, ada):
    log_in(client)
    first = SoftPasskey()
    assert add(client, first).status_code == 200
    assert add(client, first).status_code == 400
    for _ in range(4):
        assert add(client, SoftPasskey()).status_code == 200
    assert add(client, SoftPasskey()).status_code == 400
    assert ada.login_passkeys.count() == 5
    assert "Add a passkey" not in client.get(reverse("accounts:login_passkey_list")).text


def test_a_passkey_whose_device_does_not_ask_who_holds_it_is_not_added(client, ada):
    log_in(client)
    assert add(client, SoftPasskey(verifies=False)).status_code == 400
    assert not ada.login_passkeys.exists()


def test_keys_of_an_old_account_key_are_not_kept(client, ada, passkey):
    """The browser made them before a rotation that another one finished meanwhile."""
    old = User.objects.get(pk=ada.pk)
    options, token = login_passkeys.start_adding(old)
    User.objects.filter(pk=ada.pk).update(security_stamp=ada.pk)
    keys = {"wrapped_user_key": sealed(), "wrapped_public_key": encstring(), "wrapped_private_key": encstring()}
    made = {"name": "Late", "answer": SoftPasskey().create(options), "token": token, "can_encrypt": True}
    with pytest.raises(credentials.ChangedMeanwhile):
        login_passkeys.add(old, **made, keys=keys, actor=old)


def test_who_takes_an_account_over_shuts_its_passkeys_out(client, ada, passkey):
    ada.refresh_from_db()
    services.replace_password(ada, login_hash=OTHER_HASH, user_key=encstring(), actor=ada)
    assert enter(client, passkey).status_code == 400
    ada.login_passkeys.create(name="Another", credential="x", public_key="x")
    credentials.set_temporary_password(User.objects.get(pk=ada.pk), login_hash=OTHER_HASH, user_key=encstring())
    assert not ada.login_passkeys.exists()


def test_the_database_keeps_all_three_keys_or_none(ada):
    with pytest.raises(IntegrityError):
        ada.login_passkeys.create(name="Half", credential="x", public_key="x", wrapped_user_key=sealed())


def test_a_client_logs_in_with_a_passkey(client, ada, passkey):
    given = client.get("/identity/accounts/webauthn/assertion-options").json()
    assert given["options"]["userVerification"] == "required" and given["options"]["allowCredentials"] == []
    response = passkey.get(given["options"])
    response["extensions"] = {}
    form = {
        "grant_type": "webauthn", "client_id": "browser", "token": given["token"], "deviceResponse": json.dumps(response),
        "deviceType": "2", "deviceIdentifier": "the-device", "deviceName": "chrome", "scope": "api offline_access",
    }
    token = client.post("/identity/connect/token", form)

    assert token.status_code == 200
    option = token.json()["UserDecryptionOptions"]["WebAuthnPrfOption"]
    kept = ada.login_passkeys.get()
    assert option == {
        "EncryptedPrivateKey": kept.wrapped_private_key, "EncryptedUserKey": kept.wrapped_user_key,
        "CredentialId": passkey.id, "Transports": [],
    }
    assert token.json()["refresh_token"]
    bearer = {"authorization": f"Bearer {token.json()['access_token']}"}
    [told] = client.get("/api/sync", headers=bearer).json()["userDecryption"]["webAuthnPrfOptions"]
    assert {name[0].upper() + name[1:]: value for name, value in told.items()} == option
    assert client.post("/identity/connect/token", form).json()["error"] == "invalid_grant"
    assert client.post("/identity/connect/token", form | {"deviceResponse": "{"}).json()["error"] == "invalid_request"


def test_a_client_manages_passkeys(client, ada):
    api, proof = Api(client, ada), {"masterPasswordHash": LOGIN_HASH}
    assert api.get("webauthn").json()["data"] == []
    assert api.ask("POST", "webauthn/attestation-options", {"masterPasswordHash": OTHER_HASH}).status_code == 400
    given = api.ask("POST", "webauthn/attestation-options", proof).json()
    passkey = SoftPasskey(origin="chrome-extension://nngceckbapebfimnlniiiahkandclblb")
    created = passkey.create(given["options"])
    # As the official client spells it.
    created["response"] = {"AttestationObject": created["response"]["attestationObject"], "clientDataJson": created["response"]["clientDataJSON"]}
    nothing = dict.fromkeys(three_keys())
    body = {"name": "Key", "deviceResponse": created, "token": given["token"], "supportsPrf": True, **nothing}
    assert api.ask("POST", "webauthn", body).status_code == 200
    [shown] = api.get("webauthn").json()["data"]
    assert shown["prfStatus"] == 1

    given = api.ask("POST", "webauthn/assertion-options", proof).json()
    keys = three_keys()
    body = {"deviceResponse": passkey.get(given["options"]), "token": given["token"], **keys}
    assert api.ask("PUT", "webauthn", body).status_code == 200
    [shown] = api.get("webauthn").json()["data"]
    assert (shown["prfStatus"], shown["encryptedPublicKey"]) == (0, keys["encryptedPublicKey"])
    assert api.ask("POST", f"webauthn/{shown['id']}/delete", proof).status_code == 200
    assert api.get("webauthn").json()["data"] == []


def test_the_lock_screen_offers_what_opens_the_vault_and_nothing_else(client, ada, passkey):
    log_in(client)
    add(client, SoftPasskey(), supportsPrf=True)

    assert 'id="passkey-unlock"' in client.get(reverse("accounts:lock")).text
    [opening] = client.get(reverse("accounts:keys")).json()["passkeys"]
    assert opening["credentialId"] == passkey.id
    ada.login_passkeys.filter(credential=passkey.id).delete()
    assert 'id="passkey-unlock"' not in client.get(reverse("accounts:lock")).text
