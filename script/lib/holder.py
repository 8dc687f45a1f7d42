"""Hold one embedded service: start it, and stop it when the last process that uses it is gone.

Who uses a service holds a shared lock on its `.users` file. The holder keeps asking for that lock
alone; the kernel grants it when the last user has left, however that user ended.
"""

import argparse
import fcntl
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from script.lib import identity, postgres, processes, redis
from script.lib.environment import Failure

SERVICES = {"postgres": postgres, "redis": redis}
TAKE_OVER_SECONDS = 30
LONGEST_SOCKET_PATH = 100  # The kernel allows 107 bytes.


class Stopped(BaseException):
    """The machine shuts down, or somebody stops the holder by hand."""


def main():
    """Start the service, tell the starter, wait for the last user to leave, stop the service."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=SERVICES)
    parser.add_argument("data", type=Path)
    parser.add_argument("--fast", action="store_true", help="for tests: do not survive a crash")
    options = parser.parse_args()
    for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(signum, stopped)
    run = options.data / "run"
    alive = lock_file(run / f"{options.name}.holder")
    if not try_lock(alive):
        raise Failure("is already held by another process")
    hold(options, run)


def hold(options, run):
    """Run the service until nobody uses it; report its address or the reason on standard output."""
    service, name = SERVICES[options.name], options.name
    # The service inherits this lock: as long as one of its processes lives, no other one starts.
    keep = lock_file(run / f"{name}.data")
    wait_for(keep, TAKE_OVER_SECONDS)
    log = open(options.data / "log" / f"{name}.log", "ab")
    user = identity.unprivileged_user(options.data / name)
    sockets = make_socket_folder(run / name, len(service.SOCKET), user)
    state = run / f"{name}.json"
    server = None
    try:
        identity.open_way(sockets, user)
        server = service.start(
            options.data, sockets, user=user, log=log, fast=options.fast, keep=keep
        )
        state.write_text(json.dumps({"url": service.url(sockets)}))
        print("ready", flush=True)
        os.dup2(log.fileno(), sys.stdout.fileno())
        os.dup2(log.fileno(), sys.stderr.fileno())
        wait_for_the_last_user(lock_file(run / f"{name}.users"), server)
    except Stopped:
        pass
    finally:
        state.unlink(missing_ok=True)
        if server is not None:
            processes.stop(server, signum=service.STOP_SIGNAL, grace=120)
        shutil.rmtree(sockets, ignore_errors=True)


def stopped(signum, frame):
    """Leave the wait; the service is stopped on the way out."""
    raise Stopped


def lock_file(path):
    """Open a lock file, made when missing."""
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def try_lock(handle):
    """Take the lock alone if nobody holds it."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def wait_for(handle, seconds):
    """Wait for processes of an earlier holder, killed hard, to be gone."""
    deadline = time.monotonic() + seconds
    while not try_lock(handle):
        if time.monotonic() > deadline:
            raise Failure("is still being stopped by an earlier run")
        time.sleep(0.1)


def make_socket_folder(folder, name_length, user):
    """Make the folder for the socket; a short one elsewhere where the path is too deep for one."""
    if len(str(folder)) + 1 + name_length > LONGEST_SOCKET_PATH:
        folder = Path(tempfile.mkdtemp(prefix="portal-", dir="/tmp"))
    else:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    identity.give(folder, user)
    return folder


def wait_for_the_last_user(users, server):
    """Return when nobody uses the service any more, or when it died."""
    while server.poll() is None and not try_lock(users):
        time.sleep(0.2)


if __name__ == "__main__":
    try:
        main()
    except (Failure, OSError) as failure:
        print(f"failed: {failure}", flush=True)
        sys.exit(1)
