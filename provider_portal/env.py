"""Settings from the environment: each value from NAME, or from the file that NAME_FILE names."""

import os
from decimal import Decimal, InvalidOperation
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
# Django passes these by themselves; behind the question mark they would silently win or clash.
DATABASE_PARTS = {"user", "password", "dbname", "port"}


def text(name, default=""):
    """Return the value of `name`, or `default` where it is neither set nor given as a file."""
    value = os.environ.get(name, "")
    path = os.environ.get(f"{name}_FILE", "")
    if value and path:
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set. Unset one of them.")
    if path:
        return read_file(name, path) or default
    return value or default


def read_file(name, path):
    """Return the text of the file that `name`_FILE points to."""
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise ImproperlyConfigured(
            f"{name}_FILE points to {path}, which cannot be read: {reason}. Correct the path."
        ) from error


def required(name):
    """Return the value of `name`, which must be set."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Set it, or set {name}_FILE to a file holding it."
        )
    return value


def secret(name, *, length=32):
    """Return the secret `name`, which must be set and at least `length` characters long."""
    value = required(name)
    if len(value) < length:
        raise ImproperlyConfigured(
            f"{name} has {len(value)} characters. Set one of at least {length} random characters."
        )
    return value


def secrets(name, *, length=32):
    """Return the secrets in `name`, separated by spaces or lines, each at least `length` characters long."""
    values = text(name).split()
    if any(len(value) < length for value in values):
        raise ImproperlyConfigured(f"{name} has a secret of under {length} characters. Give each former key whole.")
    return values


def boolean(name, default=False):
    """Return the yes or no that `name` says."""
    value = text(name).lower()
    if not value:
        return default
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to 1 or 0.")
    return value in TRUE


def integer(name, default, *, minimum=None):
    """Return the whole number that `name` says."""
    value = text(name)
    if not value:
        return default
    try:
        number = int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to a whole number.") from error
    if minimum is not None and number < minimum:
        raise ImproperlyConfigured(f"{name} is {number}. Set it to at least {minimum}.")
    return number


def decimal(name, default):
    """Return the amount that `name` says."""
    value = text(name, default)
    try:
        amount = Decimal(value)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0:
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to an amount such as {default}.")
    return amount


def service(name):
    """Return the address of another server without its last slash, or nothing; only this machine is asked in clear."""
    address = text(name).rstrip("/")
    url = urlsplit(address)
    is_safe = url.scheme == "https" or url.scheme == "http" and url.hostname in LOOPBACK
    if address and not (is_safe and url.hostname and not url.query and not url.fragment):
        raise ImproperlyConfigured(f"{name} is {address!r}. Set it to an address such as https://HOST/range.")
    return address


def required_list(name):
    """Return the comma-separated items of `name`, of which there must be one."""
    items = [item.strip() for item in required(name).split(",") if item.strip()]
    if not items:
        raise ImproperlyConfigured(f"{name} is empty. Set it to items separated by commas.")
    return items


def check_production(production, *, portal_url):
    """Refuse a production installation that is not reached by HTTPS."""
    if production and not portal_url.startswith("https://"):
        raise ImproperlyConfigured(
            f"PORTAL_URL is {portal_url!r}, and PORTAL_PRODUCTION=1 needs HTTPS. "
            "Set PORTAL_URL to the https:// address under which browsers reach the portal."
        )


def optional_database(name):
    """Return the Django database settings for the URL in `name`, or None where it is not set."""
    return database(name) if text(name) else None


def database(name):
    """Return the Django database settings for the PostgreSQL URL in `name`; each thread of a server keeps its connection.

    `postgresql://user:password@host:5432/name?sslmode=require`; a Unix socket's folder goes into
    `?host=/folder`. What follows the question mark is passed to libpq.
    """
    url = urlsplit(required(name))
    remedy = f"Set {name} to postgresql://USER:PASSWORD@HOST:PORT/DATABASE."
    if url.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured(f"{name} is no PostgreSQL address. {remedy}")
    try:
        port = url.port
        options = dict(parse_qsl(url.query, strict_parsing=bool(url.query)))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} cannot be read: {error}. {remedy}") from error
    if misplaced := DATABASE_PARTS & options.keys():
        raise ImproperlyConfigured(f"{name} has {min(misplaced)} after the question mark. {remedy}")
    database_name = unquote(url.path.removeprefix("/"))
    host = options.pop("host", "") or unquote(url.hostname or "")
    if not database_name or not host:
        missing = "host" if database_name else "database"
        raise ImproperlyConfigured(f"{name} names no {missing}. {remedy}")
    return {
        "ENGINE": "provider_portal.database",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "NAME": database_name,
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "OPTIONS": options,
    }


def celery_broker(address):
    """Return the Redis `address` as Celery spells it: its word for a Unix socket is another."""
    if address.startswith("unix:///"):
        return "redis+socket" + address.removeprefix("unix")
    if address.startswith(("redis://", "rediss://")):
        return address
    raise ImproperlyConfigured(
        "REDIS_URL is no Redis address. Set it to redis://HOST:PORT/0 or unix:///PATH."
    )


def email(name, *, default, production):
    """Return the Django e-mail settings for the address in `name`, which production must set.

    `smtp://user:password@host:587?tls=1` (`ssl=1` for port 465), or `file:///folder` to keep mails
    as files.
    """
    url = urlsplit(required(name) if production else text(name, default))
    remedy = f"Set {name} to smtp://USER:PASSWORD@HOST:PORT?tls=1 or file:///FOLDER."
    if url.scheme == "file" and url.path:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": unquote(url.path),
        }
    if url.scheme != "smtp" or not url.hostname:
        raise ImproperlyConfigured(f"{name} is no mail address of a server or folder. {remedy}")
    try:
        port = url.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} cannot be read: {error}. {remedy}") from error
    options = dict(parse_qsl(url.query))
    implicit = options.get("ssl") in TRUE
    starttls = options.get("tls") in TRUE
    if implicit and starttls:
        raise ImproperlyConfigured(f"{name} asks for both tls=1 and ssl=1. Keep one of them.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": port or (465 if implicit else 587 if starttls else 25),
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": starttls,
        "EMAIL_USE_SSL": implicit,
        "EMAIL_TIMEOUT": 10,
    }
