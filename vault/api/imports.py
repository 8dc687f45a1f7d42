"""Wire routes that move whole vaults: import and export. Source: `spec/api.md` 6.3 and 10.1."""

from django.core.exceptions import PermissionDenied
from django.views.decorators.http import require_GET, require_POST

from accounts.guards import account_view
from accounts.permissions import Permission
from organizations.guards import organization_view
from provider_portal.api import json_body, no_content
from vault.api.schemas import OrganizationImport, PersonalImport
from vault.guards import organization_in_query
from vault.import_targets import may_import
from vault.services import exports, imports
from vault.services.ciphers import check_encryptor
from vault.views.answers import answers_refusals, document_response, takes_gzip


@require_POST
@account_view
@answers_refusals
def import_own(request):
    """Take a person's own items and folders, all or none."""
    body = json_body(request, PersonalImport)
    check_all(body.ciphers, request.user, personal=True)
    imports.import_own(
        requests=body.ciphers,
        places=places(body.ciphers, body.folder_relationships),
        folders=[(folder.id, folder.name) for folder in body.folders],
        actor=request.user,
    )
    return no_content()


@require_POST
@account_view
@answers_refusals
def import_into_organization(request):
    """Take items and collections into an organization, all or none; collections that exist there are filled."""
    organization = organization_in_query(request, Permission.ORGANIZATION_VIEW)
    if not may_import(organization, request.user):
        raise PermissionDenied
    body = json_body(request, OrganizationImport)
    check_all(body.ciphers, request.user, personal=False)
    named = [entry.id for entry in body.collections if entry.id]
    known = set(organization.collections.filter(pk__in=named).values_list("pk", flat=True))
    imports.import_at_once(
        organization,
        requests=body.ciphers,
        places=places(body.ciphers, body.collection_relationships),
        collections=[
            (entry.id, None) if entry.id in known else (None, entry.name) for entry in body.collections
        ],
        actor=request.user,
    )
    return no_content()


def check_all(requests, user, *, personal):
    for cipher in requests:
        check_encryptor(cipher, actor=user, personal=personal)


def places(ciphers, relations):
    return imports.places_of(len(ciphers), [(relation.key, relation.value) for relation in relations])


@require_GET
@organization_view(Permission.ITEMS_EXPORT)
def export_organization(request, organization):
    """Give everything of an organization that is not in the trash, as ciphertext, and record that it left."""
    content = exports.export_organization(organization, actor=request.user, compressed=takes_gzip(request))
    return document_response(request, content)
