"""The page of what a person is logged in with."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts import api_keys, device_types, devices, login_requests, step_up
from accounts.browsers import browser_of
from accounts.guards import account_view
from provider_portal.api import json_response

CLIENTS = {
    "web": (gettext_lazy("Browser"), "world"),
    "browser": (gettext_lazy("Browser extension"), "apps"),
    "desktop": (gettext_lazy("Desktop app"), "device-desktop"),
    "mobile": (gettext_lazy("Phone app"), "phone"),
    "cli": (gettext_lazy("Command line"), "terminal-2"),
}
UNKNOWN_CLIENT = (gettext_lazy("App"), "devices")


@account_view
@require_safe
def device_list(request):
    here = browser_of(request).identifier
    rows = [row_of(device, here) for device in request.user.devices.order_by("-last_seen")]
    rows.sort(key=lambda row: not row["here"])
    context = {
        "rows": rows,
        "others": any(not row["here"] for row in rows),
        "asking": login_requests.waiting(request.user).count(),
    }
    return render(request, "accounts/device_list.html", context)


def row_of(device, here):
    label, icon = CLIENTS.get(device.client, UNKNOWN_CLIENT)
    name = device.name or device_types.NAMES[device.type]
    return {"device": device, "name": name, "label": label, "icon": icon, "here": device.identifier == here}


@account_view
@require_POST
def log_out_device(request, device_id):
    device = get_object_or_404(request.user.devices, pk=device_id)
    devices.log_out(device, actor=request.user)
    messages.success(request, _("The device is logged out."))
    return redirect("accounts:device_list")


@account_view
@require_POST
def log_out_others(request):
    here = browser_of(request).identifier
    devices.log_out_others(request.user, here, actor=request.user)
    update_session_auth_hash(request, request.user)
    bind_here(request)
    messages.success(request, _("Every other device is logged out."))
    return redirect("accounts:device_list")


@account_view
@require_POST
def issue_api_key(request):
    """Answer with a new key, this once."""
    step_up.proven_body(request)
    key = api_keys.issue(request.user, actor=request.user)
    response = json_response({"clientSecret": key})
    response["Cache-Control"] = "no-store"
    return response


def bind_here(request):
    """Tell this browser's device the session's new key."""
    device = request.user.devices.filter(identifier=browser_of(request).identifier).first()
    if device:
        devices.bind(device, request.session)
