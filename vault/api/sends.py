"""Wire routes of Sends: their owner's, and those of whoever has a link. Source: `spec/api.md` 9 and 3.2."""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.api.account import GRANTS, token_view
from accounts.guards import account_view, public_view
from organizations.public.tokens import GRANTS as ORGANIZATION_GRANTS
from provider_portal.api import ApiError, by_method, json_body, json_response, list_response, no_content
from vault.api.send_schemas import FileSendCreation, SendAccessGrant, SendCreation, SendEdit
from vault.models import Send
from vault.sends import passes
from vault.sends.documents import opened_send
from vault.sends.links import id_of
from vault.sends.wire import send_document, upload_document
from vault.services import sends
from vault.views.answers import answers_refusals
from vault.views.received_sends import DOWNLOADS, admit

# Parts in which an upload that arrived is put away.
PART = 8 * 1024 * 1024


def own(request, send_id):
    return get_object_or_404(Send.objects.visible_to(request.user), pk=send_id)


@account_view
def list_sends(request):
    mine = Send.objects.visible_to(request.user).order_by("pk")
    return list_response([send_document(send) for send in mine])


@account_view
@answers_refusals
def create_send(request):
    return json_response(send_document(sends.create_send(json_body(request, SendCreation), actor=request.user)))


@require_POST
@account_view
@answers_refusals
def create_file_send(request):
    """Announce a Send with a file, which comes afterwards."""
    send = sends.create_send(json_body(request, FileSendCreation), actor=request.user)
    return json_response(upload_document(send))


@account_view
def get_send(request, send_id):
    return json_response(send_document(own(request, send_id)))


@account_view
@answers_refusals
def update_send(request, send_id):
    send = own(request, send_id)
    return json_response(send_document(sends.update_send(send, json_body(request, SendEdit), actor=request.user)))


@account_view
def delete_send(request, send_id):
    sends.delete_send(own(request, send_id), actor=request.user)
    return no_content()


@require_http_methods(["PUT"])
@account_view
def remove_password(request, send_id):
    send = own(request, send_id)
    sends.remove_password(send, actor=request.user)
    send.refresh_from_db()
    return json_response(send_document(send))


def file_of(request, send_id, file_id):
    send = own(request, send_id)
    if send.type != Send.Type.FILE or send.data["id"] != file_id:
        raise Http404
    return send


@account_view
def renew_upload(request, send_id, file_id):
    return json_response(upload_document(file_of(request, send_id, file_id)))


@account_view
@answers_refusals
def upload_file(request, send_id, file_id):
    """Take the whole encrypted file. Its name in the request is never used: parsers cut it."""
    send, upload = file_of(request, send_id, file_id), request.FILES.get("data")
    if upload is None or upload.size != send.size:
        raise ApiError(_("The file does not have the announced size. Send it again."))
    offset = 0
    for content in upload.chunks(PART):
        offset = sends.add_part(send, offset=offset, content=content, actor=request.user)
    return no_content()


# For whoever has the link


def send_access_grant(request, grant):
    """Let somebody in by the link, and what the Send asks for besides; the token opens this one Send for a while."""
    if not grant.send_id:
        return refusal("invalid_request", "send_id_required")
    shown = sends.Shown(grant.password_hash_b64, grant.email, grant.otp)
    try:
        send = admit(request, id_of(grant.send_id), shown)
    except sends.Gone:
        return refusal("invalid_grant", "send_id_invalid")
    except sends.PasswordNeeded:
        return refusal("invalid_request", "password_hash_b64_required")
    except sends.WrongPassword:
        return refusal("invalid_grant", "password_hash_b64_invalid")
    except sends.AddressNeeded:
        return refusal("invalid_request", "email_required")
    except (sends.CodeNeeded, sends.WrongCode):
        return refusal("invalid_request", "email_and_otp_required")
    return json_response(
        {
            "access_token": passes.issue(send),
            "expires_in": passes.SECONDS,
            "token_type": "Bearer",
            "scope": passes.SCOPE,
        }
    )


def refusal(error, kind):
    body = {"error": error, "error_description": f"{kind}.", "send_access_error_type": kind}
    return json_response(body, status=400)


token = token_view({**GRANTS, **ORGANIZATION_GRANTS, "send_access": (SendAccessGrant, send_access_grant)})


def send_pass_view(view):
    """Hand the view the Send that the request's token was issued for; what is gone meanwhile is not found."""

    @public_view
    @require_POST
    @wraps(view)
    def guarded(request, **kwargs):
        try:
            send = passes.send_of(request.headers.get("Authorization", ""))
            return view(request, send, **kwargs)
        except sends.Gone:
            raise Http404 from None

    return guarded


@send_pass_view
def open_send(request, send):
    sends.open_admitted(send)
    return json_response(access_document(send))


@send_pass_view
def request_file(request, send, file_id):
    """Give an address of the file that works for a minute without a token; asking for it counts as the download."""
    if send.type != Send.Type.FILE or send.data["id"] != file_id:
        raise Http404
    sends.count(send)
    return json_response(download_document(request, send))


def access_document(send):
    return {"object": "send-access", **opened_send(send), "authType": send_document(send)["authType"]}


def download_document(request, send):
    path = reverse("vault:download_send", kwargs={"token": DOWNLOADS.sign(str(send.pk))})
    return {"object": "send-fileDownload", "id": send.data["id"], "url": request.build_absolute_uri(path)}


send_list = by_method(GET=list_sends, POST=create_send)
send = by_method(GET=get_send, PUT=update_send, DELETE=delete_send)
send_file = by_method(GET=renew_upload, POST=upload_file)
