"""The texts people read, as the sources mark them: the message ids of the catalogs in `locale/`."""

import ast
import re
from collections import defaultdict
from typing import NamedTuple

from django.utils.translation.template import templatize

from script.lib.environment import ROOT

PACKAGES = ["accounts", "events", "organizations", "provider_portal", "providers", "vault"]
SINGULAR = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
# No text needs a context so far, and the catalogs know none.
CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
# What `templatize` leaves of a template: calls, and everything else blanked out.
CALL = re.compile(r"\b(_|gettext|ngettext|n?pgettext)\((?=u?['\"])")


class Text(NamedTuple):
    """A marked text; `plural` is "" for one that counts nothing."""

    singular: str
    plural: str = ""


class Unreadable(Exception):
    """A mark whose text cannot be known without running the code."""


def extract():
    """Return {text: [source files]} of everything marked for translation, in the order of the files."""
    found = defaultdict(list)
    for path in sources():
        name = path.relative_to(ROOT).as_posix()
        read = texts_of_python if path.suffix == ".py" else texts_of_template
        for text in read(path.read_text(), name):
            if name not in found[text]:
                found[text].append(name)
    return found


def sources():
    """Return the files whose texts people read; tests and what developers run are in English."""
    python = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
    templates = [file for file in sorted((ROOT / "templates").rglob("*")) if file.suffix in {".html", ".txt"}]
    return [file for file in python if "tests" not in file.parts and "migrations" not in file.parts] + templates


def texts_of_python(source, name):
    """Return the texts of the gettext calls in Python source."""
    texts = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SINGULAR | PLURAL | CONTEXT:
            texts.append(text_of_call(node.func.id, node.args, f"{name}:{node.lineno}"))
    return texts


def text_of_call(function, arguments, place):
    wanted = arguments[: 2 if function in PLURAL else 1]
    if function in CONTEXT or not all(isinstance(argument, ast.Constant) for argument in wanted):
        raise Unreadable(f"{place} marks a text that has a context, or is not written out there.")
    return Text(*(argument.value for argument in wanted))


def texts_of_template(source, name):
    """Return the texts of a template's translate and blocktranslate tags and of its _("…")."""
    code = templatize(source, origin=name)
    texts = []
    for call in CALL.finditer(code):
        if call[1] in CONTEXT:
            raise Unreadable(f"{name} marks a text that has a context.")
        literals = string_literals(code[call.end() :])
        texts.append(Text(*literals[: 2 if call[1] == "ngettext" else 1]))
    return texts


def string_literals(code):
    """Return the leading arguments of a call as far as they are strings."""
    literal = re.compile(r"\s*(u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\")\s*,?", re.DOTALL)
    values, position = [], 0
    while match := literal.match(code, position):
        values.append(ast.literal_eval(match[1]))
        position = match.end()
    return values
