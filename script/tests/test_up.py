"""Whole installations from a copy of the checkout; only the virtual environment is shared."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OUR_OWN = ("DATABASE_URL", "REDIS_URL", "PORTAL_DATA", "SECRET_KEY_FILE", "DJANGO_SETTINGS_MODULE")
PATIENCE = 120

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """Copy the checkout without what an installation makes in it."""
    copy = tmp_path_factory.mktemp("portal") / "checkout"
    made = [".git", ".venv", ".tools", "var", "__pycache__", ".pytest_cache", "node_modules"]
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*made))
    return copy


@pytest.fixture(scope="module")
def data(checkout):
    """Return the data folder that the starts of this module share."""
    return checkout / "var"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def surroundings(**more):
    """Return an environment without the test run's own services."""
    kept = {name: value for name, value in os.environ.items() if name not in OUR_OWN}
    return kept | {"PORTAL_VENV": sys.prefix} | more


def command(checkout, *, port, tls_port):
    ports = ["--port", str(port), "--tls-port", str(tls_port)]
    return [checkout / "script" / "up", "--no-demo", *ports]


@contextlib.contextmanager
def running(checkout, *, port, tls_port, **more):
    """Run script/up and end it the hard way should the test not have stopped it."""
    process = subprocess.Popen(
        command(checkout, port=port, tls_port=tls_port),
        env=surroundings(**more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.stdout.close()
        process.wait()


def wait_until_up(process):
    """Read what script/up prints until it says that the portal is ready."""
    told = []
    for line in process.stdout:
        told.append(line)
        if line.startswith("The portal is ready at "):
            return
    pytest.fail("script/up ended: " + "".join(told))


def refusal(checkout, *, port=None, **more):
    """Run script/up where it cannot start and return what it says on standard error."""
    result = subprocess.run(
        command(checkout, port=port or free_port(), tls_port=free_port()),
        env=surroundings(**more),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert result.returncode == 1, result.stdout + result.stderr
    return result.stderr


def get(port, path, *, context=None):
    """Return status and body of a page."""
    if context is None:
        connection = http.client.HTTPConnection("localhost", port, timeout=10)
    else:
        connection = http.client.HTTPSConnection("localhost", port, timeout=10, context=context)
    with contextlib.closing(connection):
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()


def processes_of(checkout):
    """Return the command lines of the processes that were started from the copy or on its data."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            arguments = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            if str(checkout) in arguments or (folder / "cwd").readlink() == checkout:
                found.append(arguments)
    return found


def wait_until_nothing_is_left(checkout):
    """Wait for what the kernel ends in its own time; a stop in order leaves nothing to wait for."""
    deadline = time.monotonic() + PATIENCE
    while (left := processes_of(checkout)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not left


def test_it_starts_answers_and_stops(checkout, data):
    port, tls_port = free_port(), free_port()
    with running(checkout, port=port, tls_port=tls_port) as process:
        wait_until_up(process)

        status, body = get(port, "/readyz")
        assert status == 200
        assert all(part["ready"] for part in map(json.loads, body.splitlines()))
        trust = ssl.create_default_context(cafile=data / "tls" / "ca.pem")
        assert get(tls_port, "/healthz", context=trust)[0] == 200
        secrets = [data / "tls" / "ca.key", data / "tls" / "server.key", data / "secret_key"]
        assert {file.stat().st_mode & 0o777 for file in secrets} == {0o600}

        assert "Another script/up is already running" in refusal(checkout)
        assert get(port, "/healthz")[0] == 200
        # A command finds the services running.
        assert are_tables_up_to_date(checkout)
        assert get(port, "/readyz")[0] == 200

        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
        assert processes_of(checkout) == []

    # And one alone brings its own.
    assert are_tables_up_to_date(checkout)
    assert processes_of(checkout) == []


def are_tables_up_to_date(checkout):
    check = [checkout / "script" / "manage", "migrate", "--check"]
    return subprocess.run(check, env=surroundings(), timeout=PATIENCE).returncode == 0


def test_it_starts_again_after_a_part_died_and_after_a_hard_kill(checkout, data):
    with running(checkout, port=free_port(), tls_port=free_port()) as process:
        wait_until_up(process)
        postmaster = int((data / "postgres" / "postmaster.pid").read_text().split()[0])

        os.kill(postmaster, signal.SIGKILL)

        assert process.wait(PATIENCE) == 1
        assert "The embedded Postgres ended" in process.stdout.read()
        wait_until_nothing_is_left(checkout)

    with running(checkout, port=free_port(), tls_port=free_port()) as process:
        wait_until_up(process)
        process.kill()
        process.wait()
        wait_until_nothing_is_left(checkout)

    port = free_port()
    with running(checkout, port=port, tls_port=free_port()) as process:
        wait_until_up(process)
        assert get(port, "/readyz")[0] == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
    assert processes_of(checkout) == []


def test_a_port_in_use_is_named(checkout):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]

        said = refusal(checkout, port=port)

    assert said.startswith(f"script/up: Port {port} is in use")
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"DATABASE_URL": "mysql://db.example/portal"}, "DATABASE_URL is no PostgreSQL address"),
        ({"DATABASE_URL": "postgresql://me@127.0.0.1:1/portal"}, "DATABASE_URL cannot be used"),
        ({"REDIS_URL": "http://127.0.0.1:1/"}, "REDIS_URL is no Redis address"),
        ({"REDIS_URL": "redis://127.0.0.1:1/0"}, "REDIS_URL cannot be used"),
        ({"PORTAL_PRODUCTION": "1"}, "DATABASE_URL and REDIS_URL must be set"),
        ({"PORTAL_DATA": "/dev/null/var"}, "The data folder /dev/null/var cannot be used"),
    ],
)
def test_what_cannot_work_is_said_in_one_sentence(checkout, setting, said):
    answer = refusal(checkout, **setting)

    assert answer.startswith(f"script/up: {said}")
    assert answer.count("\n") == 1
    assert processes_of(checkout) == []


def test_a_python_too_old_or_missing_is_said(checkout):
    result = subprocess.run(
        ["/bin/sh", checkout / "script" / "up"],
        env={"PATH": "/nonexistent"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )

    assert result.returncode == 1
    assert result.stderr.startswith("script/up: Python 3.11 or newer is missing.")
