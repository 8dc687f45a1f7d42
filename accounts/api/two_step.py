"""Wire routes that manage two-step login. Source: `spec/api.md` 13.

Clients since 2026.8 read each method inside of a member of its name; the ones before read it plainly.
"""

import re

import pyotp
from django.core.signing import BadSignature, TimestampSigner
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import codes, limits, passkeys, secret_box, step_up, tasks, two_step, two_step_setup
from accounts.api.two_step_schemas import (
    AuthenticatorCode,
    CodeAddress,
    KeyNumber,
    MailedCode,
    MethodKind,
    NewKey,
    Verified,
    WithKey,
)
from accounts.guards import account_view
from accounts.two_step import Kind
from provider_portal.api import ApiError, by_method, json_body, json_response, list_response, no_content

TOKENS = TimestampSigner(salt="accounts.two_step.verified")
TOKEN_SECONDS = 30 * 60
FIRST_NESTED = (2026, 8)
VERSION = re.compile(r"(\d{4})\.(\d{1,2})\.")


def verified(request, schema=Verified, *, bound_to=""):
    """Return the body of somebody who has just proved the master password, or did within half an hour."""
    body = json_body(request, schema)
    if body.user_verification_token:
        try:
            spoken = TOKENS.unsign(body.user_verification_token, max_age=TOKEN_SECONDS)
        except BadSignature:
            raise ApiError(_("Enter your master password again.")) from None
        if not constant_time_compare(spoken, said(request.user, getattr(body, bound_to, ""))):
            raise ApiError(_("Enter your master password again."))
    elif body.master_password_hash and not bound_to:
        step_up.check(request, body.master_password_hash)
    else:
        raise ApiError(_("Enter your master password again."))
    return body


def said(user, secret=""):
    # It dies with the security stamp; `secret` is a key that was shown together with it.
    return f"{user.pk}|{user.security_stamp}|{secret}"


def shaped(request, name, method, *, secret=""):
    """Answer with a method as this version of a client reads it, and with the token for the steps that follow."""
    proof = {"userVerificationToken": TOKENS.sign(said(request.user, secret))}
    found = VERSION.match(request.headers.get("Bitwarden-Client-Version", ""))
    nested = found and tuple(map(int, found.groups())) >= FIRST_NESTED
    kind = {"object": f"twoFactor{name[0].upper()}{name[1:]}"}
    return json_response(kind | proof | ({name: method} if nested else method))


def provider_document(kind, *, enabled):
    return {"object": "twoFactorProvider", "enabled": enabled, "type": kind}


@require_GET
@account_view
def list_methods(request):
    return list_response([provider_document(kind, enabled=True) for kind in two_step.methods_of(request.user)])


@require_POST
@account_view
def show_authenticator(request):
    """Give the secret of the app that is on, or a new one to set up."""
    verified(request)
    method = two_step.methods_of(request.user).get(Kind.AUTHENTICATOR)
    key = secret_box.unseal(method.configuration["secret"]) if method else pyotp.random_base32()
    return shaped(request, "authenticator", {"enabled": bool(method), "key": key}, secret=key)


@account_view
def set_up_authenticator(request):
    body = verified(request, AuthenticatorCode, bound_to="key")
    limits.attempt(request, limits.TWO_STEP, request.user.email)
    step = two_step.fitting_step(body.key, body.token)
    if step is None:
        raise ApiError(_("This is not the code of now. Check the clock of your device, then try the next one."))
    limits.forgive(request.user.email, [limits.TWO_STEP])
    two_step_setup.set_up_authenticator(request.user, body.key, step, actor=request.user)
    return shaped(request, "authenticator", {"enabled": True, "key": body.key}, secret=body.key)


@account_view
def turn_off_authenticator(request):
    verified(request, WithKey, bound_to="key")
    return turned_off(request, Kind.AUTHENTICATOR)


@require_POST
@account_view
def show_email(request):
    verified(request)
    return email_document(request)


def email_document(request):
    method = two_step.methods_of(request.user).get(Kind.EMAIL)
    email = method.configuration["email"] if method else request.user.email
    return shaped(request, "email", {"enabled": bool(method), "email": email})


@require_POST
@account_view
def mail_code(request):
    """Mail a code to the address that codes shall be mailed to from now on."""
    address = verified(request, CodeAddress).email
    limits.attempt(request, limits.MAIL, address)
    tasks.send_code.delay_on_commit(str(request.user.pk), codes.TWO_STEP, address)
    return no_content()


@account_view
def set_up_email(request):
    body = verified(request, MailedCode)
    limits.attempt(request, limits.TWO_STEP, request.user.email)
    if not codes.is_code(codes.TWO_STEP, request.user, body.email, body.token):
        raise ApiError(_("This is not the code we mailed last, or it is too old."))
    limits.forgive(request.user.email, [limits.TWO_STEP])
    two_step_setup.set_up_email(request.user, body.email, actor=request.user)
    return email_document(request)


@account_view
def turn_off_email(request):
    verified(request)
    return turned_off(request, Kind.EMAIL)


@require_POST
@account_view
def show_passkeys(request):
    verified(request)
    return passkeys_document(request)


def passkeys_document(request):
    keys = two_step_setup.passkeys_of(request.user)
    shown = [{"id": key["id"], "name": key["name"], "migrated": False} for key in keys]
    return shaped(request, "webAuthn", {"enabled": bool(keys), "keys": shown})


@require_POST
@account_view
def passkey_challenge(request):
    verified(request)
    options = passkeys.creation_options(request.user, two_step_setup.passkeys_of(request.user))
    return shaped(request, "options", options | {"status": "ok", "errorMessage": ""})


@account_view
def add_passkey(request):
    body = verified(request, NewKey)
    try:
        key = passkeys.created(request.user, body.device_response)
        two_step_setup.add_passkey(request.user, body.name, key, actor=request.user)
    except passkeys.InvalidPasskey:
        raise ApiError(_("The passkey could not be checked. Try again.")) from None
    except two_step_setup.TooManyPasskeys:
        raise ApiError(_("Five passkeys are the most an account may have. Remove one first.")) from None
    return passkeys_document(request)


@account_view
def remove_passkey(request):
    number = verified(request, KeyNumber).id
    if all(key["id"] != number for key in two_step_setup.passkeys_of(request.user)):
        raise ApiError(_("There is no such passkey."))
    two_step_setup.remove_passkey(request.user, number, actor=request.user)
    return passkeys_document(request)


@require_http_methods(["DELETE"])
@account_view
def remove_passkeys(request):
    verified(request)
    return turned_off(request, Kind.WEBAUTHN)


@require_POST
@account_view
def show_recovery_code(request):
    verified(request)
    code = two_step_setup.recovery_code_of(request.user)
    return json_response({"object": "twoFactorRecover", "code": code and code.replace(" ", "")})


@require_http_methods(["PUT", "POST"])
@account_view
def turn_off(request):
    """Turn a method off, as clients before 2026.8 ask."""
    kind = verified(request, MethodKind).type
    if kind not in two_step.OFFERED:
        raise ApiError(_("There is no such method."))
    return turned_off(request, Kind(kind))


def turned_off(request, kind):
    two_step_setup.turn_off(request.user, kind, actor=request.user)
    return json_response(provider_document(kind, enabled=False))


@require_GET
@account_view
def device_verification(request):
    """Tell that a new device is mailed about, and asks for no code."""
    return json_response(
        {
            "object": "deviceVerificationSettings",
            "isDeviceVerificationSectionEnabled": False,
            "unknownDeviceVerificationEnabled": False,
        }
    )


authenticator = by_method(
    PUT=set_up_authenticator, POST=set_up_authenticator, DELETE=turn_off_authenticator
)
email = by_method(PUT=set_up_email, POST=set_up_email, DELETE=turn_off_email)
webauthn = by_method(PUT=add_passkey, POST=add_passkey, DELETE=remove_passkey)
