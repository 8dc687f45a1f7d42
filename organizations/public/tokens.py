"""The key of an organization's program, exchanged for a token of an hour by client credentials."""

from datetime import UTC, datetime
from uuid import UUID

import jwt
from django.conf import settings
from django.utils.crypto import salted_hmac

from accounts import limits
from accounts.api.account import refusal, token_answer
from accounts.api.schemas import Line
from accounts.tokens import ALGORITHM, ISSUER_PATH, LIFETIME
from organizations.models import Organization
from organizations.services import keys
from provider_portal.api import json_response
from provider_portal.schemas import WireSchema

OWNER = "organization"
SCOPE = "api.organization"


class OrganizationKeyGrant(WireSchema):
    client_id: Line
    client_secret: Line


def organization_key_grant(request, grant):
    limits.attempt(request, limits.LOGIN, grant.client_id)
    organization = organization_named(grant.client_id.removeprefix(f"{OWNER}."))
    if not (keys.fits(organization, keys.API, grant.client_secret) and may_ask(organization)):
        return refusal("invalid_client")
    limits.forgive(grant.client_id)
    return json_response(token_answer(make_token(organization), SCOPE))


# What is asked for says whose key it is: `client_id` begins with it.
GRANTS = {("client_credentials", OWNER): (OrganizationKeyGrant, organization_key_grant)}


def organization_named(text):
    try:
        return Organization.objects.select_related("provider").filter(pk=UUID(text)).first()
    except ValueError:
        return None


def may_ask(organization):
    return organization.enabled and organization.features.api


def signing_key():
    return salted_hmac("organizations.public.tokens", "access token", algorithm="sha256").digest()


def make_token(organization, now=None):
    """Return a JWT for the organization. It dies with the key it was given for."""
    now = now or datetime.now(UTC)
    claims = {
        "iss": settings.PORTAL_URL + ISSUER_PATH,
        "sub": str(organization.pk),
        "nbf": now,
        "iat": now,
        "exp": now + LIFETIME,
        "client_id": f"{OWNER}.{organization.pk}",
        "scope": [SCOPE],
        "key": keys.digest(organization.api_key_digest),
    }
    return jwt.encode(claims, signing_key(), algorithm=ALGORITHM)


def organization_of(authorization):
    """Return the organization a `Bearer …` header stands for, or None when it stands for none any more."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        return None
    try:
        claims = jwt.decode(token, signing_key(), algorithms=[ALGORITHM], issuer=settings.PORTAL_URL + ISSUER_PATH)
    except jwt.InvalidTokenError:
        return None
    organization = organization_named(claims["sub"])
    if organization is None or not organization.api_key_digest or not may_ask(organization):
        return None
    return organization if keys.digest(organization.api_key_digest) == claims["key"] else None
