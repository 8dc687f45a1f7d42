"""What pages and the protocol's clients say when several own items go into an organization."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from organizations.models import Organization
from provider_portal.api import ApiError, json_body
from vault.api.schemas import SharedItems
from vault.guards import items_or_404


def shared_items(request):
    """Return the pairs of item and request, the organization, and the ids of its collections."""
    body = json_body(request, SharedItems)
    requests = {cipher.id: cipher for cipher in body.ciphers}
    items = items_or_404(request.user, requests, Permission.ITEM_EDIT)
    organizations = {cipher.organization_id for cipher in body.ciphers}
    if len(organizations) != 1:
        raise ApiError(_("The items must go into one organization."))
    organization = get_object_or_404(Organization.objects.visible_to(request.user), pk=organizations.pop())
    return [(item, requests[item.pk]) for item in items], organization, body.collection_ids
