"""Wire routes of the files of items. Source: `spec/api.md` 7."""

from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.guards import public_view
from accounts.permissions import Permission
from provider_portal.api import ApiError, by_method, json_body, json_response, no_content
from vault.api.schemas import AnnouncedAttachment
from vault.attachment_documents import attachment_document
from vault.guards import cipher_view
from vault.item_document import item_document
from vault.models import Attachment, Cipher
from vault.services import attachments
from vault.views.answers import answers_refusals
from vault.views.attachments import file_response

DOWNLOADS = TimestampSigner(salt="vault.attachments.download")
DOWNLOAD_SECONDS = 60
# That the client sends the content to us, not to a storage of its own.
DIRECT = 0


@require_POST
@cipher_view(Permission.ITEM_EDIT)
@answers_refusals
def announce_attachment(request, cipher):
    """Keep the name and key of a file; the client sends its content next."""
    body = json_body(request, AnnouncedAttachment)
    attachment = attachments.create_attachment(cipher, body, actor=request.user)
    return json_response(upload_document(attachment, request, mini=body.admin_request))


def upload_document(attachment, request, *, mini=False):
    """Return the bytes of where to send the content, and the item as if it had arrived."""
    cipher = Cipher.objects.select_related("organization").get(pk=attachment.cipher_id)
    shown = item_document(cipher, request.user, announced=attachment)
    url = reverse("vault_api:attachment", kwargs={"cipher_id": cipher.pk, "attachment_id": attachment.pk})
    return b'{"object":"attachment-fileUpload","attachmentId":"%s","url":"%s","fileUploadType":%d,%s}' % (
        str(attachment.pk).encode(),
        url.removeprefix("/api").encode(),
        DIRECT,
        b'"cipherResponse":%s,"cipherMiniResponse":%s' % ((b"null", shown) if mini else (shown, b"null")),
    )


@cipher_view(Permission.ITEM_EDIT)
@answers_refusals
def upload_attachment(request, cipher, attachment_id):
    """Take the content in one piece. The file's name in the form is ciphertext that parsers cut, so it is not read."""
    attachment = get_object_or_404(cipher.attachments, pk=attachment_id)
    upload = request.FILES.get("data")
    if upload is None:
        raise ApiError(_("The request is not of the expected form."))
    attachments.store_file(attachment, upload, actor=request.user)
    return no_content()


@cipher_view(Permission.ITEM_VIEW)
def get_attachment(request, cipher, attachment_id):
    """Answer with an address of the content that works for a minute: clients fetch it without their token."""
    return download_response(request, get_object_or_404(cipher.attachments, pk=attachment_id, uploaded=True))


def download_response(request, attachment):
    token = DOWNLOADS.sign(str(attachment.pk))
    url = request.build_absolute_uri(f"{reverse('vault_api:download_attachment')}?token={token}")
    return json_response(attachment_document(attachment, url=url))


@cipher_view(Permission.ITEM_EDIT)
@answers_refusals
def delete_attachment(request, cipher, attachment_id):
    attachment = get_object_or_404(cipher.attachments, pk=attachment_id)
    if attachment.uploaded:
        attachments.delete_attachment(attachment, actor=request.user)
    else:
        # Its content could not be sent, so the client takes the announcement back.
        attachments.forget_upload(attachment)
    fresh = Cipher.objects.select_related("organization").get(pk=cipher.pk)
    shown = item_document(fresh, request.user)
    return json_response(b'{"object":"deleteAttachment","cipher":%s}' % shown)


@require_GET
@cipher_view(Permission.ITEM_EDIT)
def renew_attachment(request, cipher, attachment_id):
    """Say again where the content of an announced file goes."""
    attachment = get_object_or_404(cipher.attachments, pk=attachment_id, uploaded=False)
    return json_response(upload_document(attachment, request))


@public_view
@require_GET
def download_attachment(request):
    try:
        pk = DOWNLOADS.unsign(request.GET.get("token", ""), max_age=DOWNLOAD_SECONDS)
    except BadSignature:
        raise Http404 from None
    return file_response(get_object_or_404(Attachment, pk=pk, uploaded=True))


attachment = by_method(GET=get_attachment, POST=upload_attachment, PUT=upload_attachment, DELETE=delete_attachment)
