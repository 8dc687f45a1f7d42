"""Passkeys as a second step, in the words of the WebAuthn library. A challenge is good for one answer."""

import json
from urllib.parse import urlsplit

import webauthn
from django.conf import settings
from django.core.cache import cache
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

LIMIT = 5
CHALLENGE_SECONDS = 300
TRANSPORTS = {transport.value for transport in AuthenticatorTransport}
# The master password was asked for already; what is wanted besides is something that the person has.
NO_VERIFICATION = UserVerificationRequirement.DISCOURAGED


class InvalidPasskey(Exception):
    """The browser's answer does not fit what was asked."""


def site():
    """Return the identifier passkeys are bound to, and the origin they are used from."""
    address = urlsplit(settings.PORTAL_URL)
    return address.hostname, f"{address.scheme}://{address.netloc}"


def creation_options(user, keys):
    options = webauthn.generate_registration_options(
        rp_id=site()[0],
        rp_name="Provider Portal",
        user_id=user.pk.bytes,
        user_name=user.email,
        user_display_name=user.name or user.email,
        exclude_credentials=[descriptor(key) for key in keys],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED, user_verification=NO_VERIFICATION
        ),
    )
    return remembered("create", user, options)


def request_options(user, keys):
    options = webauthn.generate_authentication_options(
        rp_id=site()[0],
        allow_credentials=[descriptor(key) for key in keys],
        user_verification=NO_VERIFICATION,
    )
    return remembered("get", user, options)


def created(user, answer):
    """Return what is kept of a new passkey; raises InvalidPasskey."""
    rp_id, origin = site()
    try:
        verified = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=taken("create", user),
            expected_rp_id=rp_id,
            expected_origin=origin,
        )
    except WebAuthnException as error:
        raise InvalidPasskey from error
    said = answer.get("response", {}).get("transports", [])
    return {
        "credential": bytes_to_base64url(verified.credential_id),
        "public_key": bytes_to_base64url(verified.credential_public_key),
        "uses": verified.sign_count,
        "transports": sorted(TRANSPORTS.intersection(said if isinstance(said, list) else [])),
    }


def used(user, keys, answer):
    """Return (key, its new count) of the one among `keys` that answered; raises InvalidPasskey."""
    rp_id, origin = site()
    challenge = taken("get", user)
    key = next((key for key in keys if key["credential"] == answer.get("id")), None)
    if key is None:
        raise InvalidPasskey
    try:
        verified = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=rp_id,
            expected_origin=origin,
            credential_public_key=base64url_to_bytes(key["public_key"]),
            credential_current_sign_count=key["uses"],
        )
    except WebAuthnException as error:
        raise InvalidPasskey from error
    return key, verified.new_sign_count


def descriptor(key):
    transports = [AuthenticatorTransport(name) for name in key["transports"]]
    return PublicKeyCredentialDescriptor(id=base64url_to_bytes(key["credential"]), transports=transports)


def remembered(purpose, user, options):
    """Keep the challenge of `options` for its answer, and return them as JSON's objects."""
    cache.set(name(purpose, user), options.challenge, CHALLENGE_SECONDS)
    return json.loads(webauthn.options_to_json(options))


def taken(purpose, user):
    """Return the challenge that was given out last; it is gone afterwards."""
    challenge = cache.get(name(purpose, user))
    # Of two answers at once one deletes it; the other one must not pass.
    if challenge is None or not cache.delete(name(purpose, user)):
        raise InvalidPasskey
    return challenge


def name(purpose, user):
    return f"passkeys:{purpose}:{user.pk}"
