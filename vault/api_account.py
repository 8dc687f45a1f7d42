"""Wire routes of the account that need what lies outside of it. Source: `spec/api.md` 11."""

from django.views.decorators.http import require_GET

from accounts.documents import profile_document
from accounts.guards import account_view
from organizations.documents import profile_clients, profile_organizations
from provider_portal.api import json_response
from providers.documents import profile_providers


@require_GET
@account_view
def profile(request):
    """Give the profile of sync alone."""
    user = request.user
    places = {
        "organizations": profile_organizations(user),
        "providers": profile_providers(user),
        "providerOrganizations": profile_clients(user),
    }
    return json_response(profile_document(user) | places)
