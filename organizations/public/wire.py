"""Wire routes by which clients make the organization's API key. Source: `spec/api.md` 10.1."""

from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts import step_up
from accounts.api.schemas import MasterPassword
from accounts.permissions import Permission
from organizations.guards import organization_view
from organizations.services import keys
from provider_portal.api import ApiError, json_body, json_response, list_response

# Of the protocol's kinds of keys, the one of the public API.
DEFAULT = 0


class KeyRequest(MasterPassword):
    type: Literal[0] = DEFAULT


def prove(request, organization):
    if not organization.features.api:
        raise ApiError(_("The plan of this organization does not include the API."))
    step_up.check(request, json_body(request, KeyRequest).master_password_hash)


@require_POST
@organization_view(Permission.API_KEY_MANAGE)
def create_api_key(request, organization):
    """Give the organization its first API key; one that was given is kept as a hash and cannot be shown again."""
    prove(request, organization)
    if organization.api_key_digest:
        raise ApiError(_("An API key is shown once only. Rotate it to get a new one."))
    return new_key(request, organization)


@require_POST
@organization_view(Permission.API_KEY_MANAGE)
def rotate_api_key(request, organization):
    prove(request, organization)
    return new_key(request, organization)


def new_key(request, organization):
    key = keys.issue_key(organization, keys.API, actor=request.user)
    return json_response({"object": "apiKey", "apiKey": key, "revisionDate": timezone.now()})


@require_GET
@organization_view(Permission.API_KEY_MANAGE)
def api_key_information(request, organization):
    """Say which keys there are, never what they are."""
    kinds = [DEFAULT] if organization.api_key_digest else []
    return list_response([{"object": "keyInformation", "keyType": kind} for kind in kinds])
