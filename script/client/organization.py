"""Keys of organizations and providers, and how they are handed to others."""

from dataclasses import dataclass, field

from . import crypto


@dataclass(frozen=True)
class Provider:
    """A provider's key."""

    key: bytes = field(repr=False)

    def seal_to(self, public_key):
        """Return the wrapped provider key of the member whose public key this is."""
        return crypto.seal(self.key, public_key)


@dataclass(frozen=True)
class Organization:
    """An organization's key, and the key pair it uses for account recovery."""

    key: bytes = field(repr=False)
    public_key: str
    wrapped_private_key: str

    def seal_to(self, public_key):
        """Return the wrapped organization key of the member whose public key this is."""
        return crypto.seal(self.key, public_key)

    def wrap_for(self, provider):
        """Return the organization key wrapped by its provider's key."""
        return crypto.encrypt(self.key, provider.key)

    def encrypt(self, text):
        """Encrypt a collection's name, or other text all members read."""
        return crypto.encrypt(text, self.key)

    def decrypt(self, encstring):
        return crypto.decrypt(encstring, self.key)

    def recover(self, reset_password_key):
        """Open the user key that a member sealed to the organization for account recovery."""
        private_key = crypto.decrypt_bytes(self.wrapped_private_key, self.key)
        return crypto.unseal(reset_password_key, private_key)


def make_provider():
    return Provider(crypto.new_key())


def open_provider(account, wrapped_key):
    """Open a provider's key as one of its members."""
    return Provider(account.unseal(wrapped_key))


def make_organization(key_pair=None):
    key = crypto.new_key()
    pair = key_pair or crypto.new_key_pair()
    return Organization(key, pair.public_key, crypto.encrypt(pair.private_key, key))


def open_organization(opener, wrapped_key, *, public_key="", wrapped_private_key=""):
    """Open an organization's key as a member (an Account) or through its Provider."""
    if isinstance(opener, Provider):
        key = crypto.decrypt_bytes(wrapped_key, opener.key)
    else:
        key = opener.unseal(wrapped_key)
    return Organization(key, public_key, wrapped_private_key)
