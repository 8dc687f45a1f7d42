"""Wire routes by which clients before 2026.8.0 open Sends: the link itself, no token. Source: `spec/api.md` 9.2."""

from functools import wraps

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import public_view
from provider_portal.api import ApiError, json_response
from vault.api.sends import access_document, download_document
from vault.sends.links import id_of
from vault.services import sends
from vault.views.received_sends import let_in


def link_view(view):
    """Hand the view the id that a link names; the statuses are what these clients ask for a password by."""

    @public_view
    @require_POST
    @wraps(view)
    def answering(request, link, **kwargs):
        try:
            return view(request, id_of(link), **kwargs)
        except sends.Gone:
            raise Http404 from None
        except sends.PasswordNeeded:
            raise ApiError(_("Enter the password."), status=401) from None
        except sends.WrongPassword:
            raise ApiError(_("The password is wrong.")) from None
        except (sends.AddressNeeded, sends.CodeNeeded, sends.WrongCode):
            raise ApiError(_("This Send asks for a code by e-mail. Open its link in a browser.")) from None

    return answering


@link_view
def open_send(request, pk):
    send = let_in(request, pk)
    sends.open_admitted(send)
    return json_response(access_document(send))


@link_view
def request_file(request, pk, file_id):
    send = let_in(request, pk)
    sends.download_admitted(send)
    return json_response(download_document(request, send))
