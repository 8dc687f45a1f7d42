"""The pages on which items are worked with, and the documents they show."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_GET

from accounts.backends import permissions_on
from accounts.guards import account_view
from accounts.permissions import Permission
from organizations.guards import organization_view
from organizations.keyring import keyring_for
from organizations.models import Organization
from organizations.shell import remember_client
from vault.documents import Document
from vault.services.visits import record_visit


@require_GET
@account_view
def member_vault(request):
    """Show one's own items beside those one is granted."""
    organizations = Organization.objects.filter(
        pk__in=request.user.organization_memberships.confirmed().values("organization")
    ).order_by("name")
    context = {
        "organizations": organizations,
        "keyring": keyring_for(request.user, organizations),
        "revision": Document(request.user).revision(),
    }
    return render(request, "vault/member_vault.html", context)


@require_GET
@organization_view(Permission.CONSOLE_VIEW)
def organization_vault(request, organization):
    """Show the organization's items to those who administer it."""
    if organization.acts_as_provider(request.user):
        visited = request.session.setdefault("visited_clients", {})
        if str(organization.pk) not in visited:
            record_visit(organization, actor=request.user)
            visited[str(organization.pk)] = True
        remember_client(request, organization)
    keyring = keyring_for(request.user, [organization])
    context = {
        "organization": organization,
        "keyring": keyring,
        "has_key": bool(keyring["organizations"]),
        "revision": Document(request.user, organization).revision(),
        "held": permissions_on(organization, request.user),
        "limits": limits(organization, request.user),
    }
    return render(request, "vault/organization_vault.html", context)


def limits(organization, user):
    """Return what the page offers to this person; each route decides again."""
    held = permissions_on(organization, user)
    deletes_managed = Permission.ADMINS_MANAGE in held or not organization.limit_collection_deletion
    return {
        "creates_collections": Permission.COLLECTIONS_CREATE in held,
        "deletes_collections": Permission.COLLECTIONS_DELETE in held,
        "deletes_managed_collections": deletes_managed,
        "sees_everything": Permission.ITEMS_VIEW in held,
        "edits_everything": Permission.ITEMS_EDIT in held,
        "imports": Permission.ITEMS_IMPORT in held,
    }


@require_GET
@account_view
def member_items(request):
    """Give the person's items, collections and folders."""
    return answer_document(request, Document(request.user))


@require_GET
@organization_view(Permission.CONSOLE_VIEW)
def organization_items(request, organization):
    """Give the items and collections of the organization that the person may see."""
    return answer_document(request, Document(request.user, organization))


def answer_document(request, document):
    etag = f'W/"{document.revision()}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        compressed = "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(document.render(compressed=compressed), content_type="application/json")
        if compressed:
            response.headers["Content-Encoding"] = "gzip"
    response.headers["ETag"] = etag
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response
