"""Run the acceptance against released command line clients, and say what broke in words an operator understands."""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from script.lib import test
from script.lib.environment import ROOT, Failure, locked, say

TESTS = "provider_portal/tests/client"
VERSION = re.compile(r"\d{4}\.\d{1,2}\.\d{1,3}")
# What a part of the acceptance is to the people who use the client.
PARTS = {
    "test_a_session_from_login_to_logout": "logging in with the master password, unlocking, syncing and logging out",
    "test_an_api_key_and_a_second_step_log_in": "logging in with an API key, and with a code of an authenticator",
    "test_a_provider_administrator_with_argon2_logs_in_until_the_device_is_removed": (
        "accounts whose keys are derived by Argon2id, and logging a device out from elsewhere"
    ),
    "test_items_and_folders_are_kept": "one's own items, folders and files",
    "test_exports_are_imported_item_for_item": "importing what the portal exported",
    "test_a_member_works_with_what_is_shared": "items that are shared in collections",
    "test_an_owner_runs_an_organization": "running an organization: members, collections, import and export",
    "test_a_send_is_received_without_an_account": "sending texts and files to people without an account",
    "test_provider_staff_reach_a_client_they_are_no_member_of": "a provider's staff working for their clients",
}


def main():
    """Try each version, and end with 1 when something broke."""
    versions = parse(sys.argv[1:]).versions or [newest()]
    test.prepare()
    reports = [report_of(version) for version in versions]
    say("")
    for version, broken in reports:
        say(words(version, broken))
    sys.exit(any(broken for _, broken in reports))


def parse(arguments):
    parser = argparse.ArgumentParser(prog="script/canary", description=__doc__)
    parser.add_argument("versions", nargs="*", metavar="VERSION", type=version, help="as 2026.9.0; the newest without")
    return parser.parse_args(arguments)


def version(text):
    if not VERSION.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text} is no version: write it as 2026.9.0")
    return text


def newest():
    """Ask npm which version people are given today."""
    answer = test.npm(["view", "@bitwarden/cli", "version", "--silent"], stdout=subprocess.PIPE, text=True)
    if answer.returncode != 0 or not VERSION.fullmatch(answer.stdout.strip()):
        raise Failure("npm did not say which version is the newest. Check the network, or name a version.")
    return answer.stdout.strip()


def report_of(version):
    """Return the version, and what broke with it: {part: the client's words}."""
    with locked(ROOT):
        program = test.install_bw(version)
    say(f"Trying the portal with @bitwarden/cli {version} ...")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "outcome.xml"
        arguments = [TESTS, "-m", "client", "--quiet", "--no-header", f"--junitxml={file}", "-o", "junit_logging=no"]
        code = test.run(arguments, program)
        if not file.exists():
            raise Failure(f"The tests did not run (exit code {code}); the reason is above.")
        return version, broken_parts(file)


def broken_parts(file):
    broken = {}
    for case in ElementTree.parse(file).iter("testcase"):
        found = case.find("failure")
        if found is None:
            found = case.find("error")
        if found is not None:
            broken[part_of(case.get("name"))] = said(found)
    return broken


def part_of(name):
    return PARTS.get(name.partition("[")[0], name.replace("_", " "))


def said(failure):
    """Return the last thing the client said, or what the acceptance expected of it."""
    lines = [line.strip() for line in (failure.get("message") or "").splitlines() if line.strip()]
    return lines[0].rpartition("Failed: ")[2] if lines else "no reason given"


def words(version, broken):
    if not broken:
        return f"@bitwarden/cli {version} works with this portal."
    lines = [f"@bitwarden/cli {version} does not work with this portal. What breaks:"]
    lines += [f"  - {part}\n    The client said: {reason}" for part, reason in broken.items()]
    lines += ["Ask people to stay with the version they have until the portal is updated."]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
