"""Several items in one answer, in a number of statements that grows with their organizations only."""

from vault import document_sql as sql
from vault.documents import Document
from vault.models import Cipher

THESE = "ANY(%(items)s::uuid[])"


class Items(Document):
    """Those items of `ids` that lie in `organization`, or the person's own where there is none."""

    is_short = True

    def __init__(self, user, organization, ids):
        super().__init__(user, organization)
        self.ids = ids

    @property
    def parameters(self):
        return {**super().parameters, "items": [str(pk) for pk in self.ids]}

    @property
    def sections(self):
        name, query = super().sections[0]
        if self.organization is None:
            return [(name, f"{sql.OWN_ITEMS} AND c.id = {THESE}")]
        word = "WHERE" if query == sql.GRANTED_ITEMS else "AND"
        return [(name, f"{query} {word} c.id = {THESE}")]


def item_list(items, user):
    """Return the bytes of the protocol's list of `items`, each as `user` sees it now."""
    ids = [item.pk for item in items]
    rows = Cipher.objects.filter(pk__in=ids).defer("body").select_related("organization")
    organizations = {row.organization_id: row.organization for row in rows}
    lists = [Items(user, place, ids).render() for place in organizations.values()]
    # Each is `{"ciphers":[…]}`.
    rows = b",".join(filter(None, (part[len(b'{"ciphers":[') : -len(b"]}")] for part in lists)))
    return b'{"object":"list","data":[%s],"continuationToken":null}' % rows
