"""PostgreSQL with connections that outlive requests: making one anew takes longer than most requests do."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def connect(self):
        """Connect; `prepared` has the names of the statements that this connection knows."""
        super().connect()
        self.prepared = set()

    def is_usable(self):
        """Return whether the server still holds the connection, without asking it, which would cost a round trip.

        While nothing is asked the server sends nothing: whatever there is to read is its farewell, or as good a reason
        to connect anew.
        """
        if self.connection is None or self.connection.closed:
            return False
        poll = select.poll()
        poll.register(self.connection.fileno(), select.POLLIN)
        return not poll.poll(0)
