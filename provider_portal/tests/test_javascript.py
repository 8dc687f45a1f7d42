import os
import shutil
import subprocess
from pathlib import Path

TESTS = Path(__file__).parent / "js"


def test_the_javascript_unit_tests_pass():
    node = os.environ.get("NODE") or shutil.which("node")
    assert node, "Node is missing. Run script/test, or name it in the environment variable NODE."

    # Before Node 22 the modules, which no package.json declares, need the flag.
    command = [node, "--experimental-detect-module", "--test", *sorted(TESTS.glob("*.test.js"))]
    finished = subprocess.run(command, capture_output=True, text=True, timeout=300)

    assert finished.returncode == 0, finished.stdout + finished.stderr
