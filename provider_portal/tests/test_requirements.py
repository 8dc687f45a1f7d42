import ast
import re
import sys
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ["accounts", "events", "organizations", "provider_portal", "providers", "script", "vault"]
OWN = {*ROOMS, "conftest"}
# Runs in development only, or is asked for by name on the command line.
IMPORTED_BY_TESTS_ONLY = {"script/lib/test.py", "script/lib/catalogs.py"}


def pinned(*names):
    """Return the normalized names of the distributions pinned in the requirements files."""
    lines = "\n".join((ROOT / name).read_text() for name in names).splitlines()
    return {normalized(line.split("==")[0]) for line in lines if "==" in line}


def normalized(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def third_party_imports(file):
    """Yield the top-level names that `file` imports from neither us nor the standard library."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module]
        else:
            continue
        yield from {name.split(".")[0] for name in names} - OWN - sys.stdlib_module_names


def is_test(file):
    path = file.relative_to(ROOT).as_posix()
    return "/tests/" in path or path in IMPORTED_BY_TESTS_ONLY


@pytest.mark.parametrize("room", ROOMS)
def test_what_the_code_imports_is_pinned(room):
    distributions = metadata.packages_distributions()
    runtime = pinned("requirements.txt")
    development = runtime | pinned("requirements-dev.txt")
    missing = [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in sorted((ROOT / room).rglob("*.py"))
        for name in third_party_imports(file)
        if not {normalized(found) for found in distributions.get(name, [])}
        & (development if is_test(file) else runtime)
    ]

    assert not missing, f"not in the requirements, so missing on a fresh machine: {missing}"
