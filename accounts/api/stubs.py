"""Wire routes that clients ask for and whose subject the portal does not have: each says so quietly. Source: `spec/api.md` 19."""

from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.api.account import VERSION
from accounts.guards import account_view, public_view
from provider_portal.api import json_response, list_response


@require_GET
@public_view
def now(request):
    return json_response(timezone.now())


@require_GET
@public_view
def version(request):
    return json_response(VERSION)


@require_GET
@account_view
def nothing(request, **place):
    """Answer with an empty list."""
    return list_response([])


@require_http_methods(["POST"])
@public_view
def single_sign_on(request):
    """Tell an app's log-in page that no domain signs on elsewhere."""
    return list_response([])


@require_GET
@account_view
def no_connections(request):
    return json_response(False)


@require_GET
@account_view
def billing_history(request):
    return json_response({"invoices": [], "transactions": []})
