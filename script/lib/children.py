"""The portal's own processes: which they are, whether they live, how they stop."""

import os
import signal
import time

from script.lib import processes, tls
from script.lib.environment import PYTHON, ROOT, Failure

LOG_LINES = 20
LOG_BYTES = 10 * 2**20
# A worker finishes the task at hand first.
STOP_SECONDS = 60


class Child:
    """One of the portal's processes, its output in a log of its name."""

    def __init__(self, name, arguments, *, data, environment):
        self.name = name
        self.log = data / "log" / f"{name}.log"
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        with open(self.log, "ab") as log:
            self.process = processes.start(
                [PYTHON, *arguments], cwd=ROOT, env=environment, stdout=log, stderr=log
            )

    def is_alive(self):
        """Tell whether the process runs."""
        return self.process.poll() is None

    def death(self):
        """Say how the process ended, with the last lines of its log."""
        code = self.process.returncode
        how = f"with exit code {code}" if code >= 0 else f"by {signal.Signals(-code).name}"
        lines = self.log.read_text(errors="replace").splitlines()[-LOG_LINES:]
        tail = "".join(f"\n    {line}" for line in lines)
        return f"{self.name} ended {how}, so everything was stopped. Its log is {self.log}:{tail}"


def commands(chosen):
    """Return the command line of each process by its name, in the order of starting."""
    certificate, key = tls.prepare(chosen.data / "tls")
    cores = os.cpu_count() or 1
    web = [
        "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", chosen.bind,
        "--blocking-threads", "4", "--workers-kill-timeout", "10",
    ]  # fmt: skip
    secure = ["--ssl-certificate", str(certificate), "--ssl-keyfile", str(key)]
    application = "provider_portal.wsgi:application"
    # Apps stay connected all day and hardly say a word: one process holds thousands.
    hub = [
        "-m", "granian", "--interface", "asgi", "--ws", "--host", chosen.bind, "--workers", "1",
        "--backpressure", "65536", "--workers-kill-timeout", "5",
    ]  # fmt: skip
    hub_application = ["provider_portal.notifications.hub:application"]
    celery = ["-m", "celery", "--app", "provider_portal.celery:app"]
    return {
        "worker": [
            *celery, "worker", "--loglevel", "INFO", "--concurrency", str(min(cores, 4)),
            "--without-gossip", "--without-mingle",
        ],
        "beat": [
            *celery, "beat", "--loglevel", "INFO", "--pidfile=",
            "--schedule", str(chosen.data / "run" / "beat-schedule"),
        ],
        "notifications": [*hub, "--port", str(chosen.notifications_port), *hub_application],
        "notifications-tls": [*hub, "--port", str(chosen.notifications_tls_port), *secure, *hub_application],
        "web": [*web, "--port", str(chosen.port), "--workers", str(min(cores, 8)), application],
        "web-tls": [*web, "--port", str(chosen.tls_port), *secure, application],
    }  # fmt: skip


def check(children, services):
    """Fail, naming it, when a process or an embedded service has died."""
    for service in services:
        if not service.alive():
            raise Failure(f"{service.title} ended, so everything was stopped. See {service.log}.")
    for child in children:
        if not child.is_alive():
            raise Failure(child.death())


def stop_all(children):
    """Stop the children all at once, then wait for each; none is left, whatever it does."""
    for child in children:
        if child.is_alive():
            # Once: asked again, a worker would drop the task at hand.
            child.process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        processes.end(child.process, grace=max(1, deadline - time.monotonic()))
