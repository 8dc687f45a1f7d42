"""What an export contains (features 9.1): never the trash, nor what members keep as theirs."""

from organizations.models import OrganizationMember
from vault import document_sql as sql
from vault.documents import Document
from vault.models import Attachment, Collection

# Items that belong to the organization but only their member opens, for as long as they are one.
PRIVATE = """
  SELECT o.id FROM vault_collection o
  JOIN organizations_organizationmember m ON m.organization_id = o.organization_id AND m.user_id = o.default_user_id
  WHERE o.organization_id = %(organization)s AND o.type = 1 AND m.status = 2
"""
ITEMS = f"""
SELECT {sql.item(collections="i.collections", edit="true", view="true", delete="true")}
FROM vault_cipher c
LEFT JOIN (
  SELECT l.cipher_id, string_agg('"' || l.collection_id || '"', ',' ORDER BY l.collection_id) AS collections
  FROM vault_ciphercollection l WHERE l.organization_id = %(organization)s GROUP BY l.cipher_id
) i ON i.cipher_id = c.id
{sql.STATE}
WHERE c.tenant_id = %(organization)s AND c.deleted_at IS NULL
  AND NOT EXISTS (
    SELECT FROM vault_ciphercollection l WHERE l.cipher_id = c.id AND l.collection_id IN ({PRIVATE}))
"""
COLLECTIONS = f"""
SELECT {sql.collection(read_only="false", hide_passwords="false", manage="true")}
FROM vault_collection o WHERE o.organization_id = %(organization)s AND o.id NOT IN ({PRIVATE})
"""


class OwnExport(Document):
    """A person's own items, favorites and folders."""

    @property
    def sections(self):
        return [
            (b"ciphers", f"{sql.OWN_ITEMS} AND c.deleted_at IS NULL"),
            (b"folders", sql.FOLDERS),
        ]


class OrganizationExport(Document):
    """All items of an organization, whatever of them is granted to the person."""

    @property
    def sections(self):
        return [(b"ciphers", ITEMS), (b"collections", COLLECTIONS)]


def exported_attachments(organization):
    """Return the files of the items that `OrganizationExport` gives."""
    members = organization.members.filter(status=OrganizationMember.Status.CONFIRMED)
    private = organization.collections.filter(
        type=Collection.Type.DEFAULT_USER, default_user__in=members.values("user")
    )
    files = Attachment.objects.filter(uploaded=True, cipher__tenant_id=organization.pk, cipher__deleted_at=None)
    return files.exclude(cipher__collections__in=private)
