"""Asking a web server, and what that costs it."""

import json
import random
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

GZIP = {"Accept-Encoding": "gzip"}
MEGABYTE = 2**20
# A case whose rounds take longer, in seconds, has fewer of them.
LONGEST, FEWEST_ROUNDS = 30, 3


class Unexpected(Exception):
    """An answer that makes the figures worthless."""


class Server:
    """A web server on this machine whose memory can be watched; its connection stays open, as apps' do."""

    def __init__(self, port, process_group, postgres, world):
        self.connection = HTTPConnection("127.0.0.1", port, timeout=600)
        self.processes = [path for path in all_processes() if numbers(path)[1] == process_group]
        # The server opens its connection to the database with the first request.
        self.connection.request("GET", "/readyz", headers={"Host": "localhost"})
        self.connection.getresponse().read()
        self.database = [path for path in all_processes() if numbers(path)[0] == postgres]
        self.world = world

    def answer(self, ask):
        """Return the length of the answer, on the wire."""
        who = self.world.session(ask.email) if ask.is_page else self.world.token(ask.email)
        body = None if ask.body is None else json.dumps(ask.body)
        headers = GZIP | who | ({"Content-Type": "application/json"} if body else {})
        self.connection.request(ask.method, ask.path, body, headers | {"Host": "localhost"})
        response = self.connection.getresponse()
        content = response.read()
        if response.status != 200:
            raise Unexpected(f"{ask.method} {ask.path} was answered {response.status}: {content[:200]!r}")
        return len(content)

    def computed(self):
        """Return for how long the processors worked for the server and its database so far, in milliseconds."""
        tasks = [task for process in self.processes + self.database for task in (process / "task").glob("*/schedstat")]
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6

    def forget_peak(self):
        for process in self.processes:
            (process / "clear_refs").write_text("5")

    def memory(self, name):
        """Return the sum of `name`, VmRSS or VmHWM, of its processes in bytes."""
        return sum(status_of(process, name) for process in self.processes)


def all_processes():
    return [path.parent for path in Path("/proc").glob("[0-9]*/stat")]


def numbers(process):
    """Return the parent of a process and its group; None for one that has ended."""
    try:
        return tuple(int(number) for number in (process / "stat").read_text().rpartition(")")[2].split()[1:3])
    except OSError:
        return None, None


def status_of(process, name):
    for line in (process / "status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    return 0


@dataclass
class Figures:
    """What one way of answering took: milliseconds, those the processors worked, bytes on the wire, bytes at the peak."""

    times: list
    computed: list
    length: int
    growth: int

    @property
    def time(self):
        return median(self.times)

    @property
    def work(self):
        return median(self.computed)


def compare(case, world, server):
    """Return the figures of the portal and of the plain way, asked in turn."""
    asks = [case.ask(world), case.plain(world)]
    # What is asked first finds nothing cached; it is not counted, but for what it makes the server grow by.
    figures = [first_of(case, ask, world, server) for ask in asks]
    ends = time.monotonic() + LONGEST
    for number in range(case.rounds):
        if number >= FEWEST_ROUNDS and time.monotonic() > ends:
            break
        for place in random.sample(range(2), 2):
            time_taken, computed, _ = timed(case, asks[place], world, server)
            figures[place].times.append(time_taken)
            figures[place].computed.append(computed)
    return figures


def first_of(case, ask, world, server):
    timed(case, ask, world, server)
    server.forget_peak()
    before = server.memory("VmRSS")
    length = timed(case, ask, world, server)[-1]
    return Figures([], [], length, max(0, server.memory("VmHWM") - before))


def timed(case, ask, world, server):
    case.before(world)
    before, started = server.computed(), time.perf_counter()
    length = server.answer(ask)
    taken = 1000 * (time.perf_counter() - started)
    return taken, server.computed() - before, length
