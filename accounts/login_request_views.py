"""Pages of logging in with another device: the one that asks, and the one on which its owner answers."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import device_types, limits, login_requests, services
from accounts.api.login_requests import answered
from accounts.browsers import browser_of
from accounts.guards import account_view, public_view
from accounts.login_request_schemas import AccessCodeBody, LoginAnswer, LoginByRequest, LoginRequest
from accounts.models import AuthRequest, User
from accounts.querysets import normalize_email
from accounts.views import answer_login
from provider_portal.api import ApiError, json_body, json_response


@public_view
@require_http_methods(["GET", "HEAD", "POST"])
def device_login(request):
    if request.method == "POST":
        return log_in(request)
    context = {"email": request.GET.get("email", ""), "minutes": int(login_requests.LIFETIME.total_seconds() // 60)}
    return render(request, "accounts/device_login.html", context)


def log_in(request):
    """Log an approved browser in: as with the master password, but for what proves it."""
    body = json_body(request, LoginByRequest)
    proof = {"request_id": body.request_id, "access_code": body.access_code}
    return answer_login(request, body, partial(login_requests.log_in, **proof))


@public_view
@require_POST
def ask(request):
    body = json_body(request, LoginRequest)
    limits.attempt(request, limits.LOGIN, body.email)
    browser = browser_of(request)
    try:
        kept = login_requests.ask(
            email=body.email,
            device_identifier=browser.identifier,
            device_type=browser.type,
            public_key=body.public_key,
            access_code=body.access_code,
            kind=AuthRequest.Kind.AUTHENTICATE_AND_UNLOCK,
        )
    except login_requests.UnknownDevice:
        raise ApiError(_("Log in here once with your master password. Afterwards another device can let this one in.")) from None
    return json_response({"id": kept.pk})


@public_view
@require_POST
def response(request, request_id):
    """Tell the asking browser what became of its request; the access code does not belong into an address."""
    row = login_requests.response_to(request_id, json_body(request, AccessCodeBody).access_code)
    if row is None:
        raise ApiError(_("This request is too old. Ask once more."), status=404)
    return json_response({"approved": row.approved, "key": row.wrapped_key})


@public_view
@require_POST
def mail_second_step(request):
    """Mail a code to whose device was let in."""
    body = json_body(request, LoginByRequest)
    limits.attempt(request, limits.MAIL, body.email)
    user = User.objects.filter(email=normalize_email(body.email), is_active=True).first()
    if not login_requests.is_approved(user, body.request_id, body.access_code):
        raise ApiError(_("This request is too old. Ask once more."))
    services.mail_code(user)
    return json_response({})


@account_view
@require_safe
def login_request_list(request):
    rows = [{"request": row, "name": device_types.NAMES[row.device_type]} for row in login_requests.waiting(request.user)]
    return render(request, "accounts/login_request_list.html", {"rows": rows})


@account_view
@require_POST
def answer_login_request(request, request_id):
    row = get_object_or_404(login_requests.current(request.user), pk=request_id)
    answered(request.user, row, json_body(request, LoginAnswer), browser_of(request).identifier)
    return json_response({})
