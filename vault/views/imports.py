from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from accounts.guards import account_view
from organizations.keyring import keyring_for
from organizations.models import Organization
from provider_portal.api import json_body, json_response
from vault.guards import import_view
from vault.import_targets import import_targets, importable_organizations, imports_everywhere
from vault.schemas import FinishImport, ImportedChunk
from vault.services import imports
from vault.services.ciphers import check_encryptor, check_owner
from vault.views.answers import answers_refusals


@require_GET
@import_view
def import_items(request, organization):
    """Show the page that reads an export and encrypts it in the browser."""
    context = {
        "organization": organization,
        "collections": import_targets(organization, request.user).order_by("pk"),
        "everywhere": imports_everywhere(organization, request.user),
        "keyring": keyring_for(request.user, [organization]),
    }
    return render(request, "vault/import_items.html", context)


@require_POST
@import_view
@answers_refusals
def add_import_chunk(request, organization):
    """Take one chunk of encrypted items; nothing is in the vault before the import is finished."""
    chunk = json_body(request, ImportedChunk)
    imports.add_chunk(
        organization,
        import_id=chunk.import_id,
        sequence=chunk.sequence,
        requests=chunk.ciphers,
        places=chunk.places,
        actor=request.user,
    )
    return json_response({})


@require_POST
@import_view
@answers_refusals
def finish_import(request, organization):
    """Write all chunks of the import at once."""
    finish = json_body(request, FinishImport)
    items, collections = imports.finish_import(
        organization,
        import_id=finish.import_id,
        chunks=finish.chunks,
        collections=[(collection.id, collection.name) for collection in finish.collections],
        actor=request.user,
    )
    return json_response({"items": items, "collections": collections})


@require_GET
@account_view
def import_own_items(request):
    """Show the page that reads an export into one's own vault."""
    # Duplicates are looked for in the list of the vault page, which holds what is shared with the person, too.
    memberships = request.user.organization_memberships.confirmed()
    organizations = Organization.objects.filter(pk__in=memberships.values("organization"))
    context = {
        "folders": request.user.folders.order_by("pk"),
        "organizations": importable_organizations(request.user),
        "keyring": keyring_for(request.user, organizations),
    }
    return render(request, "vault/import_own_items.html", context)


@require_POST
@account_view
@answers_refusals
def add_own_import_chunk(request):
    """Take one chunk of a person's own items; nothing is in the vault before the import is finished."""
    chunk = json_body(request, ImportedChunk)
    for cipher in chunk.ciphers:
        check_encryptor(cipher, actor=request.user, personal=True)
        check_owner(cipher, None)
    imports.add_chunk(
        request.user,
        import_id=chunk.import_id,
        sequence=chunk.sequence,
        requests=chunk.ciphers,
        places=chunk.places,
        actor=request.user,
    )
    return json_response({})


@require_POST
@account_view
@answers_refusals
def finish_own_import(request):
    """Write all chunks of the person's import at once; its collections are their folders."""
    finish = json_body(request, FinishImport)
    items, folders = imports.finish_own_import(
        import_id=finish.import_id,
        chunks=finish.chunks,
        folders=[(folder.id, folder.name) for folder in finish.collections],
        actor=request.user,
    )
    return json_response({"items": items, "collections": folders})
