"""Wire routes of the account: configuration, log-in and tokens. Source: `spec/api.md` 3, 4 and 11."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from pydantic import ValidationError

from accounts import limits, refresh_tokens, services
from accounts.api_schemas import PasswordGrant, RefreshGrant, UserKeyId, form_of
from accounts.documents import account_keys, prelogin_document, token_members
from accounts.guards import account_view, public_view
from accounts.kdf import kdf_of
from accounts.querysets import normalize_email
from accounts.schemas import Prelogin
from accounts.tokens import LIFETIME, make_access_token
from provider_portal.api import ApiError, json_body, json_response, no_content

# Near the official server's version that speaks what is implemented here; clients switch features by it.
VERSION = "2026.8.0"
FEATURES = {"cipher-key-encryption": True, "pm-32009-new-item-types": True}
SCOPE = "api offline_access"
# Exactly these words: clients look for them.
WRONG_CREDENTIALS = "Username or password is incorrect. Try again."


@public_view
@require_GET
def config(request):
    origin = f"{request.scheme}://{request.get_host()}"
    return json_response(
        {
            "object": "config",
            "version": VERSION,
            "gitHash": None,
            "server": {"name": "Provider Portal", "url": origin},
            "environment": {
                "cloudRegion": None,
                "vault": origin,
                "api": f"{origin}/api",
                "identity": f"{origin}/identity",
                "notifications": f"{origin}/notifications",
                "sso": "",
                "fillAssistRules": None,
            },
            "settings": {"disableUserRegistration": False, "suppressOnboardingInterstitials": True},
            "push": {"pushTechnology": 0, "vapidPublicKey": None},
            "communication": None,
            "featureStates": FEATURES,
        }
    )


@public_view
@require_POST
def prelogin(request):
    body = json_body(request, Prelogin)
    limits.attempt(request, limits.PRELOGIN, body.email)
    return json_response(prelogin_document(kdf_of(body.email), normalize_email(body.email)))


@public_view
@require_POST
def token(request):
    """Exchange a login hash, or a refresh token, for an access token."""
    kind = form_of(request.POST, ["grant_type"]).get("grant_type")
    if kind not in GRANTS:
        return refusal("unsupported_grant_type")
    schema, answer = GRANTS[kind]
    try:
        grant = schema.model_validate(form_of(request.POST, schema.model_fields))
    except ValidationError:
        return refusal("invalid_request")
    response = answer(request, grant)
    response["Cache-Control"] = "no-store"
    return response


def password_grant(request, grant):
    limits.attempt(request, limits.LOGIN, grant.username)
    browser = services.Browser(grant.device_identifier, grant.device_type, grant.device_name, grant.client_id)
    try:
        user = services.log_in(email=grant.username, login_hash=grant.password, browser=browser)
    except services.WrongCredentials:
        return refusal("invalid_grant", "invalid_username_or_password", WRONG_CREDENTIALS)
    except services.EmailNotVerified:
        message = _("Confirm your e-mail address first: open the link in the mail you received.")
        return refusal("invalid_grant", "email_not_verified", message)
    limits.forgive(user.email)
    device = user.devices.get(identifier=grant.device_identifier)
    return tokens(device, refresh_tokens.issue(device), **token_members(user))


def refresh_grant(request, grant):
    try:
        device, refresh_token = refresh_tokens.exchange(grant.refresh_token, grant.client_id)
    except refresh_tokens.InvalidToken:
        return refusal("invalid_grant")
    return tokens(device, refresh_token)


GRANTS = {"password": (PasswordGrant, password_grant), "refresh_token": (RefreshGrant, refresh_grant)}


def tokens(device, refresh_token, **members):
    return json_response(
        {
            "access_token": make_access_token(device.user, device, client_id=device.client),
            "expires_in": int(LIFETIME.total_seconds()),
            "token_type": "Bearer",
            "refresh_token": refresh_token,
            "scope": SCOPE,
            **members,
        }
    )


def refusal(error, description=None, message=None):
    """Answer as OAuth does, with the sentence clients show in `ErrorModel`."""
    body = {"error": error}
    if description:
        body["error_description"] = description
    if message:
        body["ErrorModel"] = {"Message": message, "Object": "error"}
    return json_response(body, status=400)


@account_view
@require_GET
def keys(request):
    """Give the account's keys; clients that find none here would make new ones, and lose every shared vault."""
    user = request.user
    return json_response(
        {
            "object": "keys",
            "key": user.wrapped_user_key,
            "publicKey": user.public_key,
            "privateKey": user.wrapped_private_key,
            "accountKeys": account_keys(user),
        }
    )


@account_view
@require_POST
def set_user_key_id(request):
    """Note the id of the account's key; a client that is told so twice must not fail."""
    body = json_body(request, UserKeyId)
    try:
        services.set_user_key_id(request.user, body.user_key_id, actor=request.user)
    except services.OtherUserKey:
        raise ApiError(_("User key id is already set.")) from None
    return no_content()
