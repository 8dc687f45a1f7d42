import json
from pathlib import Path

import pytest

from script.client import crypto
from script.client.account import make_account, open_account
from script.client.organization import Organization, make_organization, make_provider, open_organization, open_provider

ROOT = Path(__file__).parents[3]
VECTORS = json.loads((ROOT / "provider_portal/tests/vectors/crypto_vectors.json").read_text())
USER_KEY = crypto.unb64(VECTORS["user_key"]["raw64"])


def raw(section, name):
    return crypto.unb64(VECTORS[section][name])


def flipped(text, place):
    return text[:place] + ("B" if text[place] == "A" else "A") + text[place + 1 :]


@pytest.mark.parametrize("vector", VECTORS["kdf"], ids=lambda vector: vector["name"])
def test_master_keys(vector):
    master = crypto.master_key(vector["password"], vector["email"], crypto.Kdf(**vector["kdf"]))

    assert crypto.b64(master) == vector["master_key"]
    assert crypto.b64(crypto.normalize_email(vector["email"]).encode()) == vector["salt_bytes"]
    assert crypto.login_hash(master, vector["password"]) == vector["server_hash"]
    assert crypto.login_hash(master, vector["password"], rounds=2) == vector["local_hash"]
    stretched = crypto.unb64(vector["stretched_enc_key"]) + crypto.unb64(vector["stretched_mac_key"])
    assert crypto.stretch(master) == stretched


def test_the_user_key_and_its_id():
    vector, user = VECTORS["kdf"][0], VECTORS["user_key"]
    stretched = crypto.unb64(vector["stretched_enc_key"]) + crypto.unb64(vector["stretched_mac_key"])

    assert crypto.decrypt_bytes(user["wrapped_by_master_password"], stretched) == USER_KEY
    assert crypto.key_id(USER_KEY) == user["key_id_hex"]
    with pytest.raises(crypto.MalformedEncString):
        crypto.decrypt_bytes(user["legacy_type0_wrapped_by_raw_master_key"], stretched)


def test_type_2_text():
    vector = VECTORS["encstring_type2"]
    key = crypto.unb64(vector["key"])

    assert crypto.decrypt(vector["encstring"], key) == vector["plaintext_utf8"]
    assert crypto.decrypt(vector["empty_string"], key) == ""
    assert crypto.decrypt(crypto.encrypt("ü🔐", key), key) == "ü🔐"
    with pytest.raises(crypto.WrongKeyOrAltered):
        crypto.decrypt(vector["must_fail_bad_mac"], key)


def test_every_flipped_character_is_refused():
    vector = VECTORS["encstring_type2"]
    for place in range(len(vector["encstring"])):
        with pytest.raises((crypto.WrongKeyOrAltered, crypto.MalformedEncString)):
            crypto.decrypt(flipped(vector["encstring"], place), crypto.unb64(vector["key"]))


@pytest.mark.parametrize("bad", [VECTORS["encstring_type0"]["encstring"], "", None, "2.", "2.AA==|AA==|AA==", "4.AA=="])
def test_other_forms_are_refused(bad):
    with pytest.raises(crypto.MalformedEncString):
        crypto.decrypt(bad, USER_KEY)


def test_files():
    vector = VECTORS["encstring_type2_binary"]
    key, buffer = crypto.unb64(vector["key"]), crypto.unb64(vector["buffer"])

    assert crypto.decrypt_file(buffer, key) == crypto.unb64(vector["plaintext"])
    assert crypto.decrypt_file(crypto.encrypt_file(b"file", key), key) == b"file"
    with pytest.raises(crypto.WrongKeyOrAltered):
        crypto.decrypt_file(buffer[:-1] + bytes([buffer[-1] ^ 1]), key)


def test_the_private_key():
    account = VECTORS["account_rsa"]
    private_key = crypto.decrypt_bytes(account["private_key_wrapped_by_user_key"], USER_KEY)

    assert crypto.b64(private_key) == account["private_key_pkcs8_der"]
    assert crypto.public_key_of(private_key) == account["public_key_spki_der"]


def test_fingerprints():
    vector = VECTORS["fingerprint"]
    assert crypto.fingerprint(vector["public_key_spki_der"], vector["material"]) == vector["phrase"]


def test_organizations():
    vector, private_key = VECTORS["organization"], raw("account_rsa", "private_key_pkcs8_der")
    key = raw("organization", "org_key")
    organization = Organization(key, vector["org_public_key"], vector["org_private_key_wrapped"])

    for sealed in ("org_key_for_member_type4", "org_key_for_member_type3"):
        assert crypto.unseal(vector[sealed], private_key) == organization.key
    assert organization.decrypt(vector["collection_name"]) == vector["collection_name_plain"]
    own_private_key = crypto.decrypt_bytes(vector["org_private_key_wrapped"], organization.key)
    assert crypto.b64(own_private_key) == vector["org_private_key_pkcs8_der"]
    assert crypto.public_key_of(own_private_key) == vector["org_public_key"]
    assert organization.recover(VECTORS["account_recovery"]["reset_password_key"]) == USER_KEY
    with pytest.raises((crypto.WrongKeyOrAltered, crypto.MalformedEncString)):
        crypto.unseal(flipped(vector["org_key_for_member_type4"], 30), private_key)


@pytest.mark.parametrize(
    "section, sealed, private_key",
    [
        ("emergency_access", "key_encrypted", "grantee_private_key_pkcs8_der"),
        ("auth_request", "key", "ephemeral_private_key_pkcs8_der"),
    ],
)
def test_user_keys_sealed_to_others(section, sealed, private_key):
    opened = crypto.unseal(VECTORS[section][sealed], raw(section, private_key))
    assert opened == raw(section, "unwraps_to") == USER_KEY


def test_providers():
    vector = VECTORS["provider"]
    private_key = raw("provider", "provider_user_private_key_pkcs8_der")
    provider_key = crypto.unseal(vector["provider_key_for_user_type4"], private_key)
    client_key = crypto.decrypt_bytes(vector["client_org_key_wrapped_by_provider_key_type2"], provider_key)

    assert crypto.public_key_of(private_key) == vector["provider_user_public_key"]
    assert provider_key == raw("provider", "provider_key")
    assert client_key == raw("provider", "client_org_key")
    assert crypto.decrypt(vector["client_collection_name"], client_key) == vector["client_collection_name_plain"]


def test_ciphers_attachments_and_folders():
    cipher, attachment, folder = VECTORS["cipher"], VECTORS["attachment"], VECTORS["folder"]
    key = crypto.decrypt_bytes(cipher["cipher_key_wrapped_by_user_key"], USER_KEY)

    assert key == raw("cipher", "cipher_key")
    assert key == crypto.decrypt_bytes(cipher["cipher_key_wrapped_by_org_key"], raw("organization", "org_key"))
    assert crypto.decrypt(cipher["name_with_cipher_key"], key) == cipher["name_plain"]
    assert crypto.decrypt(cipher["name_without_cipher_key"], USER_KEY) == cipher["name_plain"]
    assert crypto.decrypt(cipher["uri_enc"], key) == cipher["uri_plain"]
    assert crypto.decrypt(cipher["uri_checksum_enc"], key) == cipher["uri_checksum_plain"]

    attachment_key = raw("attachment", "attachment_key")
    assert crypto.decrypt_bytes(attachment["attachment_key_wrapped_by_cipher_key"], key) == attachment_key
    assert crypto.decrypt_bytes(attachment["attachment_key_wrapped_by_user_key"], USER_KEY) == attachment_key
    assert crypto.decrypt(attachment["file_name"], key) == attachment["file_name_plain"]
    content = crypto.decrypt_file(raw("attachment", "uploaded_buffer"), attachment_key)
    assert content == raw("attachment", "content")
    assert len(crypto.encrypt_file(content, attachment_key)) == attachment["uploaded_size"]
    assert crypto.decrypt(folder["name"], USER_KEY) == folder["name_plain"]


def test_sends():
    vector, seed = VECTORS["send"], raw("send", "seed16")
    key = crypto.send_key(seed)

    assert crypto.decrypt_bytes(vector["key_field"], USER_KEY) == seed
    assert key == raw("send", "derived_key64")
    assert crypto.decrypt(vector["name"], key) == vector["name_plain"]
    assert crypto.decrypt(vector["text"], key) == vector["text_plain"]
    assert crypto.decrypt_file(raw("send", "file_buffer"), key) == raw("send", "file_content")
    assert crypto.send_password_hash(vector["password"], seed) == vector["password_hash"]


def test_an_account_opens_again_with_its_password_only():
    made = make_account(" Ann@Example.test ", "a long phrase", crypto.Kdf(0, 5000))
    kept = {
        "kdf": made.kdf,
        "wrapped_user_key": made.wrapped_user_key,
        "wrapped_private_key": made.wrapped_private_key,
    }

    assert open_account("ann@example.test", "a long phrase", **kept) == made
    with pytest.raises(crypto.WrongKeyOrAltered):
        open_account("ann@example.test", "another phrase", **kept)


def test_keys_travel_from_provider_and_member_to_the_organization():
    account = make_account("ann@example.test", "a long phrase", crypto.Kdf(0, 5000))
    provider, organization = make_provider(), make_organization()

    opened = open_provider(account, provider.seal_to(account.public_key))
    assert open_organization(opened, organization.wrap_for(provider)).key == organization.key
    assert open_organization(account, organization.seal_to(account.public_key)).key == organization.key
