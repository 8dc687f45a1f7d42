"""JSON routes by which pages add encrypted files to items, fetch and delete them."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from provider_portal.api import ApiError, by_method, json_body, json_response
from vault.guards import cipher_view
from vault.schemas import AttachmentRequest
from vault.services import attachments
from vault.views.answers import answers_refusals


@require_POST
@cipher_view(Permission.ITEM_EDIT)
@answers_refusals
def create_attachment(request, cipher):
    """Announce a file; its content comes in parts."""
    body = json_body(request, AttachmentRequest)
    attachment = attachments.create_attachment(cipher, body, actor=request.user)
    return json_response({"id": str(attachment.pk)}, status=201)


@cipher_view(Permission.ITEM_EDIT)
@answers_refusals
def add_attachment_part(request, cipher, attachment_id):
    """Take a part of a file: the body is its bytes, `offset` in the query says where they belong."""
    attachment, offset = get_object_or_404(cipher.attachments, pk=attachment_id), request.GET.get("offset", "")
    if not offset.isdecimal():
        raise ApiError(_("A part of the file is missing. Send it again."))
    stored = attachments.add_part(attachment, offset=int(offset), content=request.body, actor=request.user)
    return json_response({"stored": stored})


@cipher_view(Permission.ITEM_VIEW)
def get_attachment_file(request, cipher, attachment_id):
    return file_response(get_object_or_404(cipher.attachments, pk=attachment_id, uploaded=True))


attachment_file = by_method(GET=get_attachment_file, PUT=add_attachment_part)


@require_http_methods(["POST"])
@cipher_view(Permission.ITEM_EDIT)
@answers_refusals
def delete_attachment(request, cipher, attachment_id):
    """Delete a file, or what has come of it when its upload was given up."""
    attachment = get_object_or_404(cipher.attachments, pk=attachment_id)
    if attachment.uploaded:
        attachments.delete_attachment(attachment, actor=request.user)
    else:
        attachments.forget_upload(attachment)
    return json_response({})


def file_response(attachment):
    """Answer with the encrypted content of a file."""
    # Its name is a secret, so the answer has a name that tells nothing.
    return FileResponse(
        attachment.file.open("rb"), as_attachment=True, filename="attachment", content_type="application/octet-stream"
    )
