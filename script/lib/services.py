"""Keep the embedded services of a folder running, and print the settings that lead to them."""

import signal
import sys
from pathlib import Path

from script.lib import embedded
from script.lib.environment import say


def main():
    """Hold the services until interrupted."""
    data = Path(sys.argv[1]).absolute()
    signals = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    embedded.prepare_folder(data)
    entered, addresses = embedded.enter(data)
    for name, value in addresses.items():
        say(f"export {name}='{value}'")
    signal.sigwait(signals)
    embedded.leave(entered)


if __name__ == "__main__":
    main()
