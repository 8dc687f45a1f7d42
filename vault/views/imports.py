from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from organizations.guards import organization_view
from organizations.keyring import keyring_for
from provider_portal.api import json_body, json_response
from vault.schemas import FinishImport, ImportedChunk
from vault.services import imports
from vault.views.answers import answers_refusals


@require_GET
@organization_view(Permission.ITEMS_IMPORT)
def import_items(request, organization):
    """Show the page that reads an export and encrypts it in the browser."""
    context = {
        "organization": organization,
        "collections": organization.collections.order_by("pk"),
        "keyring": keyring_for(request.user, [organization]),
    }
    return render(request, "vault/import_items.html", context)


@require_POST
@organization_view(Permission.ITEMS_IMPORT)
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
@organization_view(Permission.ITEMS_IMPORT)
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
