"""The doors to items and collections, one at a time or many."""

from functools import wraps
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.guards import object_view
from accounts.permissions import Permission
from organizations.guards import organization_view
from organizations.models import Organization
from vault.entitlements import permissions_on_items
from vault.import_targets import may_import
from vault.models import Cipher, Collection

collection_view = object_view(Collection, "collection_id")
cipher_view = object_view(Cipher, "cipher_id", related=["organization__provider"], seen_by=Permission.ITEM_VIEW)


def organization_in_query(request, permission):
    """Return the organization that `organizationId` in the address names, if the person may do that there."""
    try:
        pk = UUID(request.GET.get("organizationId", ""))
    except ValueError:
        raise Http404 from None
    organization = get_object_or_404(Organization.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm(permission, organization):
        raise PermissionDenied
    return organization


def items_or_404(user, ids, permission):
    """Return the items with these ids: all of them, or none when `user` lacks one or the permission on one.

    Asked of these items only: what else `user` sees, thousands of vaults with provider staff, is not listed for it.
    """
    ids = set(ids)
    items = list(Cipher.objects.filter(pk__in=ids).defer("body").select_related("organization"))
    share_organizations(items)
    permissions = permissions_on_items(items, user)
    if len(items) != len(ids) or not all(Permission.ITEM_VIEW in permissions[item.pk] for item in items):
        raise Http404
    if not all(permission in permissions[item.pk] for item in items):
        raise PermissionDenied
    return items


def share_organizations(items):
    """Give items of one organization the same object, so that what is known of it is asked once."""
    organizations = {}
    for item in items:
        if item.organization_id:
            item.organization = organizations.setdefault(item.organization_id, item.organization)


def import_view(view):
    """Let in who may import into the organization, or into some of its collections."""

    @organization_view(Permission.ORGANIZATION_VIEW)
    @wraps(view)
    def guarded(request, organization):
        if not may_import(organization, request.user):
            raise PermissionDenied
        return view(request, organization)

    return guarded
