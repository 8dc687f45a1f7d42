"""The primitives of the Bitwarden protocol's encryption, version 1 accounts."""

import base64
import binascii
import hashlib
import hmac
import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

KEY_LENGTH = 64
BLOCK = 16
FILE_TYPE = b"\x02"
WORD_LIST = Path(__file__).parents[2] / "static/vendor/eff-wordlist/wordlist.js"
# The COSE_Key {1: 4, -1: key} in CBOR up to the key's bytes; RFC 9679 hashes exactly this.
COSE_KEY_PREFIX = bytes.fromhex("a20104205840")


class MalformedEncString(ValueError):
    """The text is not an EncString this client opens; no key was used."""


class WrongKeyOrAltered(ValueError):
    """The key is wrong or the data was altered; nothing was decrypted."""


@dataclass(frozen=True)
class Kdf:
    """Key derivation settings: type 0 PBKDF2, type 1 Argon2id with memory in MiB."""

    type: int
    iterations: int
    memory: int | None = None
    parallelism: int | None = None


PBKDF2 = Kdf(0, 600_000)
ARGON2ID = Kdf(1, 6, 32, 4)


@dataclass(frozen=True)
class KeyPair:
    """An RSA-2048 pair: public key as base64 of its SPKI, private key as PKCS#8 DER."""

    public_key: str
    private_key: bytes


def b64(data):
    return base64.b64encode(data).decode()


def unb64(text):
    """Decode canonical standard base64 with padding."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedEncString("not base64") from error
    if b64(data) != text:
        raise MalformedEncString("not canonical base64")
    return data


def normalize_email(email):
    return email.strip().lower()


def master_key(password, email, kdf):
    """Derive the 32-byte master key."""
    secret, salt = password.encode(), normalize_email(email).encode()
    if kdf.type == 0:
        return hashlib.pbkdf2_hmac("sha256", secret, salt, kdf.iterations, 32)
    # Argon2 wants a salt of 8 bytes at least; a hashed address always has 32.
    salt = hashlib.sha256(salt).digest()
    return hash_secret_raw(secret, salt, kdf.iterations, kdf.memory * 1024, kdf.parallelism, 32, Type.ID)


def login_hash(master, password, rounds=1):
    """Return what a client sends in the password's place; two rounds give the local hash."""
    return b64(hashlib.pbkdf2_hmac("sha256", master, password.encode(), rounds, 32))


def stretch(master):
    """Stretch the master key to the 64-byte key that wraps the user key."""
    return _expand(master, b"enc", 32) + _expand(master, b"mac", 32)


def new_key():
    """Draw a 64-byte symmetric key: 32 bytes for AES, 32 for HMAC."""
    return os.urandom(KEY_LENGTH)


def key_id(key):
    """Return the id of a 64-byte key, 32 hexadecimal digits."""
    return hashlib.sha256(COSE_KEY_PREFIX + key).digest()[:16].hex()


def encrypt(plaintext, key):
    """Encrypt text or bytes to an EncString of type 2."""
    iv, mac, ciphertext = _encrypt_parts(plaintext, key)
    return f"2.{b64(iv)}|{b64(ciphertext)}|{b64(mac)}"


def decrypt_bytes(encstring, key):
    """Decrypt an EncString of type 2, after its MAC."""
    kind, parts = _parse(encstring)
    if kind != "2" or len(parts) != 3:
        raise MalformedEncString("not an EncString of type 2")
    iv, ciphertext, mac = parts
    return _decrypt_parts(iv, mac, ciphertext, key)


def decrypt(encstring, key):
    """Decrypt an EncString of type 2 to text."""
    try:
        return decrypt_bytes(encstring, key).decode()
    except UnicodeDecodeError as error:
        raise MalformedEncString("the plaintext is not text") from error


def encrypt_file(data, key):
    """Encrypt a file to the binary form, in which the MAC stands before the ciphertext."""
    return FILE_TYPE + b"".join(_encrypt_parts(data, key))


def decrypt_file(buffer, key):
    """Decrypt the binary form of type 2."""
    if buffer[:1] != FILE_TYPE:
        raise MalformedEncString("not an encrypted file of type 2")
    return _decrypt_parts(buffer[1:17], buffer[17:49], buffer[49:], key)


def new_key_pair():
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    encoding, nothing = serialization.Encoding.DER, serialization.NoEncryption()
    private_key = private.private_bytes(encoding, serialization.PrivateFormat.PKCS8, nothing)
    return KeyPair(_spki(private), private_key)


def public_key_of(private_key):
    """Return the public half of a PKCS#8 private key, as base64 of its SPKI."""
    return _spki(_load_private_key(private_key))


def seal(data, public_key):
    """Seal bytes to a public key, EncString type 4."""
    return "4." + b64(_load_public_key(public_key).encrypt(data, _oaep(hashes.SHA1())))


def unseal(encstring, private_key):
    """Open an EncString of type 4, or of type 3 as older servers hold it."""
    kind, parts = _parse(encstring)
    if kind not in ("3", "4") or len(parts) != 1:
        raise MalformedEncString("not a sealed EncString")
    algorithm = hashes.SHA1() if kind == "4" else hashes.SHA256()
    try:
        return _load_private_key(private_key).decrypt(parts[0], _oaep(algorithm))
    except ValueError as error:
        raise WrongKeyOrAltered("the key is wrong or the data was altered") from error


def fingerprint(public_key, material):
    """Return the fingerprint phrase of a public key: five words of the EFF long list."""
    number = int.from_bytes(_expand(unb64(public_key), material.encode(), 32))
    words = _words()
    chosen = []
    for _ in range(5):
        number, place = divmod(number, len(words))
        chosen.append(words[place])
    return "-".join(chosen)


def shareable_key(secret, name, info=""):
    """Derive a 64-byte key from a short secret that is passed on, as in a Send's link."""
    return _expand(hmac.digest(b"bitwarden-" + name.encode(), secret, "sha256"), info.encode(), 64)


def send_key(seed):
    return shareable_key(seed, "send", "send")


def send_password_hash(password, seed):
    return b64(hashlib.pbkdf2_hmac("sha256", password.encode(), seed, 100_000, 32))


def _expand(key, info, length):
    return HKDFExpand(hashes.SHA256(), length, info).derive(key)


def _parse(encstring):
    match = re.fullmatch(r"([234])\.([^.\s]+)", encstring or "")
    if not match:
        raise MalformedEncString("not an EncString of type 2, 3 or 4")
    return match[1], [unb64(part) for part in match[2].split("|")]


def _encrypt_parts(plaintext, key):
    data = plaintext.encode() if isinstance(plaintext, str) else plaintext
    fill = BLOCK - len(data) % BLOCK
    iv = os.urandom(BLOCK)
    encryptor = Cipher(algorithms.AES256(key[:32]), modes.CBC(iv)).encryptor()
    ciphertext = encryptor.update(data + bytes([fill]) * fill) + encryptor.finalize()
    return iv, hmac.digest(key[32:], iv + ciphertext, "sha256"), ciphertext


def _decrypt_parts(iv, mac, ciphertext, key):
    if len(iv) != BLOCK or len(mac) != 32 or not ciphertext or len(ciphertext) % BLOCK:
        raise MalformedEncString("type 2 needs an iv, whole blocks and a MAC")
    if not hmac.compare_digest(hmac.digest(key[32:], iv + ciphertext, "sha256"), mac):
        raise WrongKeyOrAltered("the key is wrong or the data was altered")
    decryptor = Cipher(algorithms.AES256(key[:32]), modes.CBC(iv)).decryptor()
    padded = decryptor.update(ciphertext) + decryptor.finalize()
    return padded[: -padded[-1]]


def _spki(private):
    encoding, format_ = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    return b64(private.public_key().public_bytes(encoding, format_))


def _load_private_key(private_key):
    return serialization.load_der_private_key(private_key, password=None)


@cache
def _load_public_key(public_key):
    return serialization.load_der_public_key(unb64(public_key))


def _oaep(algorithm):
    return padding.OAEP(mgf=padding.MGF1(algorithm=algorithm), algorithm=algorithm, label=None)


@cache
def _words():
    return WORD_LIST.read_text().split("`")[1].split()
