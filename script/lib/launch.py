"""Prepare the virtual environment, then run a module of script.lib in it.

The first half runs in whatever Python the machine has, so this file and what it imports use the
standard library only.
"""

import os
import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

from script.lib import environment, options  # noqa: E402  (needs the path above)

INSIDE = "--inside-the-environment"


def main(command, arguments):
    """Enter the virtual environment, prepared when needed, and run `script.lib.<command>`."""
    if arguments[:1] == [INSIDE]:
        sys.argv = [f"script/{command}", *arguments[1:]]
        runpy.run_module(f"script.lib.{command}", run_name="__main__")
        return
    if command == "up":
        options.parse(arguments)
    environment.prepare(with_tests=command in {"test", "canary", "catalogs"})
    python = str(environment.PYTHON)
    os.execv(python, [python, __file__, command, INSIDE, *arguments])


if __name__ == "__main__":
    COMMAND = sys.argv[1]
    try:
        main(COMMAND, sys.argv[2:])
    except environment.Failure as failure:
        sys.exit(f"script/{COMMAND}: {failure}")
    except OSError as error:
        sys.exit(f"script/{COMMAND}: {error.strerror or error}: {error.filename}.")
    except KeyboardInterrupt:
        sys.exit(130)
