"""Accounts: the named ones, whose master password is public, and the many that nobody can open."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.models import User
from script.client import crypto
from script.client.account import make_account
from script.demo.keys import make_nobody
from script.demo.names import FIRST, LAST

PASSWORD = "correct-horse-battery-staple"
OPERATOR = "operator@demo.example"
PROVIDER_ADMIN = "provider-admin@demo.example"
SERVICE_USER = "service-user@demo.example"
OWNER = "owner@acme.example"
ADMIN = "admin@acme.example"
MEMBER = "member@acme.example"
RIVAL_ADMIN = "provider-admin@rival.example"

NAMED = {
    OPERATOR: "Olive Operator",
    PROVIDER_ADMIN: "Petra Provider",
    SERVICE_USER: "Simon Service",
    OWNER: "Oskar Owner",
    ADMIN: "Agnes Admin",
    MEMBER: "Milan Member",
    RIVAL_ADMIN: "Rita Rival",
}


class People:
    """Everybody of the demo world, kept until they are written in one go."""

    def __init__(self, pairs, random):
        self.pairs = pairs
        self.random = random
        self.users = []
        self.accounts = {}
        self.used = set()

    def named(self):
        """Return {address: user} of those one can log in as."""
        return {email: self.add_named(email, name) for email, name in NAMED.items()}

    def add_named(self, email, name):
        kdf = crypto.ARGON2ID if email == SERVICE_USER else crypto.PBKDF2
        account = make_account(email, PASSWORD, kdf, self.pairs.take())
        user = self.add(email, name, account, password=make_password(account.login_hash))
        user.is_operator = email == OPERATOR
        return user

    def somebody(self, domain, *, registered=True):
        """Add a person at `domain`; without keys when they were only invited."""
        first, last = self.free_name(domain)
        email = f"{first}.{last}@{domain}".lower()
        account = make_nobody(email, self.pairs.share()) if registered else None
        return self.add(email, f"{first} {last}" if registered else "", account)

    def free_name(self, domain):
        while True:
            name = self.random.choice(FIRST), self.random.choice(LAST)
            if (domain, name) not in self.used:
                self.used.add((domain, name))
                return name

    def add(self, email, name, account, password=None):
        # An unusable password, as an invited person has it.
        user = User(email=email, name=name, kdf_salt=email, password=password or make_password(None))
        user.created_at = timezone.now() - timedelta(days=self.random.randint(61, 700))
        if account is not None:
            self.accounts[user.pk] = account
            give_keys(user, account)
        self.users.append(user)
        return user

    def account_of(self, user):
        return self.accounts[user.pk]

    def save(self):
        User.objects.bulk_create(self.users, batch_size=500)


def give_keys(user, account):
    """Put on the user what a registration stores of the account."""
    user.email_verified = True
    user.kdf = account.kdf.type
    user.kdf_iterations = account.kdf.iterations
    user.kdf_memory = account.kdf.memory
    user.kdf_parallelism = account.kdf.parallelism
    user.wrapped_user_key = account.wrapped_user_key
    user.wrapped_private_key = account.wrapped_private_key
    user.public_key = account.public_key
    user.user_key_id = account.user_key_id
