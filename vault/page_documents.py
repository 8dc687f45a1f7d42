"""The vault as our own pages receive it: whole once, afterwards only what changed.

A page compares the fingerprints of the items with those it has, and asks for the items that differ.
"""

from vault import document_sql as sql
from vault.documents import Document
from vault.item_list import THESE, Items


class PageDocument(Document):
    """Everything, each item with its fingerprint."""

    form = sql.MARKED


class Fingerprints(Document):
    """Ids and fingerprints in turn, and all collections and folders, which are few."""

    form = sql.FINGERPRINT

    @property
    def sections(self):
        (_, items), *others = super().sections
        return [(b"fingerprints", items), *others]


class ChosenItems(Items):
    """Some items, each with its fingerprint, as the page of a person or of an organization shows them."""

    form = sql.MARKED

    @property
    def sections(self):
        if self.organization:
            return super().sections
        return [(b"ciphers", f"{sql.GRANTED_ITEMS} WHERE i.cipher_id = {THESE} UNION ALL {sql.OWN_ITEMS} AND c.id = {THESE}")]
