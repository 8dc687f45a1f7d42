"""The application behind https, and the unmodified command line client of Bitwarden."""

import shutil
import ssl
from threading import Thread

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application

from provider_portal.tests.client.bw import Bw
from script.lib import tls


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """Return the folder of a certificate authority for this machine: the client refuses plain http."""
    folder = tmp_path_factory.mktemp("tls")
    tls.prepare(folder)
    return folder


@pytest.fixture(scope="session")
def address(django_db_setup, authority):
    """Return where the application runs."""
    httpd = ThreadedWSGIServer(("localhost", 0), QuietHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority / "server.pem", authority / "server.key")
    httpd.socket = context.wrap_socket(httpd.socket, server_side=True)
    httpd.base_environ["HTTPS"] = "on"
    httpd.set_app(get_wsgi_application())
    Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"https://localhost:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


@pytest.fixture
def portal(transactional_db, address, settings):
    """Return the address of the running application; rows are committed and gone afterwards."""
    settings.PORTAL_URL = address
    return address


@pytest.fixture(scope="session")
def pointed(address, authority, tmp_path_factory):
    """Return the folder of a client that was pointed to the portal, to be copied: telling each takes a second."""
    folder = tmp_path_factory.mktemp("client") / "pointed"
    Bw(folder, authority / "ca.pem")("config", "server", address)
    return folder


@pytest.fixture
def new_bw(portal, pointed, authority, tmp_path):
    """Return a function that makes a client that was pointed to the portal and is not logged in."""
    return lambda name: Bw(shutil.copytree(pointed, tmp_path / name), authority / "ca.pem")


@pytest.fixture
def bw(new_bw):
    client = new_bw("client")
    yield client
    client.stop()
