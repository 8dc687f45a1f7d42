"""Wire routes of logging in with a passkey. Source: `spec/api.md` 3.2 and 13."""

from enum import IntEnum

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from accounts import limits, login_passkeys
from accounts.api.two_step import verified
from accounts.guards import account_view, public_view
from accounts.login_passkey_schemas import EncryptingPasskey, NewLoginPasskey
from accounts.login_passkey_views import add_passkey, encrypt_by_passkey
from provider_portal.api import by_method, json_body, json_response, list_response, no_content


class PrfStatus(IntEnum):
    ENABLED = 0
    SUPPORTED = 1
    UNSUPPORTED = 2


def status_of(passkey):
    if passkey.encrypts:
        return PrfStatus.ENABLED
    return PrfStatus.SUPPORTED if passkey.can_encrypt else PrfStatus.UNSUPPORTED


def document(passkey):
    return {
        "object": "webauthnCredential",
        "id": passkey.pk,
        "name": passkey.name,
        "prfStatus": status_of(passkey),
        "encryptedUserKey": passkey.wrapped_user_key,
        "encryptedPublicKey": passkey.wrapped_public_key,
    }


def options_document(name, started):
    options, token = started
    return json_response({"object": name, "options": options, "token": token})


@account_view
def list_passkeys(request):
    return list_response([document(passkey) for passkey in request.user.login_passkeys.order_by("pk")])


@account_view
def create_passkey(request):
    add_passkey(request.user, json_body(request, NewLoginPasskey))
    return no_content()


@account_view
def turn_encryption_on(request):
    encrypt_by_passkey(request.user, json_body(request, EncryptingPasskey))
    return no_content()


@require_POST
@account_view
def attestation_options(request):
    verified(request)
    return options_document("webauthnCredentialCreateOptions", login_passkeys.start_adding(request.user))


@require_POST
@account_view
def assertion_options(request):
    verified(request)
    chosen = request.user.login_passkeys.all()
    started = login_passkeys.start_encrypting(request.user, chosen)
    return options_document("webAuthnLoginAssertionOptions", started)


@require_POST
@account_view
def remove_passkey(request, passkey_id):
    verified(request)
    login_passkeys.remove(get_object_or_404(request.user.login_passkeys, pk=passkey_id), actor=request.user)
    return no_content()


@require_GET
@public_view
def login_options(request):
    """Give anybody what a passkey logs in by."""
    limits.attempt_from_network(request, limits.PRELOGIN)
    return options_document("webAuthnLoginAssertionOptions", login_passkeys.start_log_in())


passkeys = by_method(GET=list_passkeys, POST=create_passkey, PUT=turn_encryption_on)
