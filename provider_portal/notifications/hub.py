"""The hub: granian --interface asgi provider_portal.notifications.hub:application.

It has no database. Who connects is asked for at the web side, whose guards know; what changed comes from Redis.
"""

import asyncio
import contextlib
import json
import logging
import re
from datetime import UTC, datetime
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import redis.asyncio

from provider_portal import env
from provider_portal.notifications import wire
from provider_portal.notifications.connections import CLOSE, Connection, Connections
from provider_portal.notifications.kinds import CHANNEL, Kind

PING_SECONDS = 12
HANDSHAKE_SECONDS = 15
WEB_SECONDS = 10
RETRY_SECONDS = 1
HUB = "/notifications/hub"
ANONYMOUS_HUB = "/notifications/anonymous-hub"
NEGOTIATE = "/negotiate"
REQUEST_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NORMAL = 1000
POLICY_VIOLATION = 1008

logger = logging.getLogger(__name__)
connections = Connections()


async def application(scope, receive, send):
    """Serve one request, WebSocket or life of the process."""
    if scope["type"] == "lifespan":
        await live(receive, send)
    elif scope["type"] == "websocket":
        await converse(scope, receive, send)
    else:
        await answer(scope, send)


async def live(receive, send):
    """Listen to Redis from the first to the last moment of the process."""
    await receive()
    task = asyncio.create_task(listen())
    await send({"type": "lifespan.startup.complete"})
    await receive()
    task.cancel()
    await send({"type": "lifespan.shutdown.complete"})


async def listen():
    """Pass on what Redis says, and listen anew whenever it was gone."""
    client = redis.asyncio.Redis.from_url(env.required("REDIS_URL"), health_check_interval=30)
    missed = False
    while True:
        try:
            async with client.pubsub(ignore_subscribe_messages=True) as subscription:
                await subscription.subscribe(CHANNEL)
                if missed:
                    # What changed meanwhile nobody knows: let all look.
                    distribute(connections.everybody(), Kind.VAULT, something_changed())
                async for message in subscription.listen():
                    pass_on(message["data"])
        except (redis.RedisError, OSError) as error:
            logger.warning("Redis is gone (%s); trying again.", type(error).__name__)
            missed = True
            await asyncio.sleep(RETRY_SECONDS)


def something_changed():
    payload = {"UserId": None, "Date": datetime.now(UTC)}
    return wire.invocation(wire.RECEIVE, {"ContextId": None, "Type": Kind.VAULT, "Payload": payload})


def pass_on(message):
    header, _, content = message.partition(b"\n")
    header = json.loads(header)
    distribute(connections.of(header["to"]), header["kind"], content)


def distribute(audience, kind, content):
    """Give the frame to the audience; some kinds end what a connection was let in for."""
    for connection in audience:
        connection.put(content)
        if kind == Kind.LOG_OUT:
            connection.put(CLOSE)
        if kind == Kind.KEYS:
            # They may no longer be a member. Their app fetches anew and connects again, to what is theirs then.
            connections.remove(connection, prefix="organization:")


async def answer(scope, send):
    """Answer plain HTTP: the first step of clients that ask which transports there are."""
    if scope["path"] in (HUB + NEGOTIATE, ANONYMOUS_HUB + NEGOTIATE) and scope["method"] == "POST":
        transport = {"transport": "WebSockets", "transferFormats": ["Text", "Binary"]}
        body = {"negotiateVersion": 0, "connectionId": "portal", "availableTransports": [transport]}
        await respond(send, 200, json.dumps(body).encode())
    elif scope["path"] == "/notifications/healthz":
        await respond(send, 200, b"{}")
    else:
        await respond(send, 404, b'{"object":"error","message":"Resource not found."}')


async def respond(send, status, body):
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def converse(scope, receive, send):
    """Let one app in, or not, and tell it what concerns it until it leaves."""
    await receive()
    addresses = await addresses_of(scope)
    if not addresses:
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return
    await send({"type": "websocket.accept"})
    if not await shake_hands(receive, send):
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return
    connection = Connection(addresses)
    # What changes from the moment on that the app is told it is connected reaches it.
    connections.add(connection)
    connection.put(wire.HANDSHAKE_DONE)
    telling, hearing = asyncio.create_task(tell(connection, send)), asyncio.create_task(hear(receive))
    try:
        await asyncio.wait([telling, hearing], return_when=asyncio.FIRST_COMPLETED)
        left = hearing.done()
    finally:
        connections.remove(connection)
        for task in (telling, hearing):
            task.cancel()
        await asyncio.gather(telling, hearing, return_exceptions=True)
    # Not before nobody reads: the server would wait for that.
    if not left:
        await send({"type": "websocket.close", "code": NORMAL})


async def addresses_of(scope):
    """Return the addresses an app may listen to; none when it is not let in."""
    query = parse_qs(scope["query_string"].decode("ascii", "replace"))
    if scope["path"] == ANONYMOUS_HUB:
        request_id = query.get("Token", [""])[0].lower()
        return [f"request:{request_id}"] if REQUEST_ID.fullmatch(request_id) else []
    if scope["path"] != HUB:
        return []
    authorization = dict(scope["headers"]).get(b"authorization", b"").decode("latin-1")
    if "access_token" in query:
        authorization = f"Bearer {query['access_token'][0]}"
    if not authorization.isprintable():
        return []
    return await asyncio.to_thread(ask_web, authorization)


def ask_web(authorization):
    """Ask the web side whose token this is, and what concerns them."""
    portal = env.text("PORTAL_URL", "http://localhost:8000")
    address = env.text("NOTIFICATIONS_WEB_URL", portal).rstrip("/") + "/notifications/addresses"
    # The web side answers to its public name alone.
    headers = {"Authorization": authorization, "Host": urlsplit(portal).netloc}
    try:
        with urlopen(Request(address, headers=headers), timeout=WEB_SECONDS) as response:
            return json.load(response)
    except HTTPError as refusal:
        refusal.close()
    except (OSError, ValueError) as error:
        logger.warning("The web side cannot be asked (%s).", type(error).__name__)
    return []


async def shake_hands(receive, send):
    """Agree on MessagePack, the protocol's only encoding."""
    try:
        async with asyncio.timeout(HANDSHAKE_SECONDS):
            message = await receive()
        content = message.get("text") or (message.get("bytes") or b"").decode()
        asked = json.loads(content.rstrip("\x1e"))
        agreed = isinstance(asked, dict) and asked.get("protocol") == "messagepack"
    except (TimeoutError, ValueError):
        return False
    if not agreed:
        refusal = json.dumps({"error": "Only the protocol messagepack is spoken."}).encode()
        await send({"type": "websocket.send", "bytes": refusal + wire.RECORD_SEPARATOR})
        return False
    return True


async def tell(connection, send):
    """Send what waits, and a ping when nothing did for a while."""
    while True:
        content = wire.PING
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PING_SECONDS):
                content = await connection.waiting.get()
        if content is CLOSE:
            return
        await send({"type": "websocket.send", "bytes": content})


async def hear(receive):
    """Read until the app leaves; its pings need no answer."""
    while (await receive())["type"] != "websocket.disconnect":
        pass
