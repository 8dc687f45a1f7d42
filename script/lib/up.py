"""Run the whole portal in the foreground, and stop all of it together."""

import contextlib
import json
import os
import shlex
import signal
import socket
import sys
import time
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from script.lib import addresses, embedded, options, processes, setup
from script.lib.children import Child, check, commands, stop_all
from script.lib.environment import PYTHON, ROOT, Failure, is_set, say
from script.lib.holder import lock_file, try_lock

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
READY_SECONDS = 60
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
DEMO_PASSWORD = "correct-horse-battery-staple"
DEMO_LOGINS = {
    "operator@demo.example": "platform operator",
    "provider-admin@demo.example": "administers a provider with 12 clients",
    "service-user@demo.example": "works in the vaults of that provider's clients",
    "owner@acme.example": "owns Acme, the largest client",
    "admin@acme.example": "administers Acme",
    "member@acme.example": "member of Acme",
    "provider-admin@rival.example": "administers another provider, who sees none of these",
}


class Stop(BaseException):
    """Somebody asked us to stop."""


def main():
    """Start everything, watch it, and stop it when asked to or when a part of it dies."""
    chosen = options.parse(sys.argv[1:])
    for signum in SIGNALS:
        # Under nohup the terminal's end is not ours.
        if signum != signal.SIGHUP or signal.getsignal(signum) != signal.SIG_IGN:
            signal.signal(signum, stop)
    try:
        with contextlib.ExitStack() as stack:
            run(chosen, stack)
    except Stop:
        say("Stopped.")
    except ImproperlyConfigured as error:
        raise Failure(error) from error


def stop(signum, frame):
    """Leave what we are doing; what was started is stopped on the way out."""
    # Asked again, we go on stopping in order: each step of it has its own time limit.
    for other in SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    raise Stop


def run(chosen, stack):
    """Start the parts in the order they need each other; `stack` stops them in reverse."""
    environment = setup.environment(chosen.data)
    claim(chosen.data, stack)
    addresses.check_ports(chosen.bind, chosen.port, chosen.tls_port)
    environment |= publish_url(chosen, stack) | choose_hub(chosen)
    say(f"Starting with the data in {chosen.data} ...")
    services, urls = embedded.enter(chosen.data)
    stack.callback(embedded.leave, services)
    os.environ.update(urls)
    environment |= urls
    addresses.check_database()
    addresses.check_redis()
    step([PYTHON, "-m", "script.lib.first_steps"], environment)
    with_demo = not (chosen.no_demo or setup.is_production())
    if with_demo:
        load_demo(chosen.data, environment)
    children = []
    stack.callback(stop_all, children)
    say("Starting the web servers, the notification hub, the worker and beat ...")
    for name, arguments in commands(chosen).items():
        children.append(Child(name, arguments, data=chosen.data, environment=environment))
    wait_until_ready(chosen, children, services)
    say(banner(chosen, environment["PORTAL_URL"], with_demo))
    while True:
        check(children, services)
        time.sleep(0.5)


def claim(data, stack):
    """Make sure that no other script/up runs on the same data."""
    handle = lock_file(data / "run" / "up")
    stack.callback(os.close, handle)
    if not try_lock(handle):
        raise Failure(f"Another script/up is already running with the data in {data}.")


def publish_url(chosen, stack):
    """Return the portal's address as a setting; script/manage finds it, and the one with https, while we run."""
    url = os.environ.get("PORTAL_URL") or f"http://localhost:{chosen.port}"
    for name, address in {"portal_url": url, "portal_tls_url": f"https://localhost:{chosen.tls_port}"}.items():
        file = chosen.data / "run" / name
        file.write_text(address)
        stack.callback(file.unlink, missing_ok=True)
    return {"PORTAL_URL": url}


def choose_hub(chosen):
    """Choose the ports of the notification hub, and return what tells the other processes of it."""
    taken = {chosen.port, chosen.tls_port, chosen.notifications_port, chosen.notifications_tls_port}
    for name, beside in {"notifications_port": chosen.port, "notifications_tls_port": chosen.tls_port}.items():
        if getattr(chosen, name):
            addresses.check_port(chosen.bind, getattr(chosen, name))
        else:
            setattr(chosen, name, addresses.port_after(chosen.bind, beside, taken))
            taken.add(getattr(chosen, name))
    host = ANYWHERE.get(chosen.bind, chosen.bind)
    variables = {"NOTIFICATIONS_WEB_URL": f"http://{f'[{host}]' if ':' in host else host}:{chosen.port}"}
    if not setup.is_production():
        # In production a balancer brings web and hub under one address.
        variables["NOTIFICATIONS_PORT"] = str(chosen.notifications_port)
        variables["NOTIFICATIONS_TLS_PORT"] = str(chosen.notifications_tls_port)
    return variables


def step(command, environment):
    """Run one of the commands that prepare the portal; it has said itself what went wrong."""
    if processes.run(command, cwd=ROOT, env=environment) != 0:
        raise Failure("The portal was not started; the reason is above.")


def load_demo(data, environment):
    """Load the demo world, once per data folder."""
    marker = data / "demo-loaded"
    if marker.exists():
        return
    say("Loading the demo world, which takes a minute ...")
    step([PYTHON, ROOT / "manage.py", "load_demo"], environment)
    marker.touch()


def wait_until_ready(chosen, children, services):
    """Wait until `/readyz` says that every part answers."""
    deadline = time.monotonic() + READY_SECONDS
    while (missing := unready_parts(chosen)) and time.monotonic() < deadline:
        check(children, services)
        time.sleep(0.1)
    if missing:
        raise Failure(
            f"The portal did not become ready; this did not answer: {', '.join(missing)}. "
            f"The logs are in {chosen.data / 'log'}."
        )


def unready_parts(chosen):
    """Return the names of the parts that do not answer."""
    host = ANYWHERE.get(chosen.bind, chosen.bind)
    if not listens(host, chosen.notifications_port) or not listens(host, chosen.notifications_tls_port):
        return ["notifications"]
    known = urlsplit(os.environ.get("PORTAL_URL", "")).hostname if setup.is_production() else None
    connection = HTTPConnection(host, chosen.port, timeout=10)
    with contextlib.closing(connection):
        try:
            connection.request("GET", "/readyz", headers={"Host": known or "localhost"})
            response = connection.getresponse()
            lines = response.read().decode().splitlines()
            return [part["part"] for part in map(json.loads, lines) if not part["ready"]]
        except (OSError, HTTPException, ValueError, KeyError, TypeError):
            return ["web"]


def listens(host, port):
    """Tell whether somebody takes connections there."""
    try:
        socket.create_connection((host, port), timeout=10).close()
    except OSError:
        return False
    return True


def banner(chosen, url, with_demo):
    """Tell where everything is."""
    data = chosen.data
    secure = f"https://localhost:{chosen.tls_port}"
    lines = [
        "",
        f"The portal is ready at {url}",
        f"  and at {secure} for clients that insist on https:",
        f"  let them trust {data / 'tls' / 'ca.pem'} (for the command line client, set",
        "  NODE_EXTRA_CA_CERTS to that file; for a browser, import it as an authority).",
    ]
    lines.append(
        f"Apps are notified on the ports {chosen.notifications_port} and {chosen.notifications_tls_port} (https)."
    )
    if not is_set("EMAIL_URL"):
        lines.append(f"Mails are kept as files in {data / 'mail'}")
    if with_demo:
        lines += ["", f"Demo accounts, all with the master password {DEMO_PASSWORD}"]
        lines += [f"  {login:30} {what}" for login, what in DEMO_LOGINS.items()]
    else:
        prefix = "" if data == options.data_folder() else f"PORTAL_DATA={shlex.quote(str(data))} "
        command = f"{prefix}script/manage create_operator you@your.domain"
        lines += ["", "Make the first platform operator with", f"  {command}"]
    return "\n".join([*lines, "", "Ctrl-C stops everything."])


if __name__ == "__main__":
    main()
