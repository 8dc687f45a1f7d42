"""The notification hub as apps know it: a process of its own, spoken to by WebSocket and MessagePack."""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import msgpack
import pytest
from django.conf import settings
from django.db import transaction
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from accounts.models import Device
from accounts.services import touch_people
from accounts.tokens import make_access_token
from provider_portal.notifications import wire
from provider_portal.notifications.kinds import Kind
from provider_portal.notifications.publish import answer_login_request, asking_app, notify_people
from provider_portal.tests.world import encstring, make_cipher
from vault.services.ciphers import create_cipher, delete_ciphers, trash_ciphers
from vault.schemas import CipherRequest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20
HANDSHAKE = '{"protocol":"messagepack","version":1}\x1e'

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@contextmanager
def running_hub(web):
    """Run one process of the hub and yield the way to it."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    known = {"REDIS_URL": settings.REDIS_URL, "PORTAL_URL": settings.PORTAL_URL, "NOTIFICATIONS_WEB_URL": web}
    # Neither the database's address nor the signing key.
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    command = [
        sys.executable, "-m", "granian", "--interface", "asgi", "--ws", "--host", "127.0.0.1",
        "--port", str(port), "provider_portal.notifications.hub:application",
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, env=kept | known)
    try:
        wait_until_up(port)
        with Hub(port) as hub:
            yield hub
    finally:
        process.terminate()
        process.wait(PATIENCE)


def wait_until_up(port):
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return urlopen(f"http://127.0.0.1:{port}/notifications/healthz", timeout=1).close()
        except OSError:
            assert time.monotonic() < deadline, "the hub did not start"
            time.sleep(0.05)


class Hub(ExitStack):
    """The way to one process; what was opened is closed with it."""

    def __init__(self, port):
        super().__init__()
        self.address = f"127.0.0.1:{port}/notifications"

    def open(self, path, **options):
        return self.enter_context(connect(f"ws://{self.address}/{path}", open_timeout=PATIENCE, **options))

    def connect(self, user, identifier="phone"):
        return App(self.open(f"hub?access_token={token_of(user, identifier)}"))


@pytest.fixture(scope="module")
def hub(live_server):
    with running_hub(live_server.url) as hub:
        yield hub


def token_of(user, identifier="phone"):
    device, _ = Device.objects.get_or_create(user=user, identifier=identifier, defaults={"type": 0})
    return make_access_token(user, device, client_id="mobile")


class App:
    """What an app does: it agrees on MessagePack and reads."""

    def __init__(self, socket):
        self.socket = socket
        self.socket.send(HANDSHAKE)
        assert self.socket.recv(PATIENCE) == b"{}\x1e"

    def hear(self):
        """Return (target, first argument) of the next message; pings are passed over."""
        deadline = time.monotonic() + PATIENCE
        while (frame := self.socket.recv(deadline - time.monotonic())) == wire.PING:
            pass
        kind, headers, invocation, target, [message] = msgpack.unpackb(unframed(frame), timestamp=3)
        assert (kind, headers, invocation) == (1, {}, None)
        return target, message


def unframed(frame):
    """Return the message of a frame that holds exactly one."""
    length = shift = at = 0
    while True:
        length |= (frame[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if frame[at - 1] < 0x80:
            break
    assert len(frame) - at == length
    return frame[at:]


def request_of(**fields):
    body = {"type": 1, "name": encstring(), "login": {"username": encstring()}, **fields}
    return CipherRequest.model_validate(body)


def test_the_owners_apps_learn_of_a_new_item_from_either_process(hub, live_server, member):
    with running_hub(live_server.url) as second_hub:
        apps = [hub.connect(member), second_hub.connect(member, "desktop")]

        cipher = create_cipher(request_of(), actor=member)

        for app in apps:
            target, message = app.hear()
            assert target == "ReceiveMessage"
            assert (message["Type"], message["ContextId"]) == (Kind.CIPHER_CREATED, None)
            assert message["Payload"]["Id"] == str(cipher.pk)
            assert message["Payload"]["UserId"] == str(member.pk)
            assert message["Payload"]["RevisionDate"] == cipher.revision_date


def test_members_learn_what_became_of_an_item_and_strangers_do_not(hub, world, owner, member, stranger):
    collection = world.acme.shared
    cipher = make_cipher(world.acme.organization, collection)
    inside, outside = hub.connect(member), hub.connect(stranger)

    trash_ciphers([cipher], actor=owner)
    delete_ciphers([cipher], actor=owner)
    notify_people(Kind.VAULT, [stranger.pk])

    messages = [inside.hear()[1] for _ in range(2)]
    assert [message["Type"] for message in messages] == [Kind.CIPHER_UPDATED, Kind.CIPHER_DELETED]
    assert messages[0]["Payload"]["OrganizationId"] == str(world.acme.organization.pk)
    assert messages[0]["Payload"]["CollectionIds"] == [str(collection.pk)]
    assert outside.hear()[1]["Type"] == Kind.VAULT


def test_a_change_over_the_wire_names_the_app_that_made_it(hub, live_server, member):
    app = hub.connect(member, "desktop")
    body = json.dumps({"name": encstring()}).encode()
    headers = {"Authorization": f"Bearer {token_of(member)}", "Content-Type": "application/json"}

    urlopen(Request(f"{live_server.url}/api/folders", body, headers), timeout=PATIENCE).close()

    assert app.hear()[1]["ContextId"] == "phone"
    assert asking_app.get() is None


def test_the_token_may_come_in_a_header(hub, member):
    app = App(hub.open("hub", additional_headers={"Authorization": f"Bearer {token_of(member)}"}))

    notify_people(Kind.SETTINGS, [member.pk])

    assert app.hear()[1]["Type"] == Kind.SETTINGS


@pytest.mark.parametrize("path", ["hub", "hub?access_token=wrong", "hub?access_token=%0d%0ax", "other", "anonymous-hub?Token=x"])
def test_who_has_no_token_is_not_let_in(hub, path):
    with pytest.raises(InvalidStatus):
        hub.open(path)


def test_a_token_that_died_is_not_let_in(hub, member):
    token = token_of(member)
    member.devices.all().delete()

    with pytest.raises(InvalidStatus):
        hub.open(f"hub?access_token={token}")


def test_another_encoding_is_refused(hub, member):
    app = hub.open(f"hub?access_token={token_of(member)}")
    app.send('{"protocol":"json","version":1}\x1e')

    assert b"error" in app.recv(PATIENCE)
    with pytest.raises(ConnectionClosed):
        app.recv(PATIENCE)


def test_who_is_logged_out_is_told_and_disconnected(hub, member):
    app = hub.connect(member)

    notify_people(Kind.LOG_OUT, [member.pk])

    assert app.hear()[1]["Type"] == Kind.LOG_OUT
    with pytest.raises(ConnectionClosed):
        app.hear()


def test_changed_memberships_end_the_news_of_organizations(hub, world, owner, member):
    app = hub.connect(member)
    cipher = make_cipher(world.acme.organization, world.acme.shared)

    with transaction.atomic():
        touch_people([member.pk])
    trash_ciphers([cipher], actor=owner)
    notify_people(Kind.VAULT, [member.pk])

    assert [app.hear()[1]["Type"] for _ in range(2)] == [Kind.KEYS, Kind.VAULT]


def test_an_app_without_account_waits_for_the_answer_to_its_login_request(hub, member):
    request_id = "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000"
    app = App(hub.open(f"anonymous-hub?Token={request_id}"))

    answer_login_request(request_id, user_id=member.pk)

    target, message = app.hear()
    assert target == "AuthRequestResponseRecieved"
    assert message == {
        "Type": Kind.LOGIN_REQUEST_ANSWERED,
        "Payload": {"Id": request_id, "UserId": str(member.pk)},
        "UserId": str(member.pk),
    }


def test_clients_that_ask_are_told_to_use_websockets(hub):
    with urlopen(Request(f"http://{hub.address}/hub/negotiate", b""), timeout=PATIENCE) as answer:
        assert json.load(answer)["availableTransports"][0]["transport"] == "WebSockets"
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"http://{hub.address}/else", timeout=PATIENCE)
