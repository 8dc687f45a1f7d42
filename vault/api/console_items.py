"""Wire routes of items by which the web vault's console administers them. Source: `spec/api.md` 6.3.

Whoever may do it by the console may by the other routes: guards and services are the same ones.
"""

from django.http import Http404
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.api.secrets import prove
from accounts.guards import account_view
from accounts.permissions import Permission
from provider_portal.api import by_method, json_body, json_response, no_content
from vault import document_sql as sql
from vault.api import items as api_items
from vault.api import vault
from vault.api.schemas import BulkCollections
from vault.documents import Document
from vault.guards import cipher_view, items_or_404, organization_in_query
from vault.schemas import CollectionIds
from vault.services import assignments, ciphers, purges
from vault.views.answers import answers_refusals, document_response, takes_gzip

put = require_http_methods(["PUT", "POST"])
LIST = b'"object":"list","continuationToken":null'


class ItemsSeen(Document):
    """The items alone, as a list of the protocol."""

    @property
    def sections(self):
        return [(b"data", super().sections[0][1])]


class ItemsGranted(Document):
    """The items of an organization that are granted to the person, whatever else they may see."""

    @property
    def sections(self):
        return [(b"data", sql.GRANTED_ITEMS)]


def listed(request, document):
    return document_response(request, document.render(compressed=takes_gzip(request), head=LIST))


@account_view
def list_ciphers(request):
    return listed(request, ItemsSeen(request.user))


@require_GET
@account_view
def organization_items(request):
    """List every item of an organization that the person may see."""
    return listed(request, ItemsSeen(request.user, organization_in_query(request, Permission.CONSOLE_VIEW)))


@require_GET
@account_view
def assigned_items(request):
    return listed(request, ItemsGranted(request.user, organization_in_query(request, Permission.ORGANIZATION_VIEW)))


@require_GET
@account_view
def has_unassigned_items(request):
    """Tell old apps that there is nothing to warn of."""
    return json_response(False)


@put
@cipher_view(Permission.ITEM_EDIT)
@answers_refusals
def set_cipher_collections(request, cipher):
    """Put an item into other collections, and answer with the item alone."""
    chosen = json_body(request, CollectionIds).collection_ids
    return vault.answer(ciphers.update_collections(cipher, chosen, actor=request.user), request)


@require_POST
@account_view
@answers_refusals
def change_collections(request):
    """Put items of one organization into further collections, or take them out of some."""
    body = json_body(request, BulkCollections)
    items = items_or_404(request.user, body.cipher_ids, Permission.ITEM_EDIT)
    if any(item.organization_id != body.organization_id for item in items):
        raise Http404
    change = assignments.unassign_ciphers if body.remove_collections else assignments.assign_ciphers
    change(items, collections=body.collection_ids, actor=request.user)
    return no_content()


@require_POST
@account_view
@answers_refusals
def purge_vault(request):
    """Empty the vault of an organization, or the person's own, for good."""
    if "organizationId" in request.GET:
        organization = organization_in_query(request, Permission.ITEMS_PURGE)
        prove(request)
        purges.purge_organization(organization, actor=request.user)
    else:
        prove(request)
        purges.purge_own_vault(actor=request.user)
    return no_content()


cipher_list = by_method(GET=list_ciphers, POST=vault.create_cipher, DELETE=api_items.delete_ciphers)
administered_cipher = by_method(
    GET=vault.get_cipher, PUT=vault.update_cipher, POST=vault.update_cipher, DELETE=vault.delete_cipher
)
administered_ciphers = by_method(POST=vault.create_shared_cipher, DELETE=api_items.delete_ciphers)
