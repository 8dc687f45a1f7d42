"""The page on which a person gives their account another key."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import credentials
from accounts.guards import account_view
from accounts.security_views import changed_meanwhile, this_session_goes_on
from accounts.step_up import proven_body
from provider_portal.api import json_response
from vault import own_key
from vault.rotation_schemas import KeyRotation
from vault.services.rotation import rotate_keys as rotate
from vault.views.answers import answers_refusals


@account_view
@require_safe
def account_key(request):
    context = {
        "contacts": own_key.emergency_contacts(request.user),
        "memberships": own_key.recovering_memberships(request.user),
    }
    return render(request, "vault/account_key.html", context)


@account_view
@require_safe
def own_strings(request):
    """Give everything that is under the person's key."""
    user = request.user
    strings, passkeys = own_key.own_strings(user), own_key.opening_passkeys(user)
    return json_response({"revision": user.revision_date, "strings": strings, "passkeys": passkeys})


@account_view
@require_POST
@answers_refusals
def rotate_keys(request):
    body = proven_body(request, KeyRotation)
    user = request.user
    lock = credentials.Lock(body.login_hash, body.user_key, credentials.kdf_of(user))
    try:
        rotate(user, body, lock, actor=user)
    except credentials.ChangedMeanwhile:
        raise changed_meanwhile() from None
    return this_session_goes_on(request, _("Your account has another key. Unlock with your master password."), "accounts:lock")
