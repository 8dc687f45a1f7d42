"""What the notification hub asks for whoever connects to it."""

from django.views.decorators.http import require_GET

from accounts.guards import account_view
from provider_portal.api import json_response


@require_GET
@account_view
def addresses(request):
    """Answer with the addresses whose messages concern the token's person: themselves and where they are a member."""
    members = request.user.organization_memberships.confirmed()
    organizations = members.values_list("organization", flat=True)
    return json_response([f"user:{request.user.pk}", *(f"organization:{pk}" for pk in organizations)])
