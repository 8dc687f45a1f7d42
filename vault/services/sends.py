"""Every change of a Send, and every opening of one."""

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex

from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import passwords
from accounts.models import User
from events.services import build, record, record_many
from events.types import EventType
from vault import stored_files
from vault.models import Send
from vault.policy_checks import refuse_open_send, refuse_send
from vault.refusals import Refused
from vault.revisions import bump
from vault.sends import recipients, tasks
from vault.services.ciphers import check_key

LIFETIME = timedelta(days=31)
# Clocks of browsers differ from ours.
TOLERANCE = timedelta(minutes=10)
# An upload that stands still for this long was given up.
UPLOAD_PATIENCE = timedelta(days=1)


class Gone(Exception):
    """There is no such Send, or it cannot be opened any more: which of them is nobody's business."""


class PasswordNeeded(Exception):
    """The Send has a password, and none was shown."""


class WrongPassword(Exception):
    """The password shown is not the Send's."""


class AddressNeeded(Exception):
    """The Send is for named addresses, and none was shown."""


class CodeNeeded(Exception):
    """An address was shown, named or not; a code is on its way there if it is."""


class WrongCode(Exception):
    """The code shown is not the one that was mailed last, is too old, or the address is not named."""


@dataclass(frozen=True)
class Shown:
    """What somebody with the link shows besides: the hash of a password, or their address and the code mailed there."""

    password: str | None = None
    email: str | None = None
    code: str | None = None


class NoRoom(Refused):
    @classmethod
    def of(cls, quota):
        return cls(_("Your files would take more than the %(megabytes)d MB you have. Delete a Send first.") % {"megabytes": quota})


@transaction.atomic
def create_send(request, *, actor):
    """Keep a new Send of `actor`; one with a file opens once the file is there. Returns the Send."""
    check_dates(request)
    check_key(actor)
    refuse_send(request, actor=actor)
    send = Send(user=actor, type=request.type, uploaded=request.type == Send.Type.TEXT)
    if request.type == Send.Type.FILE:
        check_room(request.file_length, actor=actor)
        # The name in the storage tells nothing and is never reused.
        send.file = f"sends/{token_hex(20)}"
        send.data = {"id": token_hex(16), "fileName": request.file.file_name}
        send.size = request.file_length
    apply(send, request)
    send.save()
    record(EventType.SEND_CREATED, actor=actor, user_id=actor.pk, send_id=send.pk)
    bump(User, [actor.pk])
    return send


@transaction.atomic
def update_send(send, request, *, actor):
    """Replace all of a Send but its file's content."""
    check_dates(request)
    send = locked(send)
    check_key(actor)
    refuse_send(request, actor=actor, has_password=keeps_password(send, request))
    if send.type == Send.Type.TEXT and request.text is None:
        raise Refused(_("A text Send needs its text."))
    apply(send, request)
    keep(send, EventType.SEND_UPDATED, actor=actor)
    return send


@transaction.atomic
def switch_send(send, *, disabled, actor):
    """Close the link of a Send for now, or open it again."""
    send = locked(send)
    if not disabled and not send.password_hash:
        refuse_open_send(actor)
    send.disabled = disabled
    keep(send, EventType.SEND_UPDATED, actor=actor)


@transaction.atomic
def remove_password(send, *, actor):
    """Let a Send be opened by its link alone, without a password or a code."""
    send = locked(send)
    refuse_open_send(actor)
    send.password_hash, send.emails = None, None
    keep(send, EventType.SEND_UPDATED, actor=actor)


@transaction.atomic
def delete_send(send, *, actor):
    """Delete a Send and its file for good; there is no trash for it."""
    send = locked(send)
    record(EventType.SEND_DELETED, actor=actor, user_id=send.user_id, send_id=send.pk)
    stored_files.delete_on_commit([send.file.name])
    send.delete()
    bump(User, [actor.pk])


@transaction.atomic
def add_part(send, *, offset, content, actor):
    """Put a part of the encrypted file into its place and return how much is there."""
    send = locked(send)
    if send.type != Send.Type.FILE or send.uploaded:
        raise Refused(_("This file is complete."))
    if not content or offset + len(content) > send.size:
        raise Refused(_("The file is longer than announced."))
    try:
        stored = stored_files.write_part(send.file.name, offset, content)
    except stored_files.PartMissing:
        raise Refused(_("A part of the file is missing. Send it again.")) from None
    send.uploaded = stored == send.size
    send.updated_at = timezone.now()
    send.save(update_fields=["uploaded", "updated_at"])
    if send.uploaded:
        bump(User, [actor.pk])
    return stored


def open_admitted(send):
    """Count the opening of a Send by somebody who was let in; raises Gone where it opens no more.

    The content of a text counts; of a file its downloads do, and showing its name does not.
    """
    if send.type == Send.Type.TEXT:
        count(send)


def download_admitted(send):
    """Count a download of the Send's file by somebody who was let in; raises Gone where there is none any more."""
    if send.type != Send.Type.FILE:
        raise Gone
    count(send)


def admitted(pk, shown):
    """Return the Send for whoever shows what it asks for.

    Raises Gone, PasswordNeeded, WrongPassword, AddressNeeded, CodeNeeded or WrongCode.
    """
    send = Send.objects.available().select_related("user").filter(pk=pk).first()
    if send is None:
        raise Gone
    if send.password_hash and not shown.password:
        raise PasswordNeeded
    if send.password_hash and not passwords.is_hash_of(shown.password, send.password_hash):
        raise WrongPassword
    if send.emails:
        check_address(send, shown)
    return send


def check_address(send, shown):
    """Mail a code to a named address, and take it; nobody learns from the answer which addresses are named."""
    if not shown.email:
        raise AddressNeeded
    if not shown.code:
        tasks.mail_code.delay_on_commit(str(send.pk), shown.email, get_language())
        raise CodeNeeded
    if not recipients.is_code(send, shown.email, shown.code):
        raise WrongCode


@transaction.atomic
def count(send):
    """Count one opening; of those who come at once for the last one, one gets it."""
    # A password or addresses set since they were checked shut the door again.
    still = Send.objects.available().filter(pk=send.pk, password_hash=send.password_hash, emails=send.emails)
    if still.select_for_update(of=["self"]).first() is None:
        raise Gone
    Send.objects.filter(pk=send.pk).update(access_count=F("access_count") + 1)
    record(EventType.SEND_OPENED, user_id=send.user_id, send_id=send.pk)
    bump(User, [send.user_id])


@transaction.atomic
def delete_due_sends():
    """Delete the Sends whose time is over, and those whose file never came."""
    abandoned = Send.objects.filter(uploaded=False, updated_at__lt=timezone.now() - UPLOAD_PATIENCE)
    due = Send.objects.filter(pk__in=Send.objects.due().values("pk").union(abandoned.values("pk")))
    sends = list(due.select_for_update(skip_locked=True).order_by("pk"))
    record_many([build(EventType.SEND_DELETED, user_id=send.user_id, send_id=send.pk) for send in sends])
    stored_files.delete_on_commit([send.file.name for send in sends])
    Send.objects.filter(pk__in=[send.pk for send in sends]).delete()
    bump(User, [send.user_id for send in sends])


def apply(send, request):
    """Give the unsaved Send what its owner said."""
    send.name, send.notes, send.wrapped_key = request.name, request.notes, request.key
    if send.type == Send.Type.TEXT:
        send.data = {"text": request.text.text, "hidden": request.text.hidden}
    send.max_access_count = request.max_access_count
    send.expires_at, send.deletes_at = request.expiration_date, request.deletion_date
    send.disabled, send.hide_email = request.disabled, request.hide_email
    if request.password:
        send.password_hash, send.emails = passwords.hash_of(request.password), None
    elif request.emails:
        send.password_hash, send.emails = None, request.emails
    elif request.emails == "":
        send.emails = None
    elif request.opens:
        send.password_hash, send.emails = None, None


def keeps_password(send, request):
    return bool(send.password_hash) and not request.emails and not request.opens


def keep(send, event_type, *, actor):
    send.revision_date = send.updated_at = timezone.now()
    send.save()
    record(event_type, actor=actor, user_id=send.user_id, send_id=send.pk)
    bump(User, [actor.pk])


def locked(send):
    return Send.objects.select_for_update().get(pk=send.pk)


def check_dates(request):
    now = timezone.now()
    if not now < request.deletion_date <= now + LIFETIME + TOLERANCE:
        raise Refused(_("The deletion date must be within the next 31 days."))
    if request.expiration_date and request.expiration_date > request.deletion_date:
        raise Refused(_("The expiration date must not be after the deletion date."))


def check_room(length, *, actor):
    """Refuse a file for which the person has no room left; concurrent ones wait for each other."""
    User.objects.select_for_update().get(pk=actor.pk)
    used = Send.objects.filter(user=actor).aggregate(bytes=Sum("size"))["bytes"] or 0
    if used + length > settings.PERSONAL_STORAGE_MB * 1024 * 1024:
        raise NoRoom.of(settings.PERSONAL_STORAGE_MB)
