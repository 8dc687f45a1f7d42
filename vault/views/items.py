"""JSON routes by which pages change items."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import account_view
from accounts.permissions import Permission
from organizations.guards import organization_view
from organizations.models import Organization
from provider_portal.api import json_body, json_response
from vault.guards import cipher_view, items_or_404
from vault.schemas import (
    CipherRequest,
    CollectionIds,
    ItemArchive,
    ItemChange,
    ItemCollections,
    ItemFavorite,
    ItemFolder,
    ItemIds,
    ItemRequest,
)
from vault.services import assignments, ciphers
from vault.sharing import shared_items
from vault.views.answers import answers_refusals

CHANGED = {"object": "changed"}


def kept(cipher, status=200):
    return json_response({"id": str(cipher.pk), "revisionDate": cipher.revision_date}, status=status)


@require_POST
@account_view
@answers_refusals
def create_item(request):
    """Keep an item of one's own."""
    body = json_body(request, CipherRequest)
    return kept(ciphers.create_cipher(body, actor=request.user), status=201)


@require_POST
@organization_view(Permission.ORGANIZATION_VIEW)
@answers_refusals
def create_shared_item(request, organization):
    """Keep an item of the organization, in collections the person may fill."""
    body = json_body(request, ItemRequest)
    cipher = ciphers.create_cipher(
        body.cipher, organization=organization, collections=body.collection_ids, actor=request.user
    )
    return kept(cipher, status=201)


@require_http_methods(["PUT"])
@cipher_view(Permission.ITEM_EDIT)
@answers_refusals
def update_item(request, cipher):
    body = json_body(request, ItemChange)
    return kept(
        ciphers.update_cipher(cipher, body.cipher, collections=body.collection_ids, actor=request.user)
    )


@require_http_methods(["PUT"])
@cipher_view(Permission.ITEM_EDIT)
@answers_refusals
def share_item(request, cipher):
    """Move one's own item into an organization."""
    body = json_body(request, ItemRequest)
    visible = Organization.objects.visible_to(request.user)
    organization = get_object_or_404(visible, pk=body.cipher.organization_id)
    return kept(
        ciphers.share_cipher(
            cipher,
            body.cipher,
            organization=organization,
            collections=body.collection_ids,
            actor=request.user,
        )
    )


@require_http_methods(["PUT"])
@cipher_view(Permission.ITEM_EDIT)
@answers_refusals
def update_item_collections(request, cipher):
    body = json_body(request, CollectionIds)
    return kept(ciphers.update_collections(cipher, body.collection_ids, actor=request.user))


@require_POST
@account_view
def trash_item(request):
    """Move items to the trash, all or none."""
    ids = json_body(request, ItemIds).ids
    ciphers.trash_ciphers(items_or_404(request.user, ids, Permission.ITEM_DELETE), actor=request.user)
    return json_response(CHANGED)


@require_POST
@account_view
def restore_item(request):
    ids = json_body(request, ItemIds).ids
    ciphers.restore_ciphers(items_or_404(request.user, ids, Permission.ITEM_DELETE), actor=request.user)
    return json_response(CHANGED)


@require_POST
@account_view
def delete_item(request):
    """Delete items for good, all or none."""
    ids = json_body(request, ItemIds).ids
    ciphers.delete_ciphers(items_or_404(request.user, ids, Permission.ITEM_DELETE), actor=request.user)
    return json_response(CHANGED)


@require_POST
@account_view
@answers_refusals
def move_item(request):
    """Put items into one of the person's own folders."""
    body = json_body(request, ItemFolder)
    items = items_or_404(request.user, body.ids, Permission.ITEM_VIEW)
    ciphers.move_ciphers(items, folder_id=body.folder_id, actor=request.user)
    return json_response(CHANGED)


@require_POST
@account_view
def favorite_item(request):
    """Let items be favorites of the person, or no longer."""
    body = json_body(request, ItemFavorite)
    items = items_or_404(request.user, body.ids, Permission.ITEM_VIEW)
    assignments.favorite_ciphers(items, favorite=body.favorite, actor=request.user)
    return json_response(CHANGED)


@require_POST
@account_view
def archive_item(request):
    """Put items out of the way for the person alone, or take them back."""
    body = json_body(request, ItemArchive)
    items = items_or_404(request.user, body.ids, Permission.ITEM_VIEW)
    ciphers.archive_ciphers(items, archived=body.archived, actor=request.user)
    return json_response(CHANGED)


@require_POST
@account_view
@answers_refusals
def assign_item(request):
    """Put an organization's items into further collections, all or none."""
    body = json_body(request, ItemCollections)
    items = items_or_404(request.user, body.ids, Permission.ITEM_EDIT)
    assignments.assign_ciphers(items, collections=body.collection_ids, actor=request.user)
    return json_response(CHANGED)


@require_POST
@account_view
@answers_refusals
def share_items(request):
    """Move several of one's own items into an organization, all or none."""
    pairs, organization, collections = shared_items(request)
    ciphers.share_ciphers(pairs, organization=organization, collections=collections, actor=request.user)
    return json_response(CHANGED)
