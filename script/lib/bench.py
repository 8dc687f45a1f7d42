"""Measure what the portal's hot routes and pages take, each beside the plain way of writing it, in one run."""

import argparse
import contextlib
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from script.benchmark.sizes import SIZES
from script.lib import children, embedded, processes, setup
from script.lib.environment import PYTHON, ROOT, Failure, say
from script.lib.holder import lock_file, try_lock

READY_SECONDS = 60
# Says of a folder that it is ours, and which data set is in it.
MARKER = "data-set"
UNFINISHED = "unfinished"
SUPERUSER = "postgresql://postgres@"
FIRST_STEPS = [PYTHON, "-m", "script.lib.first_steps"]


def main():
    chosen = parse(sys.argv[1:])
    # What was started is stopped, however we are asked to end.
    signal.signal(signal.SIGTERM, lambda signum, frame: sys.exit(143))
    setup.forget_settings()
    with contextlib.ExitStack() as stack:
        data = folder(chosen, stack)
        variables = setup.environment(data) | {"DJANGO_SETTINGS_MODULE": "script.benchmark.settings", "LOG_LEVEL": "WARNING"}
        claim(data, stack)
        services, addresses = embedded.enter(data)
        stack.callback(embedded.leave, services)
        variables |= addresses
        load(chosen.set, data, variables)
        measure(chosen, data, variables, stack)


def parse(arguments):
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument(
        "--set", choices=["small", "large"], default="small",
        help="one client with 2,000 items (small), or 12,000 organizations with 1.2 million; that takes minutes to load",
    )  # fmt: skip
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="keep the data set in this folder, and use it again the next time"
    )
    parser.add_argument("cases", nargs="*", metavar="CASE", help="a word of the cases to run; all without one")
    return parser.parse_args(arguments)


def folder(chosen, stack):
    """Return the folder for the data: one of our own, or the one to keep, if nothing else is in it."""
    if chosen.keep is None:
        data = Path(tempfile.mkdtemp(prefix="portal-bench-"))
        data.chmod(0o711)
        stack.callback(shutil.rmtree, data, ignore_errors=True)
        return data
    data = chosen.keep.expanduser().absolute()
    if data.exists() and any(data.iterdir()) and not (data / MARKER).exists():
        raise Failure(f"{data} holds something else than a data set of script/bench. Name another folder.")
    return data


def claim(data, stack):
    handle = lock_file(data / "run" / "bench")
    stack.callback(os.close, handle)
    if not try_lock(handle):
        raise Failure(f"Another script/bench is already running with the data in {data}.")
    if (data / MARKER).exists() and (data / MARKER).read_text() == UNFINISHED:
        raise Failure(f"The data set in {data} was not loaded to its end. Remove the folder and try again.")


def load(name, data, variables):
    """Load the data set, unless the folder has it already."""
    marker = data / MARKER
    if marker.exists():
        if marker.read_text() != repr(SIZES[name]):
            raise Failure(f"{data} holds another data set. Name another folder, or remove that one.")
        say(f"Using the data set in {data} ...")
        return step(FIRST_STEPS, variables)
    marker.write_text(UNFINISHED)
    step(FIRST_STEPS, variables)
    say(f"Loading the {name} data set ...")
    # The embedded server's superuser may write without every foreign key being looked up.
    address = SUPERUSER + variables["DATABASE_URL"].partition("@")[2]
    step([PYTHON, "-m", "script.benchmark", "load", name], variables | {"DATABASE_URL": address})
    marker.write_text(repr(SIZES[name]))


def step(command, variables):
    if processes.run(command, cwd=ROOT, env=variables) != 0:
        raise Failure("The bench ended early; the reason is above.")


def measure(chosen, data, variables, stack):
    """Start a web server of one process, and run the cases against it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = [
        "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
        "--blocking-threads", "1", "--workers-kill-timeout", "5", "provider_portal.wsgi:application",
    ]  # fmt: skip
    web = children.Child("web", server, data=data, environment=variables)
    stack.callback(children.stop_all, [web])
    wait_until_ready(web, port)
    # The server leads the process group it was started in.
    facts = {"BENCH_PORT": str(port), "BENCH_PROCESS_GROUP": str(web.process.pid)}
    facts["BENCH_POSTGRES"] = (data / "postgres" / "postmaster.pid").read_text().splitlines()[0]
    step([PYTHON, "-m", "script.benchmark", "run", chosen.set, *chosen.cases], variables | facts)


def wait_until_ready(web, port):
    deadline = time.monotonic() + READY_SECONDS
    while not answers(port):
        if time.monotonic() > deadline:
            raise Failure(f"The web server did not become ready. Its log is {web.log}.")
        children.check([web], [])
        time.sleep(0.1)


def answers(port):
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.closing(connection):
        try:
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False


if __name__ == "__main__":
    main()
