"""Wire routes of logging in with another device. Source: `spec/api.md` 12."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts import device_types, limits, login_requests
from accounts.guards import account_view, public_view
from accounts.login_request_schemas import ClientLoginRequest, LoginAnswer
from provider_portal.api import ApiError, by_method, json_body, json_response, list_response


def document(request):
    return {
        "object": "auth-request",
        "id": request.pk,
        "publicKey": request.public_key,
        "requestDeviceIdentifier": request.device_identifier,
        "requestDeviceTypeValue": request.device_type,
        "requestDeviceType": device_types.NAMES[request.device_type],
        "requestIpAddress": request.ip_address,
        "requestCountryName": None,
        "key": request.wrapped_key,
        "masterPasswordHash": None,
        "creationDate": request.created_at,
        "responseDate": request.responded_at,
        "requestApproved": request.approved,
        "origin": settings.PORTAL_URL,
    }


def ask(request):
    body = json_body(request, ClientLoginRequest)
    limits.attempt(request, limits.LOGIN, body.email)
    try:
        kept = login_requests.ask(
            email=body.email,
            device_identifier=body.device_identifier,
            device_type=body.device_type,
            public_key=body.public_key,
            access_code=body.access_code,
            kind=body.type,
        )
    except login_requests.UnknownDevice:
        raise ApiError(_("Log in on this device with your master password first.")) from None
    return json_response(document(kept))


@public_view
@require_http_methods(["GET", "POST"])
def requests(request):
    """Let a device ask, which is not signed in; whoever is sees what was asked of them."""
    if request.method == "POST":
        return ask(request)
    if not request.user.is_authenticated:
        raise ApiError(_("Unauthorized."), status=401)
    return list_response([document(row) for row in login_requests.current(request.user)])


@require_GET
@account_view
def pending_requests(request):
    return list_response([document(row) for row in login_requests.waiting(request.user)])


@account_view
def get_request(request, request_id):
    return json_response(document(get_object_or_404(login_requests.current(request.user), pk=request_id)))


@account_view
def answer_request(request, request_id):
    """Let the asking device in, or turn it away."""
    body = json_body(request, LoginAnswer)
    row = get_object_or_404(login_requests.current(request.user), pk=request_id)
    return json_response(document(answered(request.user, row, body, body.device_identifier)))


def answered(user, row, body, device_identifier):
    try:
        return login_requests.answer(
            row, approved=body.request_approved, key=body.key, device_identifier=device_identifier, actor=user
        )
    except login_requests.AnsweredAlready:
        raise ApiError(_("This request was answered already, or is too old.")) from None


@public_view
@require_GET
def response(request, request_id):
    """Tell the asking device, which alone has the access code, what became of its request."""
    row = login_requests.response_to(request_id, request.GET.get("code", ""))
    if row is None:
        raise Http404
    return json_response(document(row))


one_request = by_method(GET=get_request, PUT=answer_request)
