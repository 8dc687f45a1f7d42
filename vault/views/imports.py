from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from organizations.guards import organization_view
from organizations.keyring import keyring_for
from provider_portal.api import ApiError, json_body, json_response
from vault.refusals import Refused
from vault.schemas import FinishImport, ImportedChunk
from vault.services import imports


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
def add_import_chunk(request, organization):
    """Take one chunk of encrypted items; nothing is in the vault before the import is finished."""
    chunk = json_body(request, ImportedChunk)
    try:
        imports.add_chunk(
            organization,
            import_id=chunk.import_id,
            sequence=chunk.sequence,
            requests=chunk.ciphers,
            places=chunk.places,
            actor=request.user,
        )
    except Refused as refusal:
        raise ApiError(refusal.message) from None
    return json_response({})


@require_POST
@organization_view(Permission.ITEMS_IMPORT)
def finish_import(request, organization):
    """Write all chunks of the import at once."""
    finish = json_body(request, FinishImport)
    try:
        items, collections = imports.finish_import(
            organization,
            import_id=finish.import_id,
            chunks=finish.chunks,
            collections=[(collection.id, collection.name) for collection in finish.collections],
            actor=request.user,
        )
    except imports.UnknownCollection as refusal:
        raise ApiError(refusal.message, status=404) from None
    except Refused as refusal:
        raise ApiError(refusal.message, status=409) from None
    return json_response({"items": items, "collections": collections})
