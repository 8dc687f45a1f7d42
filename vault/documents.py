"""The vault as a page receives it: items, collections and folders in the protocol's JSON (spec/api.md 5, 6.1).

Postgres joins stored texts; no row becomes a Python object. The lines of large vaults flow out of COPY into the compressor.
A plain ORM reference in `vault/tests/test_documents.py` must give the same.
"""

import hashlib
from functools import cache

from django.db import connection
from isal import isal_zlib

from accounts.backends import permissions_on
from accounts.permissions import Permission
from provider_portal.database.prepared import Prepared
from vault import document_sql as sql
from vault.grants import permission_ids
from vault.levels import AccessLevel

COPY = r"COPY ({query}) TO STDOUT (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02', ESCAPE E'\x01')"
COMPRESSION = 1
# The window of deflate, within gzip's frame.
GZIP = 31
TYPES = {
    "user": "uuid",
    "organization": "uuid",
    "read_only": "integer[]",
    "hide_passwords": "integer[]",
    "manage": "integer[]",
    "sees_items": "boolean",
    "edits_items": "boolean",
    "edits_collections": "boolean",
    "administers": "boolean",
    "form": "text",
    "items": "uuid[]",
}


class Writer:
    """A file for COPY that makes a JSON document of the lines, compressed as they come."""

    def __init__(self, *, compressed):
        self.compressor = isal_zlib.compressobj(COMPRESSION, wbits=GZIP) if compressed else None
        self.chunks = []
        self.separator = b""

    def open(self, name):
        self.put(b'%s"%s":[' % (b"," if self.chunks else b"{", name))
        self.separator = b""

    def write(self, line):
        # libpq hands over one row at a time, ended by a line feed; JSON holds no other.
        self.add(line[:-1])

    def add(self, line):
        self.put(self.separator + line)
        self.separator = b","

    def add_all(self, lines):
        if lines:
            self.add(",".join(lines).encode())

    def close_list(self):
        self.put(b"]")

    def put(self, content):
        self.chunks.append(self.compressor.compress(content) if self.compressor else content)

    def content(self):
        self.put(b"}")
        if self.compressor:
            self.chunks.append(self.compressor.flush())
        return b"".join(self.chunks)


@cache
def prepared(query):
    return Prepared(sql.ACCESS + query, TYPES)


def combined(queries):
    """Return the query of all lines of `queries`, each after the place of its query."""
    return " UNION ALL ".join(
        f"SELECT {place}, line FROM ({query}) AS list_{place}(line)" for place, query in enumerate(queries)
    )


class Document:
    """What one person sees, of one organization or of all they are a member of."""

    form = sql.WHOLE
    # Whether its items are few, whatever else there is.
    is_short = False

    def __init__(self, user, organization=None):
        self.user = user
        self.organization = organization
        self.held = permissions_on(organization, user) if organization else frozenset()

    @property
    def parameters(self):
        ids = permission_ids()
        levels = [(ids[level.codename], level.access) for level in AccessLevel]
        return {
            "user": self.user.pk,
            "organization": self.organization.pk if self.organization else None,
            "read_only": [pk for pk, access in levels if access.read_only],
            "hide_passwords": [pk for pk, access in levels if access.hide_passwords],
            "manage": [pk for pk, access in levels if access.manage],
            "sees_items": Permission.ITEMS_VIEW in self.held,
            "edits_items": Permission.ITEMS_EDIT in self.held,
            "edits_collections": Permission.COLLECTIONS_EDIT in self.held,
            "administers": Permission.ADMINS_MANAGE in self.held,
            "form": self.form,
        }

    @property
    def sections(self):
        """Return (name, query) of each list of the document."""
        if self.organization is None:
            return [
                (b"ciphers", sql.GRANTED_ITEMS + " UNION ALL " + sql.OWN_ITEMS),
                (b"collections", sql.GRANTED_COLLECTIONS),
                (b"folders", sql.FOLDERS),
            ]
        items = sql.ALL_ITEMS if Permission.ITEMS_VIEW in self.held else sql.GRANTED_ITEMS
        everything = Permission.COLLECTIONS_VIEW in self.held or Permission.ITEMS_VIEW in self.held
        return [
            (b"ciphers", items),
            (b"collections", sql.ALL_COLLECTIONS if everything else sql.GRANTED_COLLECTIONS),
            (b"folders", sql.FOLDERS),
        ]

    def revision(self):
        """Return a text that changes whenever the document does."""
        query = sql.REVISION if self.organization is None else sql.ORGANIZATION_REVISION
        [[dates]] = prepared(query).fetch(self.parameters)
        return hashlib.sha256("|".join([dates, *sorted(self.held)]).encode()).hexdigest()[:32]

    def render(self, *, compressed=False, head=b""):
        """Return the document's bytes after `head`, members in JSON: a statement for the items, and one for all else."""
        writer = Writer(compressed=compressed)
        if head:
            writer.put(b"{" + head)
        (items_name, items), *others = self.sections
        size = 0
        if others or not self.is_short:
            [size], *lists = self.lists([sql.SIZE, *(query for _, query in others)])
            for (name, _), lines in zip(others, lists, strict=True):
                writer.open(name)
                writer.add_all(lines)
                writer.close_list()
        writer.open(items_name)
        if int(size) > sql.FEW:
            self.copy(items, writer)
        else:
            writer.add_all(*self.lists([items]))
        writer.close_list()
        return writer.content()

    def lists(self, queries):
        """Return the lines of each of `queries`, asked in one statement."""
        lists = [[] for _ in queries]
        for place, line in prepared(combined(queries)).fetch(self.parameters):
            lists[place].append(line)
        return lists

    def copy(self, query, file):
        """Let the lines flow into `file`, of however many none are held; it is planned each time, since COPY must be."""
        with connection.cursor() as cursor:
            copy = COPY.format(query=sql.ACCESS + query)
            cursor.copy_expert(cursor.mogrify(copy, self.parameters).decode(), file)
