"""Who listens to what in one hub process."""

import asyncio
from collections import defaultdict

# An app that lets this many messages wait reads none; it finds out by itself once it connects again.
LONGEST_QUEUE = 256
CLOSE = None


class Connection:
    """One app: the addresses it listens to, and what waits to be sent to it."""

    def __init__(self, addresses):
        self.addresses = set(addresses)
        self.waiting = asyncio.Queue(LONGEST_QUEUE)

    def put(self, content):
        """Let `content` be sent next; one whose queue is full is closed instead."""
        if self.waiting.full():
            while not self.waiting.empty():
                self.waiting.get_nowait()
            content = CLOSE
        self.waiting.put_nowait(content)


class Connections:
    """The connections of this process by address."""

    def __init__(self):
        self.listening = defaultdict(set)

    def add(self, connection):
        for address in connection.addresses:
            self.listening[address].add(connection)

    def remove(self, connection, *, prefix=""):
        """Let the connection no longer listen to its addresses, or to those that begin with `prefix`."""
        for address in [found for found in connection.addresses if found.startswith(prefix)]:
            connection.addresses.discard(address)
            self.listening[address].discard(connection)
            if not self.listening[address]:
                del self.listening[address]

    def of(self, addresses):
        """Return the connections that listen to one of the addresses, each once."""
        return set().union(*(self.listening.get(address, ()) for address in addresses))

    def everybody(self):
        return self.of(list(self.listening))
