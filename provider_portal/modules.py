"""The tag `{% module path %}`, which every template has: a script that is a module, beside all that it imports.

A browser reads what a module imports in the module only, so that each level of imports waits for the one above it. Told
of all at once, it fetches them side by side.
"""

import posixpath
import re
from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join

IMPORT = re.compile(r"""^(?:(?:import|export)\b[^;'"]*?\bfrom|import)\s*['"]([^'"]+)['"]""", re.MULTILINE)

register = template.Library()


@register.simple_tag(takes_context=True)
def module(context, path):
    """Return the tags of the module at `path`, relative to the static files."""
    nonce = context["request"].csp_nonce
    script, *others = map(static, names(path))
    preloads = format_html_join("", '<link rel="modulepreload" nonce="{}" href="{}">', ((nonce, url) for url in others))
    return preloads + format_html('<script type="module" nonce="{}" src="{}"></script>', nonce, script)


@cache
def names(path):
    """Return the names of a module and of all that it imports, directly or not."""
    found = [path]
    # It grows while it is walked.
    for name in found:
        text = Path(finders.find(name)).read_text()
        folder = posixpath.dirname(name)
        imported = {posixpath.normpath(posixpath.join(folder, target)) for target in IMPORT.findall(text)}
        found.extend(sorted(imported - set(found)))
    return found
