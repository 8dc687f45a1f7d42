"""What an account page's module would post, with random bytes in place of real keys."""

import base64
import hashlib

from provider_portal.tests.world import encstring, public_key

PBKDF2 = {"type": 0, "iterations": 600_000}
ARGON2ID = {"type": 1, "iterations": 6, "memory": 32, "parallelism": 4}
LOGIN_HASH = base64.b64encode(hashlib.sha256(b"right").digest()).decode()
OTHER_HASH = base64.b64encode(hashlib.sha256(b"wrong").digest()).decode()


def registration(**changes):
    return {
        "name": "Ada Lovelace",
        "email": "ada@lovelace.test",
        "passwordHint": "",
        "kdf": PBKDF2,
        "loginHash": LOGIN_HASH,
        "userKey": encstring(),
        "privateKey": encstring(),
        "publicKey": public_key(),
        "keyId": "0123456789abcdef" * 2,
        **changes,
    }


def post(client, url, body):
    return client.post(url, body, content_type="application/json")


def log_in(client, email="ada@lovelace.test", login_hash=LOGIN_HASH, **more):
    return post(client, "/accounts/login/", {"email": email, "loginHash": login_hash, **more})
