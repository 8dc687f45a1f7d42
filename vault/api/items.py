"""Wire routes that change several items at once. Source: `spec/api.md` 6.3."""

from django.views.decorators.http import require_http_methods

from accounts.guards import account_view
from accounts.permissions import Permission
from provider_portal.api import by_method, json_body, json_response, no_content
from vault.api.vault import answer
from vault.guards import cipher_view, items_or_404
from vault.item_list import item_list
from vault.schemas import ItemFolder, ItemIds
from vault.services import ciphers
from vault.sharing import shared_items
from vault.views.answers import answers_refusals

put = require_http_methods(["PUT", "POST"])


def named(request, permission, schema=ItemIds):
    return items_or_404(request.user, json_body(request, schema).ids, permission)


@account_view
def delete_ciphers(request):
    """Delete items for good, all or none."""
    ciphers.delete_ciphers(named(request, Permission.ITEM_DELETE), actor=request.user)
    return no_content()


@put
@account_view
def trash_ciphers(request):
    ciphers.trash_ciphers(named(request, Permission.ITEM_DELETE), actor=request.user)
    return no_content()


@put
@account_view
def restore_ciphers(request):
    items = named(request, Permission.ITEM_DELETE)
    ciphers.restore_ciphers(items, actor=request.user)
    return json_response(item_list(items, request.user))


@put
@account_view
@answers_refusals
def move_ciphers(request):
    """Put items into one of the person's own folders, or into none."""
    body = json_body(request, ItemFolder)
    items = items_or_404(request.user, body.ids, Permission.ITEM_VIEW)
    ciphers.move_ciphers(items, folder_id=body.folder_id, actor=request.user)
    return no_content()


@put
@account_view
@answers_refusals
def share_ciphers(request):
    """Move several of one's own items into an organization, all or none."""
    pairs, organization, collections = shared_items(request)
    ciphers.share_ciphers(pairs, organization=organization, collections=collections, actor=request.user)
    return json_response(item_list([item for item, _ in pairs], request.user))


def archiving(archived):
    """Return the view that archives items for the person, or takes them out again."""

    @put
    @account_view
    def archive_ciphers(request):
        items = named(request, Permission.ITEM_VIEW)
        ciphers.archive_ciphers(items, archived=archived, actor=request.user)
        return json_response(item_list(items, request.user))

    return archive_ciphers


def archiving_one(archived):
    @put
    @cipher_view(Permission.ITEM_VIEW)
    def archive_cipher(request, cipher):
        ciphers.archive_ciphers([cipher], archived=archived, actor=request.user)
        return answer(cipher, request)

    return archive_cipher


# Older clients post to delete for good.
trash_or_delete_ciphers = by_method(PUT=trash_ciphers, POST=delete_ciphers)
