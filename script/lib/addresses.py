"""Look before starting: are the ports free, do the given servers answer?"""

import errno
import socket

import psycopg2
import redis

from provider_portal import env
from script.lib.environment import Failure

TIMEOUT_SECONDS = 5
SEARCHED_PORTS = 100
OLDEST_POSTGRES = 150000


def check_ports(bind, *ports):
    """Fail where one of the ports cannot be listened on."""
    if len(set(ports)) < len(ports):
        raise Failure(f"http and https cannot share port {ports[0]}: choose another --tls-port.")
    for port in ports:
        check_port(bind, port)


def check_port(bind, port):
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            bind, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except socket.gaierror as error:
        raise Failure(f"--bind {bind} is no address of this machine.") from error
    with socket.socket(family, kind, protocol) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
            listener.listen()
        except OSError as error:
            raise Failure(explain_port(bind, port, error)) from error


def port_after(bind, port, taken):
    """Return the next port that is free and not in `taken`."""
    for candidate in range(port + 1, min(port + SEARCHED_PORTS, 65536)):
        if candidate in taken:
            continue
        try:
            check_port(bind, candidate)
        except Failure:
            continue
        return candidate
    raise Failure(f"No port after {port} is free: name one with --notifications-port.")


def explain_port(bind, port, error):
    """Say why `port` cannot be listened on, and what to do."""
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is in use by another program: "
            "stop that, or choose another with --port or --tls-port."
        )
    if error.errno == errno.EACCES:
        return f"Port {port} is reserved for root: choose one above 1023."
    return f"Port {port} of {bind} cannot be used: {error.strerror}."


def check_database():
    """Fail where the database of DATABASE_URL does not answer or is too old."""
    database = env.database("DATABASE_URL")
    try:
        connection = psycopg2.connect(
            dbname=database["NAME"],
            user=database["USER"] or None,
            password=database["PASSWORD"] or None,
            host=database["HOST"],
            port=database["PORT"] or None,
            **{"connect_timeout": TIMEOUT_SECONDS} | database["OPTIONS"],
        )
    except psycopg2.Error as error:
        # The rest of what libpq says is advice for somebody who typed a command of its own.
        reason = (str(error).splitlines() or ["no reason given"])[0]
        raise Failure(
            f"DATABASE_URL cannot be used ({reason}): correct it, or start that server."
        ) from error
    version = connection.server_version
    connection.close()
    if version < OLDEST_POSTGRES:
        raise Failure(
            f"The database of DATABASE_URL is PostgreSQL {version // 10000}: 15 or newer is needed."
        )


def check_redis():
    """Fail where the server of REDIS_URL does not answer."""
    address = env.required("REDIS_URL")
    env.celery_broker(address)
    try:
        with redis.Redis.from_url(address, socket_connect_timeout=TIMEOUT_SECONDS) as client:
            client.ping()
    except (redis.RedisError, ValueError, OSError) as error:
        raise Failure(
            f"REDIS_URL cannot be used ({str(error).rstrip('.')}): correct it, or start that server."
        ) from error
