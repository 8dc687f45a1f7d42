"""What the portal's processes are given in their environment."""

import os
import secrets

from script.lib import embedded
from script.lib.environment import Failure, is_set

PRODUCTION = "PORTAL_PRODUCTION"
TRUE = {"1", "true", "yes", "on"}
SETTINGS = [
    "ALLOWED_HOSTS", "DATABASE_REPLICA_URL", "DATABASE_URL", "EMAIL_FROM", "EMAIL_URL",
    "PORTAL_DATA", "PORTAL_PRODUCTION", "PORTAL_URL", "REDIS_URL", "SECRET_KEY", "SECRET_KEY_FALLBACKS",
]  # fmt: skip


def is_production():
    """Tell whether the installation is marked as production."""
    return os.environ.get(PRODUCTION, "").strip().lower() in TRUE


def forget_settings():
    """Let what tests or fills databases reach nothing of the machine's: never a database or a Redis that somebody uses."""
    for name in SETTINGS:
        os.environ.pop(name, None)
        os.environ.pop(f"{name}_FILE", None)


def environment(data):
    """Return the environment for the processes of the installation in `data`, made ready for it."""
    if is_production():
        refuse_embedded()
    embedded.prepare_folder(data)
    variables = os.environ | {"PORTAL_DATA": str(data)}
    if not is_production() and not is_set("SECRET_KEY"):
        variables["SECRET_KEY_FILE"] = str(secret_key_file(data))
    address = data / "run" / "portal_url"
    if not is_set("PORTAL_URL") and address.exists():
        variables["PORTAL_URL"] = address.read_text().strip()
    return variables


def refuse_embedded():
    """Fail where a production installation would get an embedded service."""
    missing = [name for name in embedded.VARIABLES.values() if not is_set(name)]
    if missing:
        raise Failure(
            f"{' and '.join(missing)} must be set when {PRODUCTION}=1: "
            "the embedded services are for trying out and developing."
        )


def secret_key_file(data):
    """Return the file with the installation's secret key, made once and readable by us only."""
    path = data / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path
