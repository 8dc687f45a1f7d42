"""How the JSON routes of the vault's pages answer."""

from functools import wraps

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers

from provider_portal.api import ApiError, is_wire
from vault.refusals import Refused


def answers_refusals(view):
    """Tell the page, or the protocol's client, what a service refused, in the service's words."""

    @wraps(view)
    def answering(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            status = refusal.wire_status if is_wire(request) else refusal.status
            raise ApiError(str(refusal.message), status=status) from None

    return answering


def takes_gzip(request):
    return "gzip" in request.headers.get("Accept-Encoding", "")


def document_response(request, content):
    """Answer with the bytes of a document, which was compressed if the request takes that."""
    response = HttpResponse(content, content_type="application/json")
    if takes_gzip(request):
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response
