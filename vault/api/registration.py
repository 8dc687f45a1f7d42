"""Wire routes by which apps make an account. Source: `spec/api.md` 3.5.

An app is given a token at once and makes the account with it; until the address is confirmed by the mail that
follows, nobody can log in. An invitation's token has come by mail, so that it confirms the address itself.
"""

from django.core.signing import BadSignature, TimestampSigner
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import limits, mail_tokens, services
from accounts.guards import public_view
from organizations.services.members import invited_member as invited_to_organization
from provider_portal.api import ApiError, json_body, json_response, no_content
from providers.services.members import invited_member as invited_to_provider
from vault.api.registration_schemas import ClickedLink, FinishedRegistration, StartedRegistration
from vault.services.emergency import invited as invited_to_trust

SIGNER = TimestampSigner(salt="vault.registration")
LIFETIME_SECONDS = 24 * 60 * 60


@require_POST
@public_view
def start(request):
    """Answer every address with a token alike: whether it has an account is told by mail, to whoever reads it."""
    body = json_body(request, StartedRegistration)
    limits.attempt(request, limits.MAIL, body.email)
    return json_response(SIGNER.sign_object({"email": body.email, "name": body.name}))


@require_POST
@public_view
def open_link(request):
    body = json_body(request, ClickedLink)
    if details_of(body.email_verification_token, body.email) is None:
        raise expired()
    return no_content()


@require_POST
@public_view
def finish(request):
    """Make the account, or complete the one of an invited person."""
    body = json_body(request, FinishedRegistration)
    name, vouched = vouched_name(body)
    keys = services.Keys(
        body.derivation, body.login_hash, body.user_key, body.private_key, body.public_key, body.key_id
    )
    try:
        services.register(
            email=body.email,
            name=name,
            hint=body.master_password_hint or "",
            culture=get_language(),
            keys=keys,
            vouched=vouched,
        )
    except services.AlreadyRegistered:
        raise expired() from None
    return json_response({"object": "registerFinish"})


def vouched_name(body):
    """Return the name that was given first, and whether the token proves the address; raises ApiError."""
    invitations = [
        (body.org_invite_token, invited_to_organization, "user"),
        (body.provider_invite_token, invited_to_provider, "user"),
        (body.accept_emergency_access_invite_token, invited_to_trust, "grantee"),
    ]
    for token, invited, person in invitations:
        if token:
            return "", is_invited(token, invited, person, body.email)
    details = details_of(body.email_verification_token or "", body.email)
    if details is None:
        raise expired()
    return details["name"], False


def is_invited(token, invited, person, email):
    """Return True where the mailed token invites this address; raises ApiError."""
    try:
        if getattr(invited(token), person).email == email:
            return True
    except mail_tokens.InvalidToken:
        pass
    raise expired()


def details_of(token, email):
    """Return what registration was started with, or None where the token is not of this address."""
    try:
        details = SIGNER.unsign_object(token, max_age=LIFETIME_SECONDS)
    except BadSignature:
        return None
    return details if details["email"] == email else None


def expired():
    return ApiError(_("Expired link. Please restart registration or try logging in. You may already have an account"))
