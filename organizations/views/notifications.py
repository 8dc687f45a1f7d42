"""What the notification hub asks for whoever connects to it."""

from django.views.decorators.http import require_GET

from accounts.guards import account_view
from provider_portal.api import json_response
from provider_portal.notifications.publish import device_address


@require_GET
@account_view
def addresses(request):
    """Answer with the addresses whose messages concern the token: its person, its app, and where they are a member."""
    members = request.user.organization_memberships.confirmed()
    organizations = members.values_list("organization", flat=True)
    own = [f"user:{request.user.pk}", device_address(request.user.pk, request.user.asking_app)]
    return json_response([*own, *(f"organization:{pk}" for pk in organizations)])
