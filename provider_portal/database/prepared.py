"""Statements that Postgres plans once for each connection instead of each time: planning takes longer than running them."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from django.db import connection


@dataclass(frozen=True)
class Prepared:
    """The statement `sql` with parameters as `%(name)s`, whose types in Postgres are `types` by name."""

    sql: str
    types: dict[str, str]

    @cached_property
    def parameters(self):
        """The names of those of `types` that `sql` uses, in their order."""
        return [name for name in self.types if f"%({name})s" in self.sql]

    @cached_property
    def name(self):
        return f"portal_{hashlib.sha256(self.sql.encode()).hexdigest()[:32]}"

    @cached_property
    def definition(self):
        types = ", ".join(self.types[name] for name in self.parameters)
        sql = self.sql % {name: f"${place}" for place, name in enumerate(self.parameters, 1)}
        return f"PREPARE {self.name} ({types}) AS {sql}"

    @cached_property
    def call(self):
        values = ", ".join(f"%({name})s::{self.types[name]}" for name in self.parameters)
        return f"EXECUTE {self.name} ({values})"

    def fetch(self, values):
        """Return the rows for `values`, by parameter."""
        with connection.cursor() as cursor:
            self.prepare(cursor)
            cursor.execute(self.call, values)
            return cursor.fetchall()

    def objects(self, model, values):
        """Return the rows for `values` as objects of `model`; the statement is of `columns_of` it."""
        with connection.cursor() as cursor:
            self.prepare(cursor)
        return list(model.objects.raw(self.call, values, using=connection.alias))

    def prepare(self, cursor):
        # A cursor may come with a new connection, which knows of none.
        if self.name not in connection.prepared:
            cursor.execute(self.definition)
            connection.prepared.add(self.name)


def columns_of(model, table):
    """Return the columns of `model` as those of `table` in a statement.

    By name, since Postgres refuses a prepared `*` once a migration has added a column.
    """
    return ", ".join(f'{table}."{field.column}"' for field in model._meta.concrete_fields)
