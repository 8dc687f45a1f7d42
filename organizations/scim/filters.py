"""Filters (RFC 7644 section 3.4.2.2) and paths (section 3.5.2): read once, then asked of resources."""

import re
from dataclasses import dataclass
from datetime import datetime

from organizations.scim.problems import ScimProblem
from organizations.scim.schemas import named

LONGEST = 2000
DEEPEST = 20
TOKENS = re.compile(
    r"""\s*(?:(?P<bracket>[()\[\]])|(?P<text>"(?:[^"\\]|\\.)*")|(?P<number>-?\d+(?:\.\d+)?)(?=[\s)\]]|$)"""
    r"""|(?P<word>[A-Za-z$][\w$:.\-]*))"""
)
COMPARISONS = {"eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"}
ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
LITERALS = {"true": True, "false": False, "null": None}


def malformed(detail="The filter cannot be read."):
    return ScimProblem(400, detail, "invalidFilter")


@dataclass(frozen=True)
class Compare:
    path: tuple
    operator: str
    value: object = None

    def matches(self, resource, attributes):
        attribute, values = reach(resource, attributes, self.path)
        if self.operator == "pr":
            return any(value not in (None, "", [], {}) for value in values)
        if self.operator == "ne":
            return not any(compare("eq", value, self.value, attribute) for value in values)
        if self.value is None and not values:
            return self.operator == "eq"
        return any(compare(self.operator, value, self.value, attribute) for value in values)


@dataclass(frozen=True)
class Either:
    sides: tuple

    def matches(self, resource, attributes):
        return any(side.matches(resource, attributes) for side in self.sides)


@dataclass(frozen=True)
class Both:
    sides: tuple

    def matches(self, resource, attributes):
        return all(side.matches(resource, attributes) for side in self.sides)


@dataclass(frozen=True)
class Not:
    inner: object

    def matches(self, resource, attributes):
        return not self.inner.matches(resource, attributes)


@dataclass(frozen=True)
class Within:
    """`emails[…]`: one of the values fulfils the whole of `inner`."""

    path: tuple
    inner: object

    def matches(self, resource, attributes):
        attribute, values = reach(resource, attributes, self.path, whole=True)
        parts = attribute.parts if attribute else ()
        return any(isinstance(value, dict) and self.inner.matches(value, parts) for value in values)


def reach(resource, attributes, path, whole=False):
    """Return (attribute, values) of what the path leads to; several where an attribute has several values."""
    attribute = named(attributes, path[0])
    values = as_list(resource.get(attribute.name if attribute else path[0]))
    for name in path[1:]:
        attribute = named(attribute.parts, name) if attribute else None
        key = attribute.name if attribute else name
        values = [value[key] for value in values if isinstance(value, dict) and key in value]
    if not whole and attribute is not None and attribute.parts:
        # Of a complex attribute its `value` is compared.
        inner = named(attribute.parts, "value")
        values = [value.get("value") if isinstance(value, dict) and inner else value for value in values]
    return attribute, values


def as_list(value):
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def compare(operator, value, wanted, attribute):
    if isinstance(value, bool) or isinstance(wanted, bool):
        # Some directories put what is true or false in quotes.
        return operator == "eq" and str(value).lower() == str(wanted).lower()
    if isinstance(value, str) and isinstance(wanted, str):
        return compare_text(operator, value, wanted, attribute)
    if operator == "eq":
        return value == wanted
    if not isinstance(value, int | float) or not isinstance(wanted, int | float):
        return False
    return ordered(operator, value, wanted)


def compare_text(operator, value, wanted, attribute):
    if attribute is not None and attribute.type == "dateTime":
        try:
            value, wanted = datetime.fromisoformat(value), datetime.fromisoformat(wanted)
            return value == wanted if operator == "eq" else ordered(operator, value, wanted)
        except (TypeError, ValueError):
            raise malformed("A date of the filter cannot be read.") from None
    if attribute is None or not attribute.exact:
        value, wanted = value.casefold(), wanted.casefold()
    if operator in ("eq", "co", "sw", "ew"):
        return {
            "eq": value == wanted,
            "co": wanted in value,
            "sw": value.startswith(wanted),
            "ew": value.endswith(wanted),
        }[operator]
    return ordered(operator, value, wanted)


def ordered(operator, value, wanted):
    answers = {"gt": value > wanted, "ge": value >= wanted, "lt": value < wanted, "le": value <= wanted}
    return answers.get(operator, False)


class Reader:
    """Reads a filter, or a path with a filter inside, from left to right."""

    def __init__(self, text, resource_type):
        if len(text) > LONGEST:
            raise malformed("The filter is too long.")
        self.tokens = list(tokens(text))
        self.at = 0
        self.resource_type = resource_type

    def filter(self):
        found = self.either(0)
        if self.peek() is not None:
            raise malformed()
        return found

    def path(self):
        """Return (names, filter or None) of `a`, `a.b`, `a[…]` or `a[…].b`."""
        names, inner = self.names(), None
        if self.takes("["):
            inner = self.either(0)
            self.expects("]")
            if self.at < len(self.tokens) and self.tokens[self.at][1].startswith("."):
                names += tuple(self.next()[1][1:].split("."))
        if self.peek() is not None:
            raise malformed()
        return names, inner

    def either(self, depth):
        if depth > DEEPEST:
            raise malformed("The filter is nested too deeply.")
        sides = [self.both(depth)]
        while self.takes("or"):
            sides.append(self.both(depth))
        return sides[0] if len(sides) == 1 else Either(tuple(sides))

    def both(self, depth):
        sides = [self.one(depth)]
        while self.takes("and"):
            sides.append(self.one(depth))
        return sides[0] if len(sides) == 1 else Both(tuple(sides))

    def one(self, depth):
        if self.takes("not"):
            self.expects("(")
            return Not(self.closed(depth))
        if self.takes("("):
            return self.closed(depth)
        names = self.names()
        if self.takes("["):
            inner = self.either(depth + 1)
            self.expects("]")
            # Not in the standard, but Entra asks so when it matches people by an address: `emails[…].value eq "…"`.
            if self.peek() is not None and self.peek()[0] == "part":
                inner = Both((inner, self.comparison(tuple(self.next()[1][1:].split(".")))))
            return Within(names, inner)
        return self.comparison(names)

    def comparison(self, names):
        operator = self.next()[1].lower()
        if operator == "pr":
            return Compare(names, operator)
        if operator not in COMPARISONS:
            raise malformed()
        return Compare(names, operator, self.value())

    def closed(self, depth):
        inner = self.either(depth + 1)
        self.expects(")")
        return inner

    def names(self):
        kind, text = self.next()
        if kind != "word":
            raise malformed()
        schema = self.resource_type.schema
        if text.lower().startswith(schema.lower() + ":"):
            return tuple(text[len(schema) + 1 :].split("."))
        # The name of another schema holds dots of its own.
        return (text,) if text.lower().startswith("urn:") else tuple(text.split("."))

    def value(self):
        kind, text = self.next()
        if kind == "text":
            return storable(re.sub(r"\\(u[0-9a-fA-F]{4}|.)", unescape, text[1:-1]))
        if kind == "number":
            return float(text) if "." in text else int(text)
        if kind == "word" and text.lower() in LITERALS:
            return LITERALS[text.lower()]
        raise malformed()

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def next(self):
        if self.peek() is None:
            raise malformed()
        self.at += 1
        return self.tokens[self.at - 1]

    def takes(self, text):
        found = self.peek() is not None and self.peek()[0] != "text" and self.peek()[1].lower() == text
        self.at += found
        return found

    def expects(self, text):
        if not self.takes(text):
            raise malformed()


def tokens(text):
    at = 0
    text = text.strip()
    while at < len(text):
        # What follows a bracket inside a path: `emails[type eq "work"].value`.
        after = re.compile(r"\.[A-Za-z$][\w$.\-]*").match(text, at) if at and text[at - 1] == "]" else None
        found = after or TOKENS.match(text, at)
        if found is None:
            raise malformed()
        at = found.end()
        yield ("part", after.group()) if after else (found.lastgroup, found.group(found.lastgroup))


def unescape(found):
    letter = found.group(1)
    return chr(int(letter[1:], 16)) if letter[0] == "u" and len(letter) > 1 else ESCAPES.get(letter, letter)


def storable(text):
    """Return the text if the database could hold it: no zero, and no half of a character."""
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise malformed()
    return text


def read_filter(text, resource_type):
    """Return what a filter asks; raises ScimProblem."""
    return Reader(text, resource_type).filter()


def read_path(text, resource_type):
    """Return (names, filter or None) of a path; raises ScimProblem."""
    try:
        return Reader(text, resource_type).path()
    except ScimProblem as problem:
        raise ScimProblem(400, problem.detail.replace("filter", "path"), "invalidPath") from None


def required_value(asked, path):
    """Return the text that whatever fulfils the filter must have at `path`, or None where that is open."""
    if isinstance(asked, Both):
        found = (required_value(side, path) for side in asked.sides)
        return next((value for value in found if value is not None), None)
    if isinstance(asked, Within) and len(path) > 1 and same(asked.path, path[:1]):
        return required_value(asked.inner, path[1:])
    if isinstance(asked, Compare) and asked.operator == "eq" and isinstance(asked.value, str):
        return asked.value if same(asked.path, path) else None
    return None


def same(one, other):
    return [name.lower() for name in one] == [name.lower() for name in other]
