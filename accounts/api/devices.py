"""Wire routes of the apps a person signed in with. Source: `spec/api.md` 12."""

import base64

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import devices, limits
from accounts.api.schemas import PushToken
from accounts.guards import account_view, public_view
from provider_portal.api import ApiError, by_method, json_body, json_response, list_response, no_content

put = require_http_methods(["PUT", "POST"])


def device_document(device):
    return {
        "object": "device",
        "id": device.pk,
        "name": device.name,
        "type": device.type,
        "identifier": device.identifier,
        "creationDate": device.created_at,
        "lastActivityDate": device.last_seen,
        "isTrusted": False,
        "encryptedUserKey": None,
        "encryptedPublicKey": None,
        "devicePendingAuthRequest": None,
    }


@public_view
@require_GET
def is_known_device(request):
    """Tell an app whether it was used for an account before; the identifier is its secret."""
    email = email_of(request.headers.get("X-Request-Email", ""))
    identifier = request.headers.get("X-Device-Identifier", "")
    limits.attempt(request, limits.PRELOGIN, email)
    return json_response(devices.is_known(email=email, identifier=identifier))


def email_of(header):
    """Return the address that a header holds in base64url, with or without padding."""
    try:
        email = base64.urlsafe_b64decode(header + "=" * (-len(header) % 4)).decode()
    except ValueError:
        return ""
    return email.replace("\0", "")


@require_GET
@account_view
def list_devices(request):
    return list_response([device_document(device) for device in request.user.devices.order_by("-last_seen")])


@account_view
def get_device(request, identifier):
    return json_response(device_document(get_object_or_404(request.user.devices, identifier=identifier)))


@put
@account_view
def set_push_token(request, identifier):
    device = get_object_or_404(request.user.devices, identifier=identifier)
    devices.set_push_token(device, json_body(request, PushToken).push_token)
    return no_content()


@put
@account_view
def clear_push_token(request, identifier):
    devices.set_push_token(get_object_or_404(request.user.devices, identifier=identifier), None)
    return no_content()


@account_view
def forget_device(request, device_id):
    """Log an app out."""
    devices.log_out(get_object_or_404(request.user.devices, pk=device_id), actor=request.user)
    return no_content()


@put
@account_view
def trust_device(request, identifier):
    """Refuse: no device keeps a key of its own here, the master password opens every one."""
    raise ApiError(_("Trusted devices are not offered here."))


@require_POST
@account_view
def forget_trust(request):
    """Answer that nothing is trusted any more, as nothing ever was."""
    return no_content()


device = by_method(DELETE=forget_device)
device_by_identifier = by_method(GET=get_device)
deactivate_device = require_POST(forget_device)
