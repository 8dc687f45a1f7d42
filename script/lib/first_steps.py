"""Bring the database's tables and the static files up to date, in one start of Django."""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def main():
    """Migrate, then collect what has changed among the static files."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "provider_portal.settings")
    try:
        django.setup()
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        print("Bringing the database up to date ...", flush=True)
        call_command("migrate", interactive=False, verbosity=1 if pending else 0)
        print("Collecting static files ...", flush=True)
        call_command("collectstatic", interactive=False, verbosity=0)
    except (ImproperlyConfigured, CommandError, DatabaseError) as error:
        sys.exit(f"script/up: {error}")


if __name__ == "__main__":
    main()
