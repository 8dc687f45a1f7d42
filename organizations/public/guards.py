"""The door of the public API."""

from functools import wraps

from django.utils.translation import gettext as _

from accounts import limits
from accounts.guards import public_view
from organizations import machines
from organizations.public import tokens
from organizations.services.groups import GroupRefused
from organizations.services.members import MembershipRefused
from organizations.services.policies import PolicyRefused
from organizations.services.subscription import SubscriptionRefused
from provider_portal.api import ApiError, by_method, json_response

REFUSALS = (MembershipRefused, GroupRefused, PolicyRefused, SubscriptionRefused)
WAIT_SECONDS = 60


def public_api_view(view):
    """Hand the view the organization whose token the request brings; it acts as the organization's machine."""

    @public_view
    @wraps(view)
    def guarded(request, **kwargs):
        try:
            organization = tokens.organization_of(request.headers.get("Authorization", ""))
            if organization is None:
                limits.attempt_by_key(request)
                return problem(_("Unauthorized."), 401)
            limits.spend(organization.pk)
            request.user = machines.public_api(organization)
            return view(request, organization, **kwargs)
        except ApiError as refusal:
            return problem(refusal.message, refusal.status, refusal.errors)
        except REFUSALS as refusal:
            return problem(str(refusal), 400)

    return guarded


def public_methods(**views):
    """Return one view of a path whose methods are guarded by `public_api_view`."""
    return public_view(by_method(**views))


def problem(message, status, errors=None):
    response = json_response({"object": "error", "message": message, "errors": errors or None}, status)
    if status == 429:
        response.headers["Retry-After"] = str(WAIT_SECONDS)
    return response
