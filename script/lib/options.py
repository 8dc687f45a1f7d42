"""The options of script/up, known before anything is installed."""

import argparse
import os
from pathlib import Path

from script.lib.environment import ROOT


def data_folder(value=None):
    """Return the folder that holds the installation's data, from the option or PORTAL_DATA."""
    return Path(value or os.environ.get("PORTAL_DATA") or ROOT / "var").expanduser().absolute()


def port(text):
    """Read a TCP port."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text} is no port: give a number from 1 to 65535")
    return int(text)


def parse(arguments):
    """Read the options of script/up."""
    parser = argparse.ArgumentParser(
        prog="script/up",
        description="Run the portal in the foreground. Ctrl-C stops everything it started.",
    )
    parser.add_argument("--port", type=port, default=8000, help="port for http (8000)")
    parser.add_argument("--tls-port", type=port, default=8443, help="port for https (8443)")
    parser.add_argument(
        "--notifications-port", type=port, help="port of the notification hub (after the one for http)"
    )
    parser.add_argument(
        "--notifications-tls-port", type=port, help="the same by https (after the one for https)"
    )
    parser.add_argument(
        "--bind", default="127.0.0.1", metavar="ADDRESS", help="address to listen on (127.0.0.1)"
    )
    parser.add_argument(
        "--data", type=data_folder, default=data_folder(), metavar="FOLDER",
        help="folder for all data (var, or PORTAL_DATA)",
    )  # fmt: skip
    parser.add_argument(
        "--no-demo", action="store_true", help="start empty, without the demo world"
    )
    return parser.parse_args(arguments)
