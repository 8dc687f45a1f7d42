"""The shapes of EncStrings as the database asks for them: those that Python asks for, cheaper."""

import base64
import importlib
import re

import pytest
from django.db import connection

from provider_portal.encstring import CHECKS, PUBLIC_KEY, SEALED, SYMMETRIC
from provider_portal.tests.world import encstring, public_key, sealed

RIGHT = {SYMMETRIC: encstring, SEALED: sealed, PUBLIC_KEY: public_key}
MIGRATION = "vault.migrations.0008_cheap_shape_checks"


def part(count, fill="A"):
    return base64.b64encode(fill.encode() * count).decode()


def symmetric(iv, content, mac):
    return f"2.{part(iv)}|{part(content)}|{part(mac)}"


def altered(text):
    """Return texts that are nearly the given one."""
    yield from (text + " ", text + "\n", " " + text, text[:-1], text[1:], text + "A", text.replace("A", "é", 1), "")
    yield from (text.replace("=", "", 1), text.replace("|", "", 1), text.replace("|", "||", 1), f"{text}|{text}")
    yield from (text[:5] + "\n" + text[6:], text[:-8] + "=" + text[-7:], text.replace("2.", "0.", 1))


LENGTHS = [symmetric(iv, content, mac) for iv in (1, 15, 16, 17) for content in (13, 14, 15, 16, 17, 48) for mac in (31, 32, 33)]


@pytest.mark.parametrize("shape", CHECKS, ids=["symmetric", "sealed", "public key"])
def test_the_database_takes_what_python_takes(db, shape):
    right = RIGHT[shape]()
    texts = [right, *altered(right), *LENGTHS, *(make() for make in RIGHT.values())]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {CHECKS[shape].format('text')} FROM unnest(%s) WITH ORDINALITY AS t(text, n) ORDER BY n", [texts])
        taken = [row[0] for row in cursor.fetchall()]

    assert taken == [re.fullmatch(shape, text) is not None for text in texts]
    assert taken[0] and not all(taken)


@pytest.mark.parametrize("shape", CHECKS, ids=["symmetric", "sealed", "public key"])
def test_a_check_that_counts_is_replaced_under_its_name(db, shape):
    with connection.cursor() as cursor, connection.schema_editor() as editor:
        cursor.execute(f"CREATE TABLE older (id int CHECK (id > 0), key text CONSTRAINT its_shape CHECK (key ~ '^{shape}$'))")
        cursor.execute("INSERT INTO older VALUES (1, %s), (2, NULL)", [RIGHT[shape]()])
        importlib.import_module(MIGRATION).ask_lengths_apart(None, editor)
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'its_shape'")
        [(check,)] = cursor.fetchall()

    assert "length(key)" in check or "length(split_part(key" in check
