"""The pages on which items are worked with, and the documents they show."""

from django.http import Http404
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_GET, require_POST

from accounts.backends import permissions_on
from accounts.guards import account_view
from accounts.permissions import Permission
from organizations.guards import organization_view
from organizations.keyring import keyring_for
from organizations.models import Organization
from provider_portal.api import json_body
from vault.checklist import checklist_of
from vault.documents import Document
from vault.guards import items_or_404
from vault.item_fields import ITEM_TYPES
from vault.page_documents import ChosenItems, Fingerprints, PageDocument
from vault.schemas import ItemIds
from vault.views.answers import document_response, takes_gzip


@require_GET
@account_view
def member_vault(request):
    """Show one's own items beside those one is granted."""
    organizations = Organization.objects.filter(
        pk__in=request.user.organization_memberships.with_access().values("organization")
    ).order_by("name")
    context = {
        "keyring": keyring_for(request.user, organizations),
        "revision": Document(request.user).revision(),
        "types": ITEM_TYPES,
        "places": [place(organization) for organization in organizations],
        "limits": {},
    }
    return render(request, "vault/member_vault.html", context)


@require_GET
@organization_view(Permission.CONSOLE_VIEW)
def organization_vault(request, organization):
    """Show the organization's items to those who administer it."""
    keyring = keyring_for(request.user, [organization])
    context = {
        "organization": organization,
        "checklist": checklist_of(organization, request.user),
        "keyring": keyring,
        "has_key": bool(keyring["organizations"]),
        "revision": Document(request.user, organization).revision(),
        "types": ITEM_TYPES,
        "limits": limits(organization, request.user),
        "may_create_collections": request.user.has_perm(Permission.COLLECTIONS_CREATE, organization),
        "may_import": request.user.has_perm(Permission.ITEMS_IMPORT, organization),
    }
    return render(request, "vault/organization_vault.html", context)


def limits(organization, user):
    """Return what the page offers to this person; each route decides again."""
    held = permissions_on(organization, user)
    return {
        "delete-collections": Permission.COLLECTIONS_DELETE in held,
        "delete-managed": Permission.ADMINS_MANAGE in held or not organization.limit_collection_deletion,
        "see-everything": Permission.ITEMS_VIEW in held,
        "edit-everything": Permission.ITEMS_EDIT in held,
    }


def place(organization):
    """Return what a person's own page shows of an organization."""
    return {
        "id": str(organization.pk),
        "name": organization.name,
        "deletesManaged": not organization.limit_collection_deletion,
    }


@require_GET
@account_view
def member_items(request):
    """Give the person's items, collections and folders."""
    return answer_document(request, PageDocument(request.user))


@require_GET
@account_view
def member_fingerprints(request):
    """Give what tells a page which of its items changed."""
    return answer_document(request, Fingerprints(request.user))


@require_POST
@account_view
def chosen_member_items(request):
    """Give some items anew."""
    ids = json_body(request, ItemIds).ids
    items_or_404(request.user, ids, Permission.ITEM_VIEW)
    document = ChosenItems(request.user, None, ids)
    return document_response(request, document.render(compressed=takes_gzip(request)))


@require_GET
@organization_view(Permission.CONSOLE_VIEW)
def organization_items(request, organization):
    """Give the items and collections of the organization that the person may see."""
    return answer_document(request, PageDocument(request.user, organization))


@require_GET
@organization_view(Permission.CONSOLE_VIEW)
def organization_fingerprints(request, organization):
    """Give what tells a page which of the organization's items changed."""
    return answer_document(request, Fingerprints(request.user, organization))


@require_POST
@organization_view(Permission.CONSOLE_VIEW)
def chosen_organization_items(request, organization):
    """Give some of the organization's items anew."""
    ids = json_body(request, ItemIds).ids
    items = items_or_404(request.user, ids, Permission.ITEM_VIEW)
    if any(item.organization_id != organization.pk for item in items):
        raise Http404
    document = ChosenItems(request.user, organization, ids)
    return document_response(request, document.render(compressed=takes_gzip(request)))


def answer_document(request, document):
    etag = f'W/"{document.revision()}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = document_response(request, document.render(compressed=takes_gzip(request)))
    response.headers["ETag"] = etag
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response
