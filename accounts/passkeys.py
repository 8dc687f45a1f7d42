"""Passkeys in the words of the WebAuthn library, as a second step and for logging in. A challenge is good for one answer."""

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
# Who logs in by a passkey alone has shown the device a finger, a face or a PIN.
VERIFICATION = UserVerificationRequirement.REQUIRED
LOGIN_HANDLE = b"login"
# The official browser extensions of Chrome and Edge, which use the site's passkeys from an origin of their own.
EXTENSIONS = [
    "chrome-extension://nngceckbapebfimnlniiiahkandclblb",
    "chrome-extension://jbkfoedolllekgbhcbcoahefnbanhhlh",
]


class InvalidPasskey(Exception):
    """The browser's answer does not fit what was asked."""


def site():
    """Return the identifier passkeys are bound to, and the origin they are used from."""
    address = urlsplit(settings.PORTAL_URL)
    return address.hostname, f"{address.scheme}://{address.netloc}"


def origins():
    return [site()[1], *EXTENSIONS]


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
    return remembered(f"create:{user.pk}", options)


def request_options(user, keys):
    options = webauthn.generate_authentication_options(
        rp_id=site()[0],
        allow_credentials=[descriptor(key) for key in keys],
        user_verification=NO_VERIFICATION,
    )
    return remembered(f"get:{user.pk}", options)


def login_creation_options(user, kept, subject):
    """Return options for a passkey that finds its account by itself."""
    options = webauthn.generate_registration_options(
        rp_id=site()[0],
        rp_name="Provider Portal",
        # Another handle than the second step's: some devices keep one passkey for each.
        user_id=user.pk.bytes + LOGIN_HANDLE,
        user_name=user.email,
        user_display_name=user.name or user.email,
        exclude_credentials=[descriptor(vars(passkey)) for passkey in kept],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=VERIFICATION
        ),
    )
    return remembered(subject, options)


def login_request_options(chosen, subject):
    """Return options for one of the `chosen` passkeys, or for any that was made to log in."""
    options = webauthn.generate_authentication_options(
        rp_id=site()[0],
        allow_credentials=[descriptor(vars(passkey)) for passkey in chosen],
        user_verification=VERIFICATION,
    )
    return remembered(subject, options)


def created(user, answer):
    """Return what is kept of a new passkey; raises InvalidPasskey."""
    return checked_creation(f"create:{user.pk}", answer)


def created_for_login(subject, answer):
    """Return what is kept of a new passkey whose device has checked who holds it; raises InvalidPasskey."""
    return checked_creation(subject, answer, require_user_verification=True)


def checked_creation(subject, answer, **demands):
    challenge = taken(subject)
    try:
        verified = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site()[0],
            expected_origin=origins(),
            **demands,
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
    challenge = taken(f"get:{user.pk}")
    key = next((key for key in keys if key["credential"] == answer.get("id")), None)
    if key is None:
        raise InvalidPasskey
    return key, checked_use(key, challenge, answer).new_sign_count


def used_for_login(subject, answer, usable):
    """Return the one of the `usable` rows that answered, locked and with its new count; raises InvalidPasskey."""
    challenge = taken(subject)
    passkey = usable.select_for_update(of=["self"]).filter(credential=str(answer.get("id"))).first()
    if passkey is None or not is_handle_of(passkey.user_id, answer):
        raise InvalidPasskey
    passkey.uses = checked_use(vars(passkey), challenge, answer, require_user_verification=True).new_sign_count
    return passkey


def is_handle_of(user_id, answer):
    """Return whether the device names that account, where it names any."""
    response = answer.get("response")
    handle = response.get("userHandle") if isinstance(response, dict) else None
    return not handle or handle == bytes_to_base64url(user_id.bytes + LOGIN_HANDLE)


def checked_use(key, challenge, answer, **demands):
    try:
        return webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site()[0],
            expected_origin=origins(),
            credential_public_key=base64url_to_bytes(key["public_key"]),
            credential_current_sign_count=key["uses"],
            **demands,
        )
    except WebAuthnException as error:
        raise InvalidPasskey from error


def descriptor(key):
    transports = [AuthenticatorTransport(name) for name in key["transports"]]
    return PublicKeyCredentialDescriptor(id=base64url_to_bytes(key["credential"]), transports=transports)


def remembered(subject, options):
    """Keep the challenge of `options` for its answer, and return them as JSON's objects."""
    cache.set(f"passkeys:{subject}", options.challenge, CHALLENGE_SECONDS)
    return json.loads(webauthn.options_to_json(options))


def taken(subject):
    """Return the challenge that was given out last; it is gone afterwards."""
    challenge = cache.get(f"passkeys:{subject}")
    # Of two answers at once one deletes it; the other one must not pass.
    if challenge is None or not cache.delete(f"passkeys:{subject}"):
        raise InvalidPasskey
    return challenge
