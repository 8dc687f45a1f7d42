"""The passkeys that a person logs in with, and the log-in by one of them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import limits, login_passkeys, passkeys, services, step_up
from accounts.browsers import browser_of
from accounts.credentials import ChangedMeanwhile
from accounts.guards import account_view, public_view
from accounts.login_passkey_schemas import ChosenPasskey, EncryptingPasskey, NewLoginPasskey, PasskeyLogin
from accounts.security_views import changed_meanwhile
from accounts.two_step_setup import TooManyPasskeys
from accounts.views import let_in
from provider_portal.api import ApiError, json_body, json_response


@account_view
@require_safe
def login_passkey_list(request):
    kept = request.user.login_passkeys.order_by("pk")
    context = {"passkeys": kept, "is_full": len(kept) >= passkeys.LIMIT, "limit": passkeys.LIMIT}
    return render(request, "accounts/login_passkey_list.html", context)


@account_view
@require_POST
def start_login_passkey(request):
    """Give what a new passkey is made by."""
    step_up.proven_body(request)
    options, token = login_passkeys.start_adding(request.user)
    return json_response({"options": options, "token": token})


@account_view
@require_POST
def add_login_passkey(request):
    add_passkey(request.user, json_body(request, NewLoginPasskey))
    messages.success(request, _("The passkey is added."))
    return json_response({"url": reverse("accounts:login_passkey_list")})


def add_passkey(user, body):
    """Keep the passkey of `body`; raises ApiError."""
    try:
        login_passkeys.add(
            user,
            name=body.name,
            answer=body.device_response,
            token=body.token,
            can_encrypt=body.supports_prf,
            keys=body.keys,
            actor=user,
        )
    except passkeys.InvalidPasskey:
        raise unchecked() from None
    except TooManyPasskeys:
        raise ApiError(_("Five passkeys are the most an account may have. Remove one first.")) from None
    except ChangedMeanwhile:
        raise changed_meanwhile() from None


@account_view
@require_POST
def start_passkey_encryption(request):
    """Give what one of the passkeys is used by that shall open the vault, too."""
    body = step_up.proven_body(request, ChosenPasskey)
    chosen = get_object_or_404(request.user.login_passkeys, pk=body.passkey)
    options, token = login_passkeys.start_encrypting(request.user, [chosen])
    return json_response({"options": options, "token": token})


@account_view
@require_POST
def encrypt_with_passkey(request):
    encrypt_by_passkey(request.user, json_body(request, EncryptingPasskey))
    messages.success(request, _("The passkey opens your vault from now on."))
    return json_response({"url": reverse("accounts:login_passkey_list")})


def encrypt_by_passkey(user, body):
    """Let the passkey of `body` open the vault; raises ApiError."""
    try:
        login_passkeys.encrypt(user, answer=body.device_response, token=body.token, keys=body.keys, actor=user)
    except passkeys.InvalidPasskey:
        raise unchecked() from None
    except ChangedMeanwhile:
        raise changed_meanwhile() from None


@account_view
@require_POST
def remove_login_passkey(request):
    body = step_up.proven_body(request, ChosenPasskey)
    login_passkeys.remove(get_object_or_404(request.user.login_passkeys, pk=body.passkey), actor=request.user)
    messages.success(request, _("The passkey is removed."))
    return json_response({"url": reverse("accounts:login_passkey_list")})


@public_view
@require_POST
def passkey_login_options(request):
    limits.attempt_from_network(request, limits.PRELOGIN)
    options, token = login_passkeys.start_log_in()
    return json_response({"options": options, "token": token})


@public_view
@require_POST
def log_in_with_passkey(request):
    """Answer with the wrapped keys, and with those that the passkey opens where it does."""
    body = json_body(request, PasskeyLogin)
    limits.attempt_from_network(request, limits.LOGIN)
    browser = browser_of(request)
    try:
        passkey = login_passkeys.log_in(answer=body.device_response, token=body.token, browser=browser)
    except services.WrongCredentials:
        raise ApiError(_("This passkey opens no account here. Log in with your master password.")) from None
    return let_in(request, passkey.user, browser, {"next": body.next, "passkey": login_passkeys.keys_of(passkey)})


def unchecked():
    return ApiError(_("The passkey could not be checked. Try again."))
