"""Accounts as a client makes and opens them."""

from dataclasses import dataclass, field

from . import crypto


@dataclass(frozen=True)
class Account:
    """One person's keys, and the blobs of them that a server keeps."""

    email: str
    kdf: crypto.Kdf
    login_hash: str
    wrapped_user_key: str
    public_key: str
    wrapped_private_key: str
    user_key: bytes = field(repr=False)
    private_key: bytes = field(repr=False)

    @property
    def user_key_id(self):
        return crypto.key_id(self.user_key)

    def unseal(self, sealed):
        """Open a key that somebody sealed to this person."""
        return crypto.unseal(sealed, self.private_key)

    def fingerprint(self, user_id):
        return crypto.fingerprint(self.public_key, str(user_id))


def make_account(email, password, kdf=crypto.ARGON2ID, key_pair=None):
    """Make the keys of a new account.

    A given `key_pair` saves the tenth of a second that making one takes; only
    accounts nobody uses may share a pair.
    """
    master = crypto.master_key(password, email, kdf)
    user_key = crypto.new_key()
    pair = key_pair or crypto.new_key_pair()
    return Account(
        email=crypto.normalize_email(email),
        kdf=kdf,
        login_hash=crypto.login_hash(master, password),
        wrapped_user_key=crypto.encrypt(user_key, crypto.stretch(master)),
        public_key=pair.public_key,
        wrapped_private_key=crypto.encrypt(pair.private_key, user_key),
        user_key=user_key,
        private_key=pair.private_key,
    )


def open_account(email, password, *, kdf, wrapped_user_key, wrapped_private_key):
    """Open an account with what a server keeps of it; a wrong password raises WrongKeyOrAltered."""
    master = crypto.master_key(password, email, kdf)
    user_key = crypto.decrypt_bytes(wrapped_user_key, crypto.stretch(master))
    private_key = crypto.decrypt_bytes(wrapped_private_key, user_key)
    return Account(
        email=crypto.normalize_email(email),
        kdf=kdf,
        login_hash=crypto.login_hash(master, password),
        wrapped_user_key=wrapped_user_key,
        public_key=crypto.public_key_of(private_key),
        wrapped_private_key=wrapped_private_key,
        user_key=user_key,
        private_key=private_key,
    )
