from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from accounts.step_up import proven_body
from organizations.guards import organization_view
from provider_portal.api import json_response
from vault.services import organizations as services
from vault.services import purges


@require_POST
@organization_view(Permission.ORGANIZATION_DELETE)
def delete_organization(request, organization):
    proven_body(request)
    # Asked before: afterwards nobody acts for anything.
    if organization.acts_as_provider(request.user):
        url = reverse("organizations:client_list", kwargs={"provider_id": organization.provider_id})
    else:
        url = reverse("vault:member_vault")
    services.delete_organization(organization, actor=request.user)
    messages.success(request, _("%(organization)s is deleted.") % {"organization": organization.name})
    return json_response({"url": url})


@require_POST
@organization_view(Permission.ITEMS_PURGE)
def purge_organization(request, organization):
    """Delete, with the master password, all items; the collections stay."""
    proven_body(request)
    purges.purge_organization(organization, actor=request.user)
    messages.success(request, _("All items of %(organization)s are deleted.") % {"organization": organization.name})
    return json_response({"url": reverse("vault:organization_settings", kwargs={"organization_id": organization.pk})})
