"""The user the embedded services run as: Postgres refuses to run as root."""

import os
import pwd
import stat

from script.lib.environment import Failure, say


def unprivileged_user(folder):
    """Return the user for the services of the data in `folder`; None where we are not root."""
    if os.geteuid() != 0:
        return None
    # Whoever owns existing data keeps it.
    if folder.exists() and folder.stat().st_uid != 0:
        return pwd.getpwuid(folder.stat().st_uid)
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Failure("The embedded services cannot run as root and there is no user 'nobody'.")


def drop_to(user):
    """Return the options with which subprocess.Popen runs a program as `user`."""
    if user is None:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def give(path, user):
    """Make `path` belong to `user` alone."""
    path.chmod(0o700)
    if user is not None:
        os.chown(path, user.pw_uid, user.pw_gid)


def open_way(path, user):
    """Let `user` pass through (not list) the folders above `path`, and say which that changed."""
    if user is None:
        return
    for folder in reversed(path.parents):
        status = folder.stat()
        owned = status.st_uid == user.pw_uid
        if status.st_mode & (stat.S_IXUSR if owned else stat.S_IXOTH):
            continue
        folder.chmod(stat.S_IMODE(status.st_mode) | (stat.S_IXUSR if owned else stat.S_IXOTH))
        say(f"Let user {user.pw_name}, who runs the embedded services, pass through {folder}.")
