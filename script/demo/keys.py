"""Key pairs, made in parallel, and accounts that nobody can open."""

from concurrent.futures import ProcessPoolExecutor
from itertools import cycle
from multiprocessing import get_context
from os import cpu_count

from script.client import crypto
from script.client.account import Account


class KeyPairs:
    """A supply of RSA key pairs: some to be used once, and a few that background accounts share."""

    def __init__(self, own, shared):
        # Spawned, not forked: a child must not hold this process's database connection.
        with ProcessPoolExecutor(cpu_count(), mp_context=get_context("spawn")) as pool:
            pairs = list(pool.map(make_pair, range(own + shared), chunksize=4))
        self.own = iter(pairs[:own])
        self.shared = cycle(pairs[own:])

    def take(self):
        """Return a pair that nothing else in the world has."""
        return next(self.own)

    def share(self):
        """Return one of the pairs of those whom nobody logs in as."""
        return next(self.shared)


def make_pair(_):
    return crypto.new_key_pair()


def make_nobody(email, pair):
    """Make the keys of an account whose master key is thrown away: nobody knows a password for it."""
    user_key = crypto.new_key()
    return Account(
        email=email,
        kdf=crypto.PBKDF2,
        login_hash="",
        wrapped_user_key=crypto.encrypt(user_key, crypto.new_key()),
        public_key=pair.public_key,
        wrapped_private_key=crypto.encrypt(pair.private_key, user_key),
        user_key=user_key,
        private_key=pair.private_key,
    )
