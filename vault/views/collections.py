"""Collections: JSON routes that change them, and the page of who is granted one."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from organizations.guards import organization_view
from organizations.keyring import keyring_for
from provider_portal.api import json_body, json_response
from vault.collection_access import BLANK, AccessRows, rows_found
from vault.guards import collection_view
from vault.levels import AccessLevel
from vault.schemas import AccessRequest, CollectionRequest
from vault.services import collections
from vault.views.answers import answers_refusals


def kept(collection, status=200):
    return json_response({"id": str(collection.pk)}, status=status)


def level_of(selection):
    return AccessLevel.from_flags(
        read_only=selection.read_only, hide_passwords=selection.hide_passwords, manage=selection.manage
    )


def chosen(rows, selections):
    """Return `(row, level)` for each selection, found among the guarded `rows`."""
    levels = {selection.id: level_of(selection) for selection in selections or []}
    found = rows.in_bulk(levels)
    if len(found) != len(levels):
        raise Http404
    return [(found[pk], level) for pk, level in levels.items()]


@require_POST
@organization_view(Permission.COLLECTIONS_CREATE)
@answers_refusals
def create_collection(request, organization):
    body = json_body(request, CollectionRequest)
    collection = collections.create_collection(
        organization,
        name=body.name,
        external_id=body.external_id,
        members=chosen(organization.members, body.users),
        groups=chosen(organization.groups, body.groups),
        actor=request.user,
    )
    return kept(collection, status=201)


@require_http_methods(["PUT"])
@collection_view(Permission.COLLECTION_EDIT)
@answers_refusals
def update_collection(request, collection):
    body = json_body(request, CollectionRequest)
    collections.update_collection(
        collection, name=body.name, external_id=body.external_id or collection.external_id, actor=request.user
    )
    return kept(collection)


@require_POST
@collection_view(Permission.COLLECTION_DELETE)
@answers_refusals
def delete_collection(request, collection):
    collections.delete_collection(collection, actor=request.user)
    return kept(collection)


@require_http_methods(["GET", "PUT"])
@collection_view(Permission.COLLECTION_EDIT)
@answers_refusals
def collection_access(request, collection):
    """Show, or replace, which members and groups hold which level."""
    organization = collection.organization
    if request.method == "PUT":
        body = json_body(request, AccessRequest)
        collections.replace_access(
            collection,
            members=chosen(organization.members, body.users),
            groups=chosen(organization.groups, body.groups),
            actor=request.user,
        )
        return kept(collection)
    # The collection's page stands among those of its organization.
    request.guarded = organization
    context = {
        "organization": organization,
        "collection": collection,
        "keyring": keyring_for(request.user, [organization]),
        "levels": list(AccessLevel),
        "rows": AccessRows(collection),
        "blank": BLANK,
        "back_url": vault_url(collection, request.user),
    }
    return render(request, "vault/collection_access.html", context)


@require_GET
@collection_view(Permission.COLLECTION_EDIT)
def collection_candidates(request, collection):
    """Answer whom the search of the access page finds; large organizations are not on the page whole."""
    return json_response({"people": rows_found(collection, request.GET.get("q", ""))})


def vault_url(collection, user):
    """Return the address of the collection in the vault that `user` works in."""
    organization = collection.organization
    if user.has_perm(Permission.CONSOLE_VIEW, organization):
        page = reverse("vault:organization_vault", kwargs={"organization_id": organization.pk})
    else:
        page = reverse("vault:member_vault")
    return f"{page}?collection={collection.pk}"
