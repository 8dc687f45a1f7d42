"""Every change of an item's encrypted files. Only a complete one is shown."""

from datetime import timedelta
from secrets import token_hex

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.types import EventType
from provider_portal.notifications.kinds import Kind
from vault import refusals, stored_files
from vault.models import Attachment, Cipher
from vault.refusals import Refused
from vault.services.ciphers import bump_all, check_date, check_key, concerned, record_of, touch
from vault.storage_quota import check_room

FOLDER = "attachments"
# What a multipart upload is written by.
PART = 8 * 1024 * 1024
# An upload that stands still for this long was given up.
UPLOAD_PATIENCE = timedelta(days=1)


@transaction.atomic
def create_attachment(cipher, request, *, actor):
    """Announce a file of an item: its name, wrapped key and length. Returns the row, whose content comes afterwards."""
    cipher = locked_cipher(cipher)
    check_date(cipher, request)
    if cipher.user_id:
        check_key(actor)
    check_room(cipher, request.file_size)
    # The name in the storage tells nothing and is never reused.
    attachment = Attachment.objects.create(
        cipher=cipher,
        file_name=request.file_name,
        wrapped_key=request.key,
        size=request.file_size,
        file=f"{FOLDER}/{token_hex(20)}",
    )
    # Clients remember this date with the file; it must not change again when the content arrives.
    cipher.revision_date = timezone.now()
    cipher.save(update_fields=["revision_date"])
    bump_all(concerned([cipher]), actor=actor)
    return attachment


@transaction.atomic
def add_part(attachment, *, offset, content, actor):
    """Put a part of the encrypted file into its place and return how much is there."""
    attachment = locked(attachment)
    if attachment.uploaded:
        raise Refused(_("This file is complete."))
    if not content or offset + len(content) > attachment.size:
        raise Refused(_("The file is longer than announced."))
    try:
        stored = stored_files.write_part(attachment.file.name, offset, content)
    except stored_files.PartMissing:
        raise Refused(_("A part of the file is missing. Send it again.")) from None
    attachment.uploaded = stored == attachment.size
    attachment.updated_at = timezone.now()
    attachment.save(update_fields=["uploaded", "updated_at"])
    if attachment.uploaded:
        finish(attachment.cipher, EventType.CIPHER_ATTACHMENT_CREATED, actor=actor)
    return stored


def store_file(attachment, upload, *, actor):
    """Keep a file that came in one piece; one of another length than announced is forgotten altogether."""
    if upload.size != attachment.size:
        forget_upload(attachment)
        raise Refused(_("The file is not as long as announced."))
    offset = 0
    for content in upload.chunks(PART):
        offset = add_part(attachment, offset=offset, content=content, actor=actor)


@transaction.atomic
def forget_upload(attachment):
    """Delete a file that never became complete, as if it had never been announced."""
    attachment = locked(attachment)
    if not attachment.uploaded:
        stored_files.delete_on_commit([attachment.file.name])
        attachment.delete()


@transaction.atomic
def delete_attachment(attachment, *, actor):
    """Delete a file of an item for good; there is no trash for it."""
    attachment = locked(attachment)
    cipher = locked_cipher(attachment.cipher)
    stored_files.delete_on_commit([attachment.file.name])
    attachment.delete()
    cipher.revision_date = timezone.now()
    cipher.save(update_fields=["revision_date"])
    finish(cipher, EventType.CIPHER_ATTACHMENT_DELETED, actor=actor)
    return cipher


@transaction.atomic
def forget_unfinished_uploads():
    """Delete what was announced and never came."""
    abandoned = Attachment.objects.filter(uploaded=False, updated_at__lt=timezone.now() - UPLOAD_PATIENCE)
    rows = list(abandoned.select_for_update(skip_locked=True).order_by("pk"))
    stored_files.delete_on_commit([row.file.name for row in rows])
    Attachment.objects.filter(pk__in=[row.pk for row in rows]).delete()


def sweep():
    """Delete the files whose row is gone, with the person or organization that they belonged to."""
    if not default_storage.exists(FOLDER):
        return
    names = {f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]}
    for name in names - set(Attachment.objects.filter(file__in=names).values_list("file", flat=True)):
        if timezone.now() - default_storage.get_modified_time(name) > UPLOAD_PATIENCE:
            default_storage.delete(name)


def finish(cipher, event_type, *, actor):
    record_of([cipher], event_type, actor=actor)
    touch([cipher], Kind.CIPHER_UPDATED, actor=actor)


def locked(attachment):
    found = Attachment.objects.select_for_update(of=["self"]).select_related("cipher").filter(pk=attachment.pk).first()
    if found is None:
        raise refusals.Absent
    return found


def locked_cipher(cipher):
    return Cipher.objects.select_for_update().get(pk=cipher.pk)
