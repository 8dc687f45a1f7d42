"""Whatever people read is marked for translation, and translated. Each failure says what to do instead."""

import ast
import re

import pytest

from script.lib import catalogs, texts
from script.lib.environment import ROOT

HELP = "Mark it with translate or gettext; script/translate tells what is left to translate."
# Names, and what stands for itself in every language.
NAMES = set(
    "PBKDF2 Argon2id 1Password 1pux Bitwarden Dashlane KeePass KeePassXC Keeper LastPass NordPass Passbolt Proton Pass 1pif Chrome Edge"
    " Brave Opera Vivaldi Firefox CSV JSON XML q8Yx pT0c Zm4 user organization".split()
)
MARKED = re.compile(
    r"{%-?\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)? *%}|{% block width %}.*?{% endblock %}"
    r"|{%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->|<(style|pre|code)\b.*?</\1>",
    re.DOTALL,
)
DATE = re.compile(r'\|(?:date|time):"([^"]*)"')
# For machines, and the zone, which no language has a format for.
DATES = {"DATE_FORMAT", "DATETIME_FORMAT", "TIME_FORMAT", "YEAR_MONTH_FORMAT", "c", "H:i:s T"}
READ_ATTRIBUTE = re.compile(r'\b(?:title|alt|placeholder|aria-label|aria-description)="([^"]*)"')
ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')
SENTENCE = re.compile(r"[A-Z][a-z]+ [a-z]+ ")
WORD = re.compile(r"[A-Za-z0-9]{2,}")
# Whose words reach people as they are.
SAYING = {"ApiError", "ValidationError", "problem", "add_error"}
NAMING = {"label", "help_text", "empty_label"}
JAVASCRIPT_TEXT = re.compile(r"""(?<![\w\\])(["'`])([A-Z][a-z]+(?: [\w’',:]+){2,}[^"'`]*)\1""")


@pytest.fixture(scope="module")
def found():
    return texts.extract()


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_every_text_is_translated(language, found):
    assert list(catalogs.problems(catalogs.read(language), found)) == []


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_what_is_loaded_is_what_was_translated(language):
    compiled = catalogs.compiled_path(language).read_bytes()

    assert compiled == catalogs.read(language).to_binary(), "Run script/translate."


def test_templates_hold_no_text_of_their_own():
    unmarked = {}
    for path in texts.sources():
        if path.suffix == ".html":
            unmarked[path.relative_to(ROOT).as_posix()] = text_of(path.read_text())
        if path.suffix == ".txt":
            unmarked[path.relative_to(ROOT).as_posix()] = words_of(MARKED.sub(" ", path.read_text()))

    assert {name: words for name, words in unmarked.items() if words} == {}, HELP


def test_dates_are_written_as_the_language_does():
    own = {}
    for path in texts.sources():
        if path.suffix != ".py":
            own[path.relative_to(ROOT).as_posix()] = set(DATE.findall(path.read_text())) - DATES

    assert {name: formats for name, formats in own.items() if formats} == {}, "Use DATE_FORMAT or another of its kind."


def text_of(template):
    """Return the words of a template that stand in no mark: those between the tags, and of attributes people read."""
    page = MARKED.sub(" ", template)
    read = " ".join(READ_ATTRIBUTE.findall(page))
    said = " ".join(value for value in ATTRIBUTE.findall(page) if value.startswith("data-") and SENTENCE.search(value))
    between = re.sub(r"<[^>]*>|&\w+;|\bdata-[\w-]+", " ", ATTRIBUTE.sub(" ", page))
    return words_of(f"{read} {said} {between}")


def words_of(text):
    return [word for word in WORD.findall(text) if word not in NAMES and not word.isdigit()]


def test_python_says_nothing_to_people_that_is_not_marked():
    unmarked = []
    for path in texts.sources():
        if path.suffix == ".py":
            unmarked += [f"{path.relative_to(ROOT)}:{line}" for line in lines_that_say(ast.parse(path.read_text()))]

    assert unmarked == [], HELP


def lines_that_say(tree):
    """Yield the lines where a bare sentence is answered, shown or set as a label."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        owner = getattr(getattr(node.func, "value", None), "id", "")
        said = list(node.args) if name in SAYING or owner == "messages" else []
        said += [keyword.value for keyword in node.keywords if keyword.arg in NAMING and owner != "models"]
        if any(is_sentence(value) for value in said):
            yield node.lineno


def is_sentence(node):
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    said = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return any(" " in text and WORD.search(text) for text in said)


@pytest.mark.parametrize("folder", ["agent", "pages", "ui", "work"])
def test_scripts_take_their_texts_from_the_page(folder):
    unmarked = []
    for path in sorted((ROOT / "static/js" / folder).rglob("*.js")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            is_comment = line.lstrip().startswith(("//", "*", "/*"))
            if not is_comment and "Error(" not in line and JAVASCRIPT_TEXT.search(line.split(" // ")[0]):
                unmarked.append(f"{path.relative_to(ROOT)}:{number}")

    assert unmarked == [], "Put the text into a data- attribute of the template, where it can be translated."
