"""Driving the command line client: one process per command, or its own local server for many requests."""

import base64
import json
import os
import shlex
import socket
import subprocess
import time
from http.client import HTTPConnection

COMMAND_SECONDS = 60


class Failed(Exception):
    """The client ended with an error; its words."""


class Bw:
    def __init__(self, folder, authority):
        self.environment = os.environ | {
            "BITWARDENCLI_APPDATA_DIR": str(folder),
            "BW_NOINTERACTION": "true",
            "NODE_EXTRA_CA_CERTS": str(authority),
        }
        self.server = None

    @property
    def command(self):
        return shlex.split(os.environ["BW_CLI"])

    def __call__(self, *arguments):
        """Run a command and return what it prints; raises Failed."""
        done = subprocess.run(
            [*self.command, *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=COMMAND_SECONDS,
        )
        if done.returncode != 0:
            raise Failed(done.stderr)
        return done.stdout

    def json(self, *arguments):
        return json.loads(self(*arguments))

    def open(self, *arguments):
        """Log in or unlock, and use the session from now on."""
        session = self(*arguments, "--raw").strip()
        assert len(base64.b64decode(session)) == 64
        self.environment["BW_SESSION"] = session

    def serve(self):
        """Start the client's local server, which answers `ask` without a new process each time."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        arguments = ["serve", "--hostname", "127.0.0.1", "--port", str(self.port)]
        self.server = subprocess.Popen(
            [*self.command, *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + COMMAND_SECONDS
        while True:
            try:
                return self.ask("GET", "/status")
            except ConnectionRefusedError:
                assert self.server.poll() is None and time.monotonic() < deadline
                time.sleep(0.1)

    def ask(self, method, path, body=None):
        """Ask the local server; raises Failed with the client's words."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=COMMAND_SECONDS)
        content = None if body is None else json.dumps(body)
        connection.request(method, path, content, {"Content-Type": "application/json"})
        answer = json.loads(connection.getresponse().read())
        connection.close()
        if not answer["success"]:
            raise Failed(answer["message"])
        return answer.get("data")

    def sync(self):
        """Fetch everything, and start the local server anew: for a while the running one knows only what was before."""
        self.ask("POST", "/sync?force=true")
        self.stop()
        self.serve()

    def rows(self, kind, query=""):
        """Return what the client lists, by name."""
        return {row["name"]: row for row in self.ask("GET", f"/list/object/{kind}?{query}")["data"]}

    def stop(self):
        if self.server is not None:
            self.server.terminate()
            self.server.wait(COMMAND_SECONDS)
            self.server = None
