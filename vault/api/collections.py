"""Wire routes of an organization's collections. Source: `spec/api.md` 10.2."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.views.decorators.http import require_GET, require_POST

from accounts.guards import account_view
from accounts.permissions import Permission
from organizations.guards import organization_view
from provider_portal.api import by_method, json_body, json_response, list_response, no_content
from vault import grants
from vault.api.console_items import LIST
from vault.api.console_schemas import CollectionAccess, CollectionIdsToDelete, CollectionMembers
from vault.api.schemas import CollectionChange
from vault.collection_documents import access_documents, plain_collection, selection
from vault.document_sql import GRANTED_COLLECTIONS
from vault.documents import Document
from vault.guards import collection_view
from vault.schemas import CollectionRequest
from vault.services import collections
from vault.services.access import grantable_collections
from vault.views.answers import answers_refusals, document_response, takes_gzip
from vault.views.collections import chosen


def collection_of_organization(permission):
    """Guard a collection that the path names inside its organization."""

    def decorate(view):
        @collection_view(permission)
        @wraps(view)
        def guarded(request, collection, organization_id):
            if collection.organization_id != organization_id:
                raise Http404
            return view(request, collection)

        return guarded

    return decorate


def with_access(collection, request):
    return access_documents(collection.organization, [collection], request.user)[0]


def visible(organization, request):
    return organization.collections.visible_to(request.user).select_related("default_user").order_by("pk")


@organization_view(Permission.ORGANIZATION_VIEW)
def list_collections(request, organization):
    return list_response([plain_collection(row) for row in visible(organization, request)])


@organization_view(Permission.ORGANIZATION_VIEW)
def list_collections_with_access(request, organization):
    return list_response(access_documents(organization, visible(organization, request), request.user))


@collection_of_organization(Permission.COLLECTION_VIEW)
def get_collection(request, collection):
    return json_response(with_access(collection, request))


@collection_of_organization(Permission.COLLECTION_EDIT)
def list_collection_members(request, collection):
    return json_response([selection(*row) for row in grants.levels_of_members(collection)])


@collection_of_organization(Permission.COLLECTION_EDIT)
@answers_refusals
def set_collection_members(request, collection):
    """Make the members of the body the only ones granted the collection; its groups stay."""
    levels = dict(grants.levels_of_groups(collection))
    groups = collection.organization.groups.filter(auth_group__in=levels)
    collections.replace_access(
        collection,
        members=chosen(collection.organization.members, json_body(request, CollectionMembers).root),
        groups=[(group, levels[group.auth_group_id]) for group in groups],
        actor=request.user,
    )
    return no_content()


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
    return json_response(with_access(collection, request))


@collection_of_organization(Permission.COLLECTION_EDIT)
@answers_refusals
def update_collection(request, collection):
    """Change the name, the access, or both; what the body leaves out stays."""
    body = json_body(request, CollectionChange)
    organization, access = collection.organization, None
    if body.users is not None or body.groups is not None:
        access = (chosen(organization.members, body.users), chosen(organization.groups, body.groups))
    collections.update_collection(
        collection,
        name=body.name or collection.name,
        external_id=body.external_id or collection.external_id,
        access=access,
        actor=request.user,
    )
    return json_response(with_access(collection, request))


@collection_of_organization(Permission.COLLECTION_DELETE)
@answers_refusals
def delete_collection(request, collection):
    collections.delete_collection(collection, actor=request.user)
    return no_content()


@organization_view(Permission.ORGANIZATION_VIEW)
@answers_refusals
def delete_collections(request, organization):
    """Delete several collections, if the person may delete each of them."""
    rows = several_or_404(visible(organization, request), json_body(request, CollectionIdsToDelete).ids)
    if not all(request.user.has_perm(Permission.COLLECTION_DELETE, row) for row in rows):
        raise PermissionDenied
    collections.delete_collections(rows, actor=request.user)
    return no_content()


@require_POST
@organization_view(Permission.ORGANIZATION_VIEW)
@answers_refusals
def grant_collections(request, organization):
    """Grant several collections to further members and groups, if the person may decide about each of them."""
    body = json_body(request, CollectionAccess)
    rows = several_or_404(grantable_collections(organization, request.user), body.collection_ids)
    collections.grant_access(
        organization,
        rows,
        members=chosen(organization.members, body.users),
        groups=chosen(organization.groups, body.groups),
        actor=request.user,
    )
    return no_content()


def several_or_404(rows, ids):
    found = list(rows.filter(pk__in=ids))
    if len(found) != len(set(ids)):
        raise Http404
    return found


class CollectionsGranted(Document):
    """The collections that a person was granted, in whatever organization, as a list of the protocol."""

    @property
    def sections(self):
        return [(b"data", GRANTED_COLLECTIONS)]


@require_GET
@account_view
def my_collections(request):
    document = CollectionsGranted(request.user).render(compressed=takes_gzip(request), head=LIST)
    return document_response(request, document)


collection_list = by_method(GET=list_collections, POST=create_collection, DELETE=delete_collections)
collection_list_with_access = by_method(GET=list_collections_with_access)
collection = by_method(
    GET=get_collection, PUT=update_collection, POST=update_collection, DELETE=delete_collection
)
collection_details = by_method(GET=get_collection)
collection_members = by_method(GET=list_collection_members, PUT=set_collection_members)
