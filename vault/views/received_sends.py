"""What whoever has the link of a Send meets; the key stands in the link's fragment and never comes here."""

from functools import wraps

from django.core.signing import BadSignature, TimestampSigner
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts import limits
from accounts.guards import public_view
from provider_portal.api import ApiError, json_body, json_response
from vault.models import Send
from vault.sends.documents import opened_send
from vault.sends.links import id_of
from vault.sends.schemas import SendOpening
from vault.services import sends

DOWNLOADS = TimestampSigner(salt="vault.sends.download")
DOWNLOAD_SECONDS = 60


def answers_dead_links(view):
    """Answer each link that opens nothing alike, and say what a password was short of."""

    @wraps(view)
    def answering(request, access_id):
        try:
            return view(request, id_of(access_id))
        except sends.Gone:
            raise ApiError(_("This Send is not available any more."), status=404) from None
        except sends.PasswordNeeded:
            raise ApiError(_("Enter the password."), errors={"password": [_("Enter the password.")]}) from None
        except sends.WrongPassword:
            raise ApiError(_("The password is wrong."), errors={"password": [_("The password is wrong.")]}) from None

    return answering


@public_view
@require_GET
def receive_send(request, access_id):
    """Show the page that opens a Send; only a click opens it, so that programs which scan mails use nothing up."""
    send = Send.objects.available().filter(pk=id_of(access_id)).first()
    context = {"send": send, "access_id": access_id, "shell": shell_without_lock(request)}
    return render(request, "vault/receive_send.html", context, status=200 if send else 404)


def shell_without_lock(request):
    """Keep the page from going to the lock screen: on the way there and back the key in the fragment would be lost."""
    if not request.user.is_authenticated:
        return {}
    return {"user": request.user, "epoch": request.session.get("epoch", ""), "urls": {}}


@public_view
@require_POST
@answers_dead_links
def open_send(request, pk):
    return json_response(opened_send(let_in(request, pk, sends.open_send)))


@public_view
@require_POST
@answers_dead_links
def request_send_file(request, pk):
    """Give an address of the file that works for a minute; asking for it counts as the download."""
    send = let_in(request, pk, sends.download)
    token = DOWNLOADS.sign(str(send.pk))
    return json_response({"id": send.data["id"], "url": reverse("vault:download_send", kwargs={"token": token})})


@public_view
@require_GET
def download_send(request, token):
    try:
        pk = DOWNLOADS.unsign(token, max_age=DOWNLOAD_SECONDS)
    except BadSignature:
        raise Http404 from None
    send = Send.objects.filter(pk=pk, uploaded=True).first()
    if send is None:
        raise Http404
    return FileResponse(send.file.open("rb"), as_attachment=True, filename="send", content_type="application/octet-stream")


def let_in(request, pk, service):
    """Call the service with the password shown; attempts at one are limited for each Send and network."""
    password = json_body(request, SendOpening).password
    if password:
        limits.attempt(request, limits.SEND, str(pk))
    send = service(pk, password=password)
    if password:
        limits.forgive(str(pk), [limits.SEND])
    return send
