"""Wire routes of the account: configuration, log-in and tokens. Source: `spec/api.md` 3, 4 and 11."""

from functools import partial

from django.conf import settings
from django.http.request import split_domain_port
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from pydantic import ValidationError

from accounts import api_keys, limits, login_passkeys, login_requests, refresh_tokens, services, two_step
from accounts.api.schemas import ApiKeyGrant, PasskeyGrant, PasswordGrant, RefreshGrant, SecondStepMail, UserKeyId, form_of
from accounts.documents import account_keys, prelogin_document, second_step_document, token_members
from accounts.guards import account_view, public_view
from accounts.kdf import kdf_of
from accounts.models import User
from accounts.querysets import normalize_email
from accounts.schemas import Prelogin
from accounts.tokens import LIFETIME, make_access_token
from provider_portal.api import ApiError, by_method, json_body, json_response, no_content

# Near the official server's version that speaks what is implemented here; clients switch features by it.
VERSION = "2026.8.0"
FEATURES = {"cipher-key-encryption": True, "pm-32009-new-item-types": True}
SCOPE = "api offline_access"
SCOPE_OF_API_KEYS = "api"
# Exactly these words: clients look for them.
WRONG_CREDENTIALS = "Username or password is incorrect. Try again."
WRONG_SECOND_STEP = "Two-step token is invalid. Try again."


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
                "notifications": notifications_url(request),
                "sso": "",
                "fillAssistRules": None,
            },
            "settings": {"disableUserRegistration": False, "suppressOnboardingInterstitials": True},
            "push": {"pushTechnology": 0, "vapidPublicKey": None},
            "communication": None,
            "featureStates": FEATURES,
        }
    )


def notifications_url(request):
    """Return where the hub is: here, behind a balancer that sends it that path, or on a port of its own."""
    host, port = request.get_host(), settings.NOTIFICATIONS_PORTS.get(request.scheme)
    if port:
        host = f"{split_domain_port(host)[0]}:{port}"
    return f"{request.scheme}://{host}/notifications"


@public_view
@require_POST
def prelogin(request):
    body = json_body(request, Prelogin)
    limits.attempt(request, limits.PRELOGIN, body.email)
    return json_response(prelogin_document(kdf_of(body.email), normalize_email(body.email)))


def token_view(grants):
    """Return the view that exchanges what a client has for an access token: `grants` is {kind: (schema, answer)}.

    Where a kind is a pair, the second says how the `client_id` begins.
    """

    @public_view
    @require_POST
    def token(request):
        given = form_of(request.POST, ["grant_type", "client_id"])
        kind, owner = given.get("grant_type"), given.get("client_id", "").partition(".")[0]
        if kind not in grants:
            return refusal("unsupported_grant_type")
        schema, answer = grants.get((kind, owner)) or grants[kind]
        try:
            grant = schema.model_validate(form_of(request.POST, schema.model_fields))
        except ValidationError:
            return refusal("invalid_client" if schema is ApiKeyGrant else "invalid_request")
        response = answer(request, grant)
        response["Cache-Control"] = "no-store"
        return response

    return token


def log_in_of(grant):
    """Return the service that checks what the client brings: the master password's hash, or an approved request's code."""
    if grant.auth_request:
        return partial(login_requests.log_in, request_id=grant.auth_request, access_code=grant.password)
    return partial(services.log_in, login_hash=grant.password)


def password_grant(request, grant):
    limits.attempt(request, limits.LOGIN, grant.username)
    browser = browser_of(grant, grant.client_id)
    answer = None
    if grant.two_factor_token is not None and grant.two_factor_provider is not None:
        limits.attempt(request, limits.TWO_STEP, grant.username)
        answer = two_step.Answer(grant.two_factor_provider, grant.two_factor_token)
    try:
        user = log_in_of(grant)(email=grant.username, browser=browser, second_step=answer)
    except services.WrongCredentials:
        return refusal("invalid_grant", "invalid_username_or_password", WRONG_CREDENTIALS)
    except services.EmailNotVerified:
        message = _("Confirm your e-mail address first: open the link in the mail you received.")
        return refusal("invalid_grant", "email_not_verified", message)
    except services.SecondStepNeeded as asked:
        return json_response(second_step_document(asked.user), status=400)
    except services.WrongSecondStep:
        return refusal("invalid_grant", "invalid_username_or_password", WRONG_SECOND_STEP)
    limits.forgive(user.email, [limits.LOGIN, limits.PRELOGIN, limits.TWO_STEP])
    device = user.devices.get(identifier=grant.device_identifier)
    kept = {"TwoFactorToken": two_step.remember(device)} if answer and grant.two_factor_remember else {}
    return tokens(device, refresh_tokens.issue(device), **token_members(user), **kept)


@public_view
@require_POST
def send_email_login(request):
    """Mail a code to who knows the master password."""
    body = json_body(request, SecondStepMail)
    limits.attempt(request, limits.LOGIN, body.email)
    limits.attempt(request, limits.MAIL, body.email)
    try:
        services.mail_second_step(email=body.email, login_hash=body.master_password_hash)
    except services.WrongCredentials:
        raise ApiError(WRONG_CREDENTIALS) from None
    return no_content()


def refresh_grant(request, grant):
    try:
        device, refresh_token = refresh_tokens.exchange(grant.refresh_token, grant.client_id)
    except refresh_tokens.InvalidToken:
        return refusal("invalid_grant")
    return tokens(device, refresh_token)


def api_key_grant(request, grant):
    """Log in with a personal API key; there is no refresh token, the client comes back with the key."""
    limits.attempt(request, limits.LOGIN, grant.client_id)
    browser = browser_of(grant, "cli")
    try:
        user = api_keys.log_in(client_id=grant.client_id, key=grant.client_secret, browser=browser)
    except services.WrongCredentials:
        return refusal("invalid_client")
    limits.forgive(grant.client_id)
    device = user.devices.get(identifier=grant.device_identifier)
    token = make_access_token(user, device, client_id=grant.client_id)
    return json_response(token_answer(token, SCOPE_OF_API_KEYS) | token_members(user))


def passkey_grant(request, grant):
    """Log in with a passkey; its keys go along where it opens the vault."""
    limits.attempt_from_network(request, limits.LOGIN)
    browser = browser_of(grant, grant.client_id)
    try:
        passkey = login_passkeys.log_in(answer=grant.device_response, token=grant.token, browser=browser)
    except services.WrongCredentials:
        return refusal("invalid_grant", "invalid_username_or_password", _("This passkey opens no account here."))
    device = passkey.user.devices.get(identifier=grant.device_identifier)
    members = token_members(passkey.user, login_passkeys.keys_of(passkey))
    return tokens(device, refresh_tokens.issue(device), **members)


GRANTS = {
    "password": (PasswordGrant, password_grant),
    "webauthn": (PasskeyGrant, passkey_grant),
    "refresh_token": (RefreshGrant, refresh_grant),
    "client_credentials": (ApiKeyGrant, api_key_grant),
}


def browser_of(grant, client):
    return services.Browser(grant.device_identifier, grant.device_type, grant.device_name, client)


def tokens(device, refresh_token, **members):
    token = make_access_token(device.user, device, client_id=device.client)
    return json_response(token_answer(token, SCOPE) | {"refresh_token": refresh_token, **members})


def token_answer(token, scope):
    return {
        "access_token": token,
        "expires_in": int(LIFETIME.total_seconds()),
        "token_type": "Bearer",
        "scope": scope,
    }


def refusal(error, description=None, message=None):
    """Answer as OAuth does, with the sentence clients show in `ErrorModel`."""
    body = {"error": error}
    if description:
        body["error_description"] = description
    if message:
        body["ErrorModel"] = {"Message": message, "Object": "error"}
    return json_response(body, status=400)


@account_view
def get_keys(request):
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
def set_keys(request):
    """Refuse: an account has its keys from the first moment, and others would lock its owner out of shared vaults."""
    raise ApiError(_("The account has its keys already."))


keys = by_method(GET=get_keys, POST=set_keys)
regenerate_keys = require_POST(set_keys)


@account_view
@require_GET
def public_key(request, user_id):
    """Give somebody's public key to whoever is signed in: what it seals, only they open."""
    user = get_object_or_404(User.objects.registered(), pk=user_id)
    document = {"object": "userKey", "userId": user.pk, "publicKey": user.public_key}
    return json_response(document | {"signedPublicKey": None, "verifyingKey": None})


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
