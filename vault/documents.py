"""The vault as a page receives it: items, collections and folders in the protocol's JSON (spec/api.md 5, 6.1).

Postgres joins stored texts; no row becomes a Python object. The lines flow out of COPY into the compressor.
A plain ORM reference in `vault/tests/test_documents.py` must give the same.
"""

import hashlib

from django.db import connection
from isal import isal_zlib

from accounts.backends import permissions_on
from accounts.permissions import Permission
from vault import document_sql as sql
from vault.grants import permission_ids
from vault.levels import AccessLevel

COPY = r"COPY ({query}) TO STDOUT (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02', ESCAPE E'\x01')"
COMPRESSION = 1
# The window of deflate, within gzip's frame.
GZIP = 31
ZERO = ord("0")


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
        self.put(self.separator + line[:-1])
        self.separator = b","

    def close_list(self):
        self.put(b"]")

    def put(self, content):
        self.chunks.append(self.compressor.compress(content) if self.compressor else content)

    def content(self):
        self.put(b"}")
        if self.compressor:
            self.chunks.append(self.compressor.flush())
        return b"".join(self.chunks)


class Lists:
    """A file for one COPY of several lists, in their order; each line begins with the digit of its list."""

    def __init__(self, writer, names):
        self.writer = writer
        self.names = names
        self.opened = 0

    def write(self, line):
        self.open(line[0] - ZERO + 1)
        self.writer.write(line[1:])

    def open(self, count):
        """Begin lists until `count` of them were begun."""
        while self.opened < count:
            if self.opened:
                self.writer.close_list()
            self.writer.open(self.names[self.opened])
            self.opened += 1

    def close(self):
        self.open(len(self.names))
        self.writer.close_list()


def combined(queries):
    """Return the query of all lines in the order of `queries`, each behind the digit of its query."""
    lists = [f"SELECT {place} AS place, line FROM ({query}) AS list_{place}(line)" for place, query in enumerate(queries)]
    return f"SELECT place || line FROM ({' UNION ALL '.join(lists)}) AS lists ORDER BY place"


class Document:
    """What one person sees, of one organization or of all they are a member of."""

    form = sql.WHOLE

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
        with connection.cursor() as cursor:
            cursor.execute(sql.ACCESS + query, self.parameters)
            dates = cursor.fetchone()[0]
        return hashlib.sha256("|".join([dates, *sorted(self.held)]).encode()).hexdigest()[:32]

    def render(self, *, compressed=False, head=b""):
        """Return the document's bytes: a COPY of the items and one of all else, after `head`, members in JSON."""
        writer = Writer(compressed=compressed)
        if head:
            writer.put(b"{" + head)
        (name, items), *others = self.sections
        writer.open(name)
        self.copy(items, writer)
        writer.close_list()
        if others:
            lists = Lists(writer, [name for name, _ in others])
            self.copy(combined([query for _, query in others]), lists)
            lists.close()
        return writer.content()

    def copy(self, query, file):
        with connection.cursor() as cursor:
            copy = COPY.format(query=sql.ACCESS + query)
            cursor.copy_expert(cursor.mogrify(copy, self.parameters).decode(), file)
