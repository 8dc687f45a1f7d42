"""Which database is asked, where there is a replica (DATABASE_REPLICA_URL)."""

from django.db import DEFAULT_DB_ALIAS, connections

REPLICA = "replica"


class ReplicaRouter:
    """Events are searched on the replica, so that looking for one never waits for, or slows, somebody's work.

    It may be moments late. What a transaction reads, it reads where it writes.
    """

    def db_for_read(self, model, **hints):
        is_elsewhere = model._meta.app_label != "events" or REPLICA not in connections.settings
        return DEFAULT_DB_ALIAS if is_elsewhere or connections[DEFAULT_DB_ALIAS].in_atomic_block else REPLICA

    def db_for_write(self, model, **hints):
        return DEFAULT_DB_ALIAS

    def allow_migrate(self, db, app_label, **hints):
        return db != REPLICA
