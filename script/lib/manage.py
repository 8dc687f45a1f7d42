"""Run manage.py in the portal's environment: with the running services, or with some of its own."""

import signal
import subprocess
import sys

from script.lib import options, embedded, processes, setup
from script.lib.environment import PYTHON, ROOT


def main():
    """Run the command and end with its exit code."""
    # Ctrl-C reaches the command through the terminal; it decides what that means.
    signal.signal(signal.SIGINT, lambda signum, frame: None)
    data = options.data_folder()
    environment = setup.environment(data)
    entered, addresses = embedded.enter(data)
    try:
        command = subprocess.Popen(
            [PYTHON, ROOT / "manage.py", *sys.argv[1:]],
            env=environment | addresses,
            preexec_fn=processes.die_with_parent(),
        )
        signal.signal(signal.SIGTERM, lambda signum, frame: command.terminate())
        code = command.wait()
    finally:
        embedded.leave(entered)
    sys.exit(code if code >= 0 else 128 - code)


if __name__ == "__main__":
    main()
