"""The page of a person's own Sends, and the JSON routes it works by."""

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.guards import account_view
from provider_portal.api import ApiError, json_body, json_response
from vault.models import Send
from vault.sends.documents import own_send
from vault.sends.schemas import LARGEST_FILE, SendChange, SendRequest, SendSwitch
from vault.services import sends
from vault.views.answers import answers_refusals


def own(request, send_id):
    return get_object_or_404(Send.objects.visible_to(request.user), pk=send_id)


@require_GET
@account_view
def send_list(request):
    mine = Send.objects.visible_to(request.user).order_by("-pk")
    context = {
        "sends": [own_send(send) for send in mine],
        "largest_file": min(LARGEST_FILE, settings.PERSONAL_STORAGE_MB * 1024 * 1024),
        "storage_mb": settings.PERSONAL_STORAGE_MB,
    }
    return render(request, "vault/send_list.html", context)


@require_POST
@account_view
@answers_refusals
def create_send(request):
    send = sends.create_send(json_body(request, SendRequest), actor=request.user)
    return json_response(own_send(send), status=201)


@require_http_methods(["PUT"])
@account_view
@answers_refusals
def update_send(request, send_id):
    send = own(request, send_id)
    return json_response(own_send(sends.update_send(send, json_body(request, SendChange), actor=request.user)))


@require_http_methods(["PUT"])
@account_view
@answers_refusals
def add_send_part(request, send_id):
    """Take a part of a file: the body is its bytes, `offset` in the query says where they belong."""
    send, offset = own(request, send_id), request.GET.get("offset", "")
    if not offset.isdecimal():
        raise ApiError(_("A part of the file is missing. Send it again."))
    stored = sends.add_part(send, offset=int(offset), content=request.body, actor=request.user)
    return json_response({"stored": stored})


@require_http_methods(["PUT"])
@account_view
@answers_refusals
def switch_send(request, send_id):
    send = own(request, send_id)
    sends.switch_send(send, disabled=json_body(request, SendSwitch).disabled, actor=request.user)
    return json_response({})


@require_POST
@account_view
@answers_refusals
def remove_send_password(request, send_id):
    sends.remove_password(own(request, send_id), actor=request.user)
    return json_response({})


@require_POST
@account_view
def delete_send(request, send_id):
    sends.delete_send(own(request, send_id), actor=request.user)
    return json_response({})
