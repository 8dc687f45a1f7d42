"""The order of the apps, and who may know whom. Each failure says what to do instead."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Each app may import itself and those to its right.
LAYERS = ["vault", "organizations", "providers", "accounts", "events"]
# The frame stands above the apps: it names them. Everything else in provider_portal is below them.
FRAME = {"settings.py", "settings_test.py", "urls.py", "wsgi.py", "celery.py"}
GUARDIAN = {"vault/grants.py", "vault/models.py"}


def modules():
    for package in ["provider_portal", "script", *LAYERS]:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "tests" not in path.parts and "migrations" not in path.parts:
                yield path.relative_to(ROOT)


def imports(path):
    """Return (line, module) of each import, whatever its form; `from . import x` does not exist here."""
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return found


def tree(path):
    return ast.parse((ROOT / path).read_text())


def failures(rule):
    return [f"{path}:{line} {says}" for path in modules() for line, says in rule(path)]


def upward(path):
    room = path.parts[0]
    if room not in LAYERS:
        return []
    above = set(LAYERS[: LAYERS.index(room)]) | {"script"}
    return [
        (line, f"imports {module}: move what is shared down, or the caller up")
        for line, module in imports(path)
        if module.split(".")[0] in above
    ]


def helper_knows_app(path):
    if path.parts[0] != "provider_portal" or path.name in FRAME:
        return []
    return [
        (line, f"imports {module}: a helper knows no app; pass in what it needs")
        for line, module in imports(path)
        if module.split(".")[0] in {*LAYERS, "script"}
    ]


def late_import(path):
    functions = [n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [
        (node.lineno, f"imports inside {function.name}(): import at the top")
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and path.parts[0] != "script"
    ]


def guardian_outside_grants(path):
    if str(path) in GUARDIAN:
        return []
    return [
        (line, f"imports {module}: only vault/grants.py and its models know guardian")
        for line, module in imports(path)
        if module.split(".")[0] == "guardian"
    ]


def view_that_writes(path):
    if "views" not in str(path) and path.name != "api.py" or path.parts[0] not in LAYERS:
        return []
    forbidden = ("django.db.transaction", "events.services.record", "events.services.build")
    return [
        (line, f"imports {module}: a write, its transaction and its event belong in a service")
        for line, module in imports(path)
        if module.startswith(forbidden)
    ]


@pytest.mark.parametrize(
    "rule",
    [upward, helper_knows_app, late_import, guardian_outside_grants, view_that_writes],
    ids=lambda rule: rule.__name__,
)
def test_layers(rule):
    assert failures(rule) == []
