"""Wire routes of an organization's groups. Source: `spec/api.md` 10.4."""

from collections import defaultdict
from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.permissions import Permission
from organizations.guards import organization_view
from organizations.services import groups as organization_groups
from organizations.services.groups import GroupRefused, delete_groups
from provider_portal.api import ApiError, by_method, json_body, json_response, list_response, no_content
from providers.membership import members_of
from vault import grants
from vault.api.console_schemas import GroupIds, GroupRequest
from vault.collection_documents import selection
from vault.levels import AccessLevel
from vault.models import CollectionGroupGrant
from vault.services import groups as services
from vault.views.collections import chosen
from vault.views.groups import group_view


def group_document(group, levels):
    return {
        "object": "groupDetails",
        "id": group.pk,
        "organizationId": group.organization_id,
        "name": group.name,
        "externalId": group.external_id,
        "accessAll": False,
        "collections": [selection(pk, level) for pk, level in levels],
    }


def levels_by_group(groups):
    """Return {auth group id: [(collection id, level)]} in one statement."""
    rows = CollectionGroupGrant.objects.filter(group__in=[group.auth_group_id for group in groups]).order_by("pk")
    found = defaultdict(list)
    for group, collection, codename in rows.values_list("group", "content_object", "permission__codename"):
        found[group].append((collection, AccessLevel.from_codename(codename)))
    return found


def answer(group):
    return json_response(group_document(group, grants.levels_of_group(group).items()))


def places(group):
    """Return the group's members."""
    return group.organization.members.filter(user__groups=group.auth_group_id).order_by("pk")


def group_or_404(organization, group_id):
    return get_object_or_404(organization.groups.select_related("organization"), pk=group_id)


def telling(view):
    """Tell the client what a service refused."""

    @wraps(view)
    def answering(request, organization, **kwargs):
        try:
            return view(request, organization, **kwargs)
        except GroupRefused as refusal:
            raise ApiError(str(refusal)) from None

    return answering


@organization_view(Permission.COLLECTIONS_VIEW)
def list_groups(request, organization):
    """List the groups to whoever manages groups, members or collections."""
    groups = list(organization.groups.order_by("name", "pk"))
    levels = levels_by_group(groups)
    return list_response([group_document(group, levels[group.auth_group_id]) for group in groups])


@group_view
def get_group(request, organization, group_id):
    return answer(group_or_404(organization, group_id))


@group_view
@telling
def create_group(request, organization):
    body = json_body(request, GroupRequest)
    group = services.create_group(
        organization,
        name=body.name,
        external_id=body.external_id,
        members=members_of(organization, body.users or []),
        grants=chosen(organization.collections, body.collections),
        actor=request.user,
    )
    return answer(group)


@group_view
@telling
def update_group(request, organization, group_id):
    group = group_or_404(organization, group_id)
    body = json_body(request, GroupRequest)
    services.update_group(
        group,
        name=body.name,
        external_id=body.external_id,
        members=places(group) if body.users is None else members_of(organization, body.users),
        grants=None if body.collections is None else chosen(organization.collections, body.collections),
        actor=request.user,
    )
    return answer(group_or_404(organization, group_id))


@group_view
def delete_group(request, organization, group_id):
    delete_groups(organization, [group_or_404(organization, group_id)], actor=request.user)
    return no_content()


@group_view
def delete_several(request, organization):
    ids = set(json_body(request, GroupIds).ids)
    groups = organization.groups.filter(pk__in=ids)
    if groups.count() != len(ids):
        raise Http404
    delete_groups(organization, groups, actor=request.user)
    return no_content()


@group_view
def list_group_members(request, organization, group_id):
    return json_response(list(places(group_or_404(organization, group_id)).values_list("pk", flat=True)))


@group_view
@telling
def remove_group_member(request, organization, group_id, member_id):
    group = group_or_404(organization, group_id)
    member = get_object_or_404(places(group), pk=member_id)
    organization_groups.set_members(group, places(group).exclude(pk=member.pk), actor=request.user)
    return no_content()


group_list = by_method(GET=list_groups, POST=create_group, DELETE=delete_several)
group_list_with_access = by_method(GET=list_groups)
group = by_method(GET=get_group, PUT=update_group, POST=update_group, DELETE=delete_group)
group_details = by_method(GET=get_group)
group_members = by_method(GET=list_group_members)
group_member = by_method(DELETE=remove_group_member, POST=remove_group_member)
