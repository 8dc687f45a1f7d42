"""A file of an item as JSON, as in `vault.document_sql`."""

from vault.sends.documents import size_name


def attachment_document(attachment, *, url=None):
    """Return what clients get of a file; `url` is where its encrypted content is, for a short time."""
    return {
        "object": "attachment",
        "id": str(attachment.pk),
        "url": url,
        "fileName": attachment.file_name,
        "key": attachment.wrapped_key,
        "size": str(attachment.size),
        "sizeName": size_name(attachment.size),
    }


def attachments_of(cipher, *, announced=None):
    """Return the item's complete files, and the one `announced` that is on its way, or None without any."""
    shown = [row for row in cipher.attachments.order_by("pk") if row.uploaded or row == announced]
    return [attachment_document(row) for row in shown] or None
