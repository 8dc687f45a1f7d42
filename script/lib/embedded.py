"""Use the embedded Postgres and Redis of a data folder, shared by all who use them at once."""

import fcntl
import json
import os
import time

from script.lib import processes
from script.lib.environment import PYTHON, ROOT, Failure, is_set, say
from script.lib.holder import lock_file, try_lock

TITLES = {"postgres": "Postgres", "redis": "Redis"}
VARIABLES = {"postgres": "DATABASE_URL", "redis": "REDIS_URL"}
STOP_SECONDS = 130


class Service:
    """One embedded service in use by this process, until `leave()` or the process's end."""

    def __init__(self, name, data, *, fast=False):
        self.name, self.data, self.fast = name, data, fast
        self.title = f"The embedded {TITLES[name]}"
        self.log = data / "log" / f"{name}.log"
        self.holder = None
        self.users = None

    def _file(self, kind):
        return self.data / "run" / f"{self.name}.{kind}"

    def enter(self):
        """Take part in using the service; return the holder being started, if one was needed."""
        self._starting = lock_file(self._file("starting"))
        fcntl.flock(self._starting, fcntl.LOCK_EX)
        self.users = lock_file(self._file("users"))
        # Waits here while an earlier holder, with nobody left, is stopping its service.
        fcntl.flock(self.users, fcntl.LOCK_SH)
        if not self.alive():
            fast = ["--fast"] if self.fast else []
            self.holder = processes.start_detached(
                [PYTHON, "-m", "script.lib.holder", self.name, self.data, *fast], cwd=ROOT
            )

    def url(self):
        """Wait until the service answers and return its address."""
        try:
            if self.holder is not None:
                self._listen()
            return json.loads(self._file("json").read_text())["url"]
        finally:
            os.close(self._starting)

    def _listen(self):
        """Pass on what the holder tells until the service is ready."""
        with self.holder.stdout as lines, self.holder.stderr as errors:
            for line in lines:
                answer = line.strip()
                if answer == "ready":
                    return
                if answer.startswith("failed: "):
                    break
                say(answer)
            else:
                answer = errors.read().strip() or "its holder ended without a word"
        reason = answer.removeprefix("failed: ")
        raise Failure(f"{self.title} did not start: {reason}. Its log is {self.log}.")

    def alive(self):
        """Tell whether somebody holds the service."""
        handle = lock_file(self._file("holder"))
        try:
            return not try_lock(handle)
        finally:
            os.close(handle)

    def leave(self):
        """Stop using the service; where nobody else does, wait until it has stopped."""
        if self.users is None:
            return
        if try_lock(self.users):
            # We are the last: the holder gets the lock next and stops.
            os.close(self.users)
            self._wait_for_the_end()
        else:
            os.close(self.users)
        self.users = None
        if self.holder is not None:
            self.holder.poll()

    def _wait_for_the_end(self):
        # Somebody may have come in between, so the wait has an end.
        deadline = time.monotonic() + STOP_SECONDS
        while self.alive() and time.monotonic() < deadline:
            time.sleep(0.05)


def prepare_folder(data):
    """Make the data folder, which only we, and by name the services' user, may read."""
    # The services' user must pass through, when we are root.
    mode = 0o711 if os.geteuid() == 0 else 0o700
    try:
        data.mkdir(mode=mode, parents=True, exist_ok=True)
        for name, inner_mode in [("run", mode), ("log", 0o700), ("mail", 0o700)]:
            (data / name).mkdir(exist_ok=True)
            (data / name).chmod(inner_mode)
    except OSError as error:
        raise Failure(f"The data folder {data} cannot be used: {error.strerror}.") from error
    if not os.access(data, os.W_OK):
        raise Failure(f"The data folder {data} cannot be used: it is not writable.")


def enter(data, *, fast=False):
    """Enter each service whose URL is not set; return them and the environment to use them."""
    entered = []
    addresses = {}
    try:
        for name, variable in VARIABLES.items():
            if not is_set(variable):
                entered.append(Service(name, data, fast=fast))
                entered[-1].enter()
        for service in entered:
            addresses[VARIABLES[service.name]] = service.url()
    except BaseException:
        leave(entered)
        raise
    return entered, addresses


def leave(services):
    """Stop using `services`."""
    for service in services:
        service.leave()
