"""A live server and Chromium. Every page fails its test on a script error or a breach of the content policy."""

import os
from threading import Condition, Thread

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import override_settings

from provider_portal import settings as production
from script.lib.environment import locked

# Playwright's own event loop runs in the main thread, where the tests use the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
OTHERS_GO = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
# How long a request may take to end after its page is gone, in seconds.
PATIENCE = 10
# Chromium reports each refused request as an error of the console; statuses are judged below.
EXPECTED = "Failed to load resource: the server responded with a status of"


def pytest_collection_modifyitems(items):
    for item in items:
        if "page" in item.fixturenames or "live" in item.fixturenames:
            item.add_marker(pytest.mark.browser)


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *args):
        pass


class Server:
    """The application behind a port. WhiteNoise serves the static files under their hashed names, as in production."""

    def __init__(self):
        self.httpd = ThreadedWSGIServer(("localhost", 0), QuietHandler)
        self.httpd.set_app(get_wsgi_application())
        self.url = f"http://localhost:{self.httpd.server_port}"
        self.running = 0
        self.change = Condition()
        request_started.connect(self.note_start)
        request_finished.connect(self.note_end)
        Thread(target=self.httpd.serve_forever, daemon=True).start()

    def note_start(self, **kwargs):
        with self.change:
            self.running += 1

    def note_end(self, **kwargs):
        with self.change:
            self.running -= 1
            self.change.notify_all()

    def settle(self):
        """Wait for requests that closed pages left behind: emptying the tables under them would be a deadlock."""
        with self.change:
            self.change.wait_for(lambda: self.running <= 0, timeout=PATIENCE)

    def stop(self):
        self.httpd.shutdown()
        self.httpd.server_close()


@pytest.fixture(scope="session")
def static_folder(tmp_path_factory):
    """Return the folder for the static files, which the processes of a run share."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return shared / "static"


@pytest.fixture(scope="session")
def server(django_db_setup, django_db_blocker, static_folder):
    with override_settings(STORAGES=production.STORAGES, STATIC_ROOT=static_folder, WHITENOISE_AUTOREFRESH=False):
        with locked(static_folder.parent):
            if not static_folder.exists():
                call_command("collectstatic", interactive=False, verbosity=0)
        assert staticfiles_storage.hashed_files
        server = Server()
        yield server
        server.stop()
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        # What the browser keeps open keeps a thread, and that its connection.
        cursor.execute(OTHERS_GO)


@pytest.fixture
def live(transactional_db, server, settings):
    """Return the running server, `live.url`; the test's rows are committed and gone afterwards."""
    settings.PORTAL_URL = server.url
    yield server
    server.settle()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, server):
    return {
        **browser_context_args,
        "base_url": server.url,
        "viewport": {"width": 1280, "height": 800},
        "reduced_motion": "reduce",
        "permissions": ["clipboard-read", "clipboard-write"],
    }


@pytest.fixture
def new_context(live, new_context):
    """Return a function that opens another browser profile: another person at another computer."""
    problems = []

    def watched(**arguments):
        context = new_context(**arguments)
        context.set_default_timeout(15_000)
        context.on("console", lambda message: problems.extend(complaints(message)))
        context.on("weberror", lambda error: problems.append(f"script error: {error.error}"))
        context.on("response", lambda answer: problems.extend(failures(answer)))
        return context

    yield watched
    assert not problems, "\n".join(problems)


def complaints(message):
    """Content policy and Trusted Types violations are console errors, too."""
    if message.type == "error" and not message.text.startswith(EXPECTED):
        yield f"console: {message.text}"


def failures(answer):
    if answer.status >= 500:
        yield f"{answer.status} {answer.url}"


@pytest.fixture
def new_page(new_context):
    """Return a function that opens a page of another person: nothing is shared with `page`."""
    return lambda **arguments: new_context(**arguments).new_page()
