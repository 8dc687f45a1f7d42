"""Wire routes that ask for the master password once more. Source: `spec/api.md` 11."""

from typing import Annotated

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from pydantic import StringConstraints

from accounts import api_keys, credentials, step_up
from accounts.api.lock_schemas import NewLock, lock_of
from accounts.api.schemas import MasterPassword
from accounts.guards import account_view
from provider_portal.api import ApiError, json_body, json_response, no_content


class OwnLock(NewLock):
    master_password_hint: Annotated[str, StringConstraints(max_length=50)] | None = None


def prove(request):
    step_up.check(request, json_body(request, MasterPassword).master_password_hash)


@require_POST
@account_view
def verify_password(request):
    prove(request)
    return json_response({"object": "masterPasswordPolicy"})


@require_POST
@account_view
def create_api_key(request):
    """Give the account its first API key; one that was given is kept as a hash and cannot be shown again."""
    prove(request)
    if request.user.api_key_digest:
        raise ApiError(_("An API key is shown once only. Rotate it to get a new one."))
    return new_key(request)


@require_POST
@account_view
def rotate_api_key(request):
    prove(request)
    return new_key(request)


@require_http_methods(["PUT"])
@account_view
def replace_temporary_password(request):
    """Set the own master password in the place of one that an administrator chose; nothing else is asked for."""
    user, body = request.user, json_body(request, OwnLock)
    if not user.force_password_reset:
        raise ApiError(_("Your master password is not a temporary one."))
    try:
        credentials.change_password(user, lock_of(body, user), hint=body.master_password_hint or "", actor=user)
    except credentials.ChangedMeanwhile:
        raise ApiError(_("Your account was changed meanwhile. Log in again.")) from None
    return no_content()


def new_key(request):
    key = api_keys.issue(request.user, actor=request.user)
    return json_response({"object": "apiKey", "apiKey": key, "revisionDate": request.user.revision_date})
