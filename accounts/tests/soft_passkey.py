"""A passkey's device in Python: it answers the server's options as a browser would post them."""

import hashlib
import json
import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url, encode_cbor

PRESENT, VERIFIED, ATTESTED = 1, 4, 64


class SoftPasskey:
    """One passkey. `verifies` says whether its device checks who holds it."""

    def __init__(self, origin="http://localhost:8000", verifies=True):
        self.origin, self.verifies = origin, verifies
        self.key, self.credential, self.uses, self.handle = ec.generate_private_key(ec.SECP256R1()), os.urandom(32), 0, None

    @property
    def id(self):
        return bytes_to_base64url(self.credential)

    def create(self, options):
        self.handle = options["user"]["id"]
        attested = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + self.cose_key()
        data = self.authenticator_data(options["rp"]["id"], ATTESTED) + attested
        attestation = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        said = self.client_data("webauthn.create", options)
        return self.answer({"attestationObject": bytes_to_base64url(attestation), "clientDataJSON": bytes_to_base64url(said)})

    def get(self, options, **changes):
        self.uses += 1
        data = self.authenticator_data(options["rpId"])
        said = self.client_data("webauthn.get", options)
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        response = {"authenticatorData": data, "clientDataJSON": said, "signature": signature}
        response = {name: bytes_to_base64url(value) for name, value in response.items()}
        return self.answer(response | {"userHandle": self.handle} | changes)

    def answer(self, response):
        return {"id": self.id, "rawId": self.id, "type": "public-key", "response": response}

    def authenticator_data(self, rp_id, flags=0):
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        return hashlib.sha256(rp_id.encode()).digest() + bytes([flags]) + self.uses.to_bytes(4, "big")

    def client_data(self, kind, options):
        return json.dumps({"type": kind, "challenge": options["challenge"], "origin": self.origin}).encode()

    def cose_key(self):
        numbers = self.key.public_key().public_numbers()
        return encode_cbor({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})
