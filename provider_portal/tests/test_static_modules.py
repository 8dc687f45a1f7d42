"""Static files as they are served: every module found, hashed, and within the browser's rules."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from provider_portal import modules
from provider_portal import settings as production

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))
IMPORT = re.compile(r"""^(?:import|export)\b[^;'"]*?\bfrom\s*['"]([^'"]+)['"](;?)|^import\s*['"]([^'"]+)['"](;?)""", re.M)
# What each folder may import, besides itself and vendor.
ROOMS = {
    "core": set(),
    "agent": {"core"},
    "work": {"core"},
    "ui": {"core", "agent"},
    "pages": {"core", "agent", "ui"},
}
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def imports(path):
    for match in IMPORT.finditer(path.read_text()):
        yield match[1] or match[3], match[2] or match[4]


def room(path):
    return path.relative_to(ROOT / "static").parts[:2]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_module_imports_only_what_stands_below_it(path):
    _, own = room(path)
    for target, semicolon in imports(path):
        assert target.startswith("."), f"{path.name}: {target} is not a relative path"
        assert semicolon, f"{path.name}: the import of {target} needs a semicolon to be given its hashed name"
        resolved = (path.parent / target).resolve()
        assert resolved.is_file(), f"{path.name}: {target} does not exist"
        top, *rest = room(resolved)
        assert top == "vendor" or rest[0] in ROOMS[own] | {own}, f"{path.name} may not import {target}"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_module_stays_within_the_policy(path):
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(), flags=re.S)

    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert word not in text, f"{path.name} uses {word}, which Trusted Types refuse"


@pytest.mark.parametrize("path", [p for p in SCRIPTS if "core" in p.parts], ids=lambda path: path.name)
def test_core_touches_no_page_network_or_storage(path):
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(), flags=re.S)

    assert not re.search(r"\b(document|window|localStorage|sessionStorage|indexedDB|fetch|XMLHttpRequest)\b[.(]", text)


def test_collected_modules_name_each_other_by_hash(tmp_path, settings):
    settings.STORAGES, settings.STATIC_ROOT = production.STORAGES, tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)

    manifest = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    for path in SCRIPTS:
        name = str(path.relative_to(ROOT / "static"))
        collected = tmp_path / manifest[name]
        for target, _ in imports(collected):
            assert re.search(r"\.[0-9a-f]{12}\.js$", target), f"{name} imports {target} without its hash"
            assert (collected.parent / target).resolve().is_file(), f"{name}: {target} was not collected"


@pytest.mark.parametrize("path", [p for p in SCRIPTS if "pages" in p.parts], ids=lambda path: path.name)
def test_a_page_names_all_that_its_script_imports(path):
    wanted, found = {path}, set()
    while wanted:
        found.add(one := wanted.pop())
        wanted |= {(one.parent / target).resolve() for target, _ in imports(one)} - found

    assert sorted(modules.names(str(path.relative_to(ROOT / "static")))) == sorted(
        str(one.relative_to(ROOT / "static")) for one in found
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_keeps_script_and_style_out(path):
    text = path.read_text()
    assert 'type="module"' not in text, "the tag `module` names what it imports, too"
    if "emails" not in path.parts:
        assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:", text), "the policy refuses it"
        assert not re.search(r"<script(?![^>]*\bnonce=)", text), "a script without the nonce does not run"
    assert len(text.splitlines()) <= 120


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_names_files_that_exist(path):
    for name in re.findall(r"""{%\s*static\s*['"]([^'"]+)['"]""", path.read_text()):
        assert finders.find(name), f"{name} does not exist"
