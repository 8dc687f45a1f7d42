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
from vault.sends import passes
from vault.sends.documents import opened_send
from vault.sends.links import id_of
from vault.sends.schemas import SendOpening
from vault.services import sends

DOWNLOADS = TimestampSigner(salt="vault.sends.download")
DOWNLOAD_SECONDS = 60


def answers_dead_links(view):
    """Answer each link that opens nothing alike, and say what is wanted besides the link."""

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
        except sends.AddressNeeded:
            raise ApiError(_("Enter your e-mail address.")) from None
        except sends.CodeNeeded:
            return json_response({"codeMailed": True})
        except sends.WrongCode:
            raise ApiError(_("The code is wrong, was used already or is too old.")) from None

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
    """Give the Send's content, and a pass for what follows within some minutes."""
    send = let_in(request, pk)
    sends.open_admitted(send)
    return json_response(opened_send(send) | {"passed": passes.issue(send)})


@public_view
@require_POST
@answers_dead_links
def request_send_file(request, pk):
    """Give an address of the file that works for a minute; asking for it counts as the download."""
    send = let_in(request, pk)
    sends.download_admitted(send)
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


def let_in(request, pk):
    """Return the Send for whoever shows a pass or what it asks for; raises as `sends.admitted` does."""
    body = json_body(request, SendOpening)
    if body.passed:
        send = passes.send_of(f"Bearer {body.passed}")
        if send.pk != pk:
            raise sends.Gone
        return send
    return admit(request, pk, sends.Shown(body.password, body.email, body.code))


def admit(request, pk, shown):
    """Return the Send for whoever shows what it asks for; attempts, and mails to an address, are limited for each Send."""
    recipient = f"{pk}:{shown.email}"
    if shown.password:
        limits.attempt(request, limits.SEND, str(pk))
    if shown.email:
        limits.attempt(request, limits.TWO_STEP if shown.code else limits.MAIL, recipient)
    send = sends.admitted(pk, shown)
    if shown.password:
        limits.forgive(str(pk), [limits.SEND])
    if shown.code:
        limits.forgive(recipient, [limits.TWO_STEP])
    return send
