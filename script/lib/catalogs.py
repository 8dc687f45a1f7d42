"""The translations in `locale/`: bring them up to date with the sources, check them, compile them."""

import re
import sys
from collections import Counter

import polib
from django.conf import settings

from script.lib import texts
from script.lib.environment import ROOT

LOCALE = ROOT / "locale"
# As gettext names what Django's settings call ja and zh-hans.
LANGUAGES = ["ja", "zh_Hans"]
ONE_FORM = "nplurals=1; plural=0;"
PLACEHOLDER = re.compile(r"%%?\([\w.]+\)\+?[sd]|%%[sd]?|%[sd]|\{\w*\}|\|")
MARKUP = re.compile(r"</?[a-z][^>]*>|&\w+;")


def main():
    """Update and compile every catalog; end with 1 where something is left to translate."""
    if not settings.configured:
        settings.configure()
    found = texts.extract()
    failed = False
    for language in LANGUAGES:
        catalog = updated(read(language), found)
        catalog.save(str(path_of(language)))
        compiled_path(language).write_bytes(catalog.to_binary())
        for problem in problems(catalog, found):
            print(f"{language}: {problem}")
            failed = True
    sys.exit(1 if failed else 0)


def path_of(language):
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def compiled_path(language):
    return path_of(language).with_suffix(".mo")


def read(language):
    """Return the catalog of a language."""
    return polib.pofile(str(path_of(language)), wrapwidth=110)


def updated(catalog, found):
    """Return the catalog with exactly the texts `found`: new ones empty, those gone left out."""
    known = {texts.Text(entry.msgid, entry.msgid_plural): entry for entry in catalog}
    result = polib.POFile(wrapwidth=110)
    result.header, result.metadata = catalog.header, catalog.metadata
    for text, files in found.items():
        entry = known.get(text) or empty_entry(text)
        entry.occurrences = [(name, "") for name in files]
        result.append(entry)
    return result


def empty_entry(text):
    if text.plural:
        return polib.POEntry(msgid=text.singular, msgid_plural=text.plural, msgstr_plural={0: ""})
    return polib.POEntry(msgid=text.singular)


def problems(catalog, found):
    """Yield what keeps the catalog from being a whole and faithful translation of the texts `found`."""
    if catalog.metadata.get("Plural-Forms") != ONE_FORM:
        yield f"Plural-Forms must be {ONE_FORM!r}."
    known = {texts.Text(entry.msgid, entry.msgid_plural): entry for entry in catalog}
    for text, files in found.items():
        if text not in known:
            yield f"{text.singular!r} of {files[0]} is missing; run script/translate."
    for text, entry in known.items():
        if text not in found:
            yield f"{text.singular!r} is in no source any more; run script/translate."
        if fault := fault_of(text, entry):
            yield f"{text.singular!r} {fault}"


def fault_of(text, entry):
    """Return what is wrong with one translation, or ""."""
    translation = entry.msgstr_plural.get(0, "") if text.plural else entry.msgstr
    original = text.plural or text.singular
    if not translation or entry.fuzzy:
        return "is not translated."
    if len(entry.msgstr_plural) > 1:
        return "has more than the language's one plural form."
    if placeholders(translation) != placeholders(original) or translation.count("%") != original.count("%"):
        return f"has other placeholders than its translation {translation!r}."
    if Counter(MARKUP.findall(translation)) != Counter(MARKUP.findall(original)):
        return f"has other markup than its translation {translation!r}."
    if [original[0].isspace(), original[-1].isspace()] != [translation[0].isspace(), translation[-1].isspace()]:
        return "begins or ends with a space, or its translation does."
    return ""


def placeholders(text):
    """Return what is filled in: names in any order, those that only their order tells apart in that."""
    found = PLACEHOLDER.findall(text)
    return Counter(found), [position for position in found if position in {"%s", "%d"}]


if __name__ == "__main__":
    main()
