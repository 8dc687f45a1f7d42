"""The pages of an account's safety. Whatever weakens it asks for the master password: `accounts.step_up`."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import credentials, step_up
from accounts.device_views import bind_here
from accounts.guards import account_view
from accounts.middleware import needs_new_password
from accounts.models import Kdf
from accounts.rules import rules
from accounts.schemas import LIMITS
from accounts.security_schemas import NewKdf, NewPassword
from provider_portal.api import ApiError, json_response


@account_view
@require_safe
def password(request):
    context = {
        "kdf": request.user.kdf_settings,
        "pbkdf2": LIMITS[Kdf.PBKDF2],
        "argon2id": LIMITS[Kdf.ARGON2ID],
        "must_change": needs_new_password(request),
        "rules": rules.master_password(request.user),
    }
    return render(request, "accounts/password.html", context)


@account_view
@require_POST
def change_password(request):
    body = step_up.proven_body(request, NewPassword)
    user = request.user
    try:
        credentials.change_password(user, lock_of(body), hint=body.password_hint, actor=user)
    except credentials.ChangedMeanwhile:
        raise changed_meanwhile() from None
    request.session.pop("weak_password", None)
    return this_session_goes_on(request, _("Your master password is changed."))


@account_view
@require_POST
def report_weak_password(request):
    """Note that the browser found the password just typed in weaker than a policy asks for at every login."""
    request.session["weak_password"] = True
    return json_response({"url": reverse("accounts:password")})


@account_view
@require_POST
def change_kdf(request):
    body = step_up.proven_body(request, NewKdf)
    try:
        credentials.change_kdf(request.user, lock_of(body), actor=request.user)
    except credentials.ChangedMeanwhile:
        raise changed_meanwhile() from None
    return this_session_goes_on(request, _("Your key derivation is changed."))


def lock_of(body):
    return credentials.Lock(body.new_login_hash, body.user_key, body.kdf)


def changed_meanwhile():
    return ApiError(_("Your account was changed in another window. Reload the page, then try again."), status=409)


def this_session_goes_on(request, words, url_name="accounts:password"):
    """Keep this session although the security stamp has changed; `words` greet on the next page."""
    update_session_auth_hash(request, request.user)
    bind_here(request)
    messages.success(request, words)
    return json_response({"url": reverse(url_name)})
