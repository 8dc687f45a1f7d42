"""Wire routes of the vault: sync, items and folders. Source: `spec/api.md` 5, 6 and 8."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.guards import account_view
from accounts.permissions import Permission
from organizations.models import Organization
from provider_portal.api import by_method, json_body, json_response, list_response, no_content
from vault.api.schemas import CollectedEvents
from vault.guards import cipher_view
from vault.item_document import item_document, item_in_organization, item_in_sync
from vault.models import Cipher, Folder
from vault.schemas import CipherRequest, CollectionIds, FolderRequest, ItemIds, ItemRequest, ItemState
from vault.services import ciphers, events, folders
from vault.services.ciphers import in_organization_of
from vault.sync import revision_of, sync_document
from vault.views.answers import answers_refusals


@require_GET
@account_view
def sync(request):
    compressed = "gzip" in request.headers.get("Accept-Encoding", "")
    with_domains = request.GET.get("excludeDomains", "").lower() != "true"
    document = sync_document(request.user, with_domains=with_domains, compressed=compressed)
    response = HttpResponse(document, content_type="application/json")
    if compressed:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding", "Authorization"])
    return response


@require_GET
@account_view
def revision_date(request):
    return json_response(revision_of(request.user))


@require_POST
@account_view
def collect_events(request):
    """Take note of what a person did with items in their client; what it cannot tell is ignored."""
    events.collect_events(json_body(request, CollectedEvents).root, actor=request.user)
    return no_content()


# Items


def answer(cipher, request):
    """Answer with the item as it is in the database now: as it is in the person's sync, or as their role shows it."""
    document = item_in_sync(request.user, cipher.pk) or item_in_organization(cipher, request.user)
    if document is None:
        # What its organization permits is known of the one at hand.
        fresh = in_organization_of(cipher, Cipher.objects.get(pk=cipher.pk))
        document = item_document(fresh, request.user)
    return json_response(document)


@require_POST
@account_view
@answers_refusals
def create_cipher(request):
    body = json_body(request, CipherRequest)
    return answer(ciphers.create_cipher(body, actor=request.user), request)


@require_POST
@account_view
@answers_refusals
def create_shared_cipher(request):
    body = json_body(request, ItemRequest)
    cipher = ciphers.create_cipher(
        body.cipher,
        organization=organization_or_404(request, body),
        collections=body.collection_ids,
        actor=request.user,
    )
    return answer(cipher, request)


def organization_or_404(request, body):
    return get_object_or_404(Organization.objects.visible_to(request.user), pk=body.cipher.organization_id)


@cipher_view(Permission.ITEM_VIEW)
def get_administered_cipher(request, cipher):
    return json_response(item_in_organization(cipher, request.user) or item_document(cipher, request.user))


def get_cipher(request, cipher_id):
    """Answer with the item as it is in the person's sync: what is there is theirs to view. All else is asked for."""
    document = item_in_sync(request.user, cipher_id)
    return json_response(document) if document else get_administered_cipher(request, cipher_id=cipher_id)


get_cipher.permission = get_administered_cipher.permission


@cipher_view(Permission.ITEM_EDIT)
@answers_refusals
def update_cipher(request, cipher):
    return answer(ciphers.update_cipher(cipher, json_body(request, CipherRequest), actor=request.user), request)


@cipher_view(Permission.ITEM_DELETE)
def delete_cipher(request, cipher):
    ciphers.delete_ciphers([cipher], actor=request.user)
    return no_content()


@require_http_methods(["PUT", "POST"])
@cipher_view(Permission.ITEM_VIEW)
@answers_refusals
def set_cipher_state(request, cipher):
    """Let also those who may only read an item sort it for themselves."""
    body = json_body(request, ItemState)
    ciphers.set_state(cipher, folder_id=body.folder_id, favorite=body.favorite, actor=request.user)
    return answer(cipher, request)


@require_http_methods(["PUT"])
@cipher_view(Permission.ITEM_DELETE)
def trash_cipher(request, cipher):
    ciphers.trash_ciphers([cipher], actor=request.user)
    return no_content()


@require_http_methods(["PUT"])
@cipher_view(Permission.ITEM_DELETE)
def restore_cipher(request, cipher):
    ciphers.restore_ciphers([cipher], actor=request.user)
    return answer(cipher, request)


@require_http_methods(["PUT", "POST"])
@cipher_view(Permission.ITEM_EDIT)
@answers_refusals
def share_cipher(request, cipher):
    """Move one's own item into an organization."""
    body = json_body(request, ItemRequest)
    shared = ciphers.share_cipher(
        cipher,
        body.cipher,
        organization=organization_or_404(request, body),
        collections=body.collection_ids,
        actor=request.user,
    )
    return answer(shared, request)


@require_http_methods(["PUT", "POST"])
@cipher_view(Permission.ITEM_EDIT)
@answers_refusals
def set_cipher_collections(request, cipher):
    """Put an item into other collections, by which the person may lose it."""
    ciphers.update_collections(cipher, json_body(request, CollectionIds).collection_ids, actor=request.user)
    seen = Cipher.objects.visible_to(request.user).select_related("organization").filter(pk=cipher.pk).first()
    document = item_document(seen, request.user) if seen else b"null"
    lost = b"false" if seen else b"true"
    return json_response(b'{"object":"optionalCipherDetails","unavailable":%s,"cipher":%s}' % (lost, document))


# Older clients post to delete for good.
trash_or_delete_cipher = by_method(PUT=trash_cipher, POST=delete_cipher)
cipher = by_method(GET=get_cipher, PUT=update_cipher, POST=update_cipher, DELETE=delete_cipher)
cipher_details = by_method(GET=get_cipher)

# Folders


def folder_document(folder):
    return {"object": "folder", "id": folder.pk, "name": folder.name, "revisionDate": folder.revision_date}


def folder_or_404(request, folder_id):
    return get_object_or_404(Folder.objects.visible_to(request.user), pk=folder_id)


@account_view
def list_folders(request):
    return list_response([folder_document(folder) for folder in request.user.folders.order_by("pk")])


@account_view
def create_folder(request):
    name = json_body(request, FolderRequest).name
    return json_response(folder_document(folders.create_folder(name=name, actor=request.user)))


@account_view
def get_folder(request, folder_id):
    return json_response(folder_document(folder_or_404(request, folder_id)))


@account_view
def update_folder(request, folder_id):
    folder = folder_or_404(request, folder_id)
    folders.update_folder(folder, name=json_body(request, FolderRequest).name, actor=request.user)
    return json_response(folder_document(folder))


@account_view
def delete_folder(request, folder_id):
    folders.delete_folder(folder_or_404(request, folder_id), actor=request.user)
    return no_content()


@account_view
def delete_folders(request):
    """Delete several folders, all or none."""
    ids = set(json_body(request, ItemIds).ids)
    found = request.user.folders.filter(pk__in=ids)
    if found.count() != len(ids):
        raise Http404
    folders.delete_folders(found, actor=request.user)
    return no_content()


@require_http_methods(["DELETE"])
@account_view
def delete_all_folders(request):
    folders.delete_folders(request.user.folders.all(), actor=request.user)
    return no_content()


folder_list = by_method(GET=list_folders, POST=create_folder, DELETE=delete_folders)
folder = by_method(GET=get_folder, PUT=update_folder, POST=update_folder, DELETE=delete_folder)
