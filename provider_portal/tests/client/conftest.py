"""The application behind https, and the unmodified command line client of Bitwarden."""

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


@pytest.fixture
def portal(transactional_db, authority, settings):
    """Return the address of the running application; rows are committed and gone afterwards."""
    httpd = ThreadedWSGIServer(("localhost", 0), QuietHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority / "server.pem", authority / "server.key")
    httpd.socket = context.wrap_socket(httpd.socket, server_side=True)
    httpd.base_environ["HTTPS"] = "on"
    settings.PORTAL_URL = f"https://localhost:{httpd.server_port}"
    httpd.set_app(get_wsgi_application())
    Thread(target=httpd.serve_forever, daemon=True).start()
    yield settings.PORTAL_URL
    httpd.shutdown()
    httpd.server_close()


@pytest.fixture
def bw(portal, authority, tmp_path):
    """Return a client that was pointed to the portal and is not logged in."""
    client = Bw(tmp_path / "client", authority / "ca.pem")
    client("config", "server", portal)
    yield client
    client.stop()
