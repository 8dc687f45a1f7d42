"""Routes of the public API: members, groups, collections. Source: `spec/features.md` 4.17."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from organizations.public.guards import public_api_view, public_methods
from organizations.services import directory
from organizations.services import groups as group_services
from organizations.services import members as memberships
from provider_portal.api import json_body, json_response, list_response, no_content
from vault.models import Collection
from vault.public.documents import public_collections, public_groups, public_members
from vault.public.schemas import CollectionUpdate, GroupIds, GroupUpdate, MemberCreation, MemberIds, MemberUpdate
from vault.services import access, collections, groups, programs
from vault.views.answers import answers_refusals
from vault.views.collections import chosen


def rows_of(rows, ids):
    """Return the rows with these ids, all of them or 404."""
    found = list(rows.filter(pk__in=set(ids)))
    if len(found) != len(set(ids)):
        raise Http404
    return found


# Members


def answer_member(organization, member):
    return json_response(public_members(organization, organization.members.filter(pk=member.pk))[0])


@public_api_view
def list_members(request, organization):
    return list_response(public_members(organization, organization.members.order_by("pk")))


@public_api_view
def create_member(request, organization):
    body = json_body(request, MemberCreation)
    member = programs.create_member(
        organization,
        email=body.email,
        external_id=body.external_id,
        role=body.type,
        custom_flags=body.custom_flags,
        grants=chosen(organization.collections, body.collections),
        groups=rows_of(organization.groups, body.groups or []),
        actor=request.user,
    )
    return answer_member(organization, member)


@public_api_view
def get_member(request, organization, member_id):
    return answer_member(organization, get_object_or_404(organization.members, pk=member_id))


@public_api_view
def update_member(request, organization, member_id):
    """Set role, access and external id; collections or groups that are left out stay as they are."""
    member = get_object_or_404(organization.members, pk=member_id)
    body = json_body(request, MemberUpdate)
    programs.update_member(
        organization,
        member,
        external_id=body.external_id,
        role=body.type,
        custom_flags=body.custom_flags,
        grants=None if body.collections is None else chosen(organization.collections, body.collections),
        groups=None if body.groups is None else rows_of(organization.groups, body.groups),
        actor=request.user,
    )
    return answer_member(organization, member)


def changing(service):
    """Return the view that does to one member what `service` does to several."""

    @public_api_view
    def change(request, organization, member_id):
        member = get_object_or_404(organization.members, pk=member_id)
        directory.done_or_raise(service(organization, [member], actor=request.user))
        return no_content()

    return change


@public_api_view
def list_groups_of_member(request, organization, member_id):
    member = get_object_or_404(organization.members, pk=member_id)
    found = organization.groups.filter(auth_group__in=access.groups_of(organization, member))
    return json_response(list(found.order_by("pk").values_list("pk", flat=True)))


@public_api_view
def set_groups_of_member(request, organization, member_id):
    member = get_object_or_404(organization.members, pk=member_id)
    wanted = rows_of(organization.groups, json_body(request, GroupIds).group_ids)
    access.change_access(
        organization, member, role=member.role, custom_flags=member.custom_flags, groups=wanted, actor=request.user
    )
    return no_content()


member_list = public_methods(GET=list_members, POST=create_member)
member = public_methods(GET=get_member, PUT=update_member, DELETE=changing(memberships.remove_members))
groups_of_member = public_methods(GET=list_groups_of_member, PUT=set_groups_of_member)
reinvite_member = require_POST(changing(memberships.resend_invitations))
revoke_member = require_POST(changing(memberships.revoke_members))
restore_member = require_POST(changing(memberships.restore_members))


# Groups


def answer_group(organization, group):
    return json_response(public_groups(organization.groups.filter(pk=group.pk))[0])


def members_in(organization, group):
    return organization.members.filter(user__in=User.objects.filter(groups=group.auth_group_id).values("pk"))


@public_api_view
def list_groups(request, organization):
    return list_response(public_groups(organization.groups.order_by("pk")))


@public_api_view
def create_group(request, organization):
    body = json_body(request, GroupUpdate)
    group = groups.create_group(
        organization,
        name=body.name,
        external_id=body.external_id,
        grants=chosen(organization.collections, body.collections),
        actor=request.user,
    )
    return answer_group(organization, group)


@public_api_view
def get_group(request, organization, group_id):
    return answer_group(organization, get_object_or_404(organization.groups, pk=group_id))


@public_api_view
def update_group(request, organization, group_id):
    group = get_object_or_404(organization.groups, pk=group_id)
    body = json_body(request, GroupUpdate)
    groups.update_group(
        group,
        name=body.name,
        external_id=body.external_id,
        members=members_in(organization, group),
        grants=None if body.collections is None else chosen(organization.collections, body.collections),
        actor=request.user,
    )
    return answer_group(organization, group)


@public_api_view
def delete_group(request, organization, group_id):
    group = get_object_or_404(organization.groups, pk=group_id)
    group_services.delete_groups(organization, [group], actor=request.user)
    return no_content()


@public_api_view
def list_members_of_group(request, organization, group_id):
    group = get_object_or_404(organization.groups, pk=group_id)
    return json_response(list(members_in(organization, group).order_by("pk").values_list("pk", flat=True)))


@public_api_view
def set_members_of_group(request, organization, group_id):
    group = get_object_or_404(organization.groups, pk=group_id)
    wanted = rows_of(organization.members, json_body(request, MemberIds).member_ids)
    group_services.set_members(group, wanted, actor=request.user)
    return no_content()


group_list = public_methods(GET=list_groups, POST=create_group)
group = public_methods(GET=get_group, PUT=update_group, DELETE=delete_group)
members_of_group = public_methods(GET=list_members_of_group, PUT=set_members_of_group)


# Collections


def shared(organization):
    return organization.collections.filter(type=Collection.Type.SHARED)


@require_GET
@public_api_view
def collection_list(request, organization):
    return list_response(public_collections(shared(organization).order_by("pk")))


@public_api_view
def get_collection(request, organization, collection_id):
    collection = get_object_or_404(shared(organization), pk=collection_id)
    return json_response(public_collections([collection])[0])


@public_api_view
@answers_refusals
def update_collection(request, organization, collection_id):
    """Set the external id and who has access; groups or users that are left out stay as they are."""
    collection = get_object_or_404(shared(organization), pk=collection_id)
    body = json_body(request, CollectionUpdate)
    programs.update_collection(
        collection,
        external_id=body.external_id,
        members=None if body.users is None else chosen(organization.members, body.users),
        groups=None if body.groups is None else chosen(organization.groups, body.groups),
        actor=request.user,
    )
    return json_response(public_collections([collection])[0])


@public_api_view
@answers_refusals
def delete_collection(request, organization, collection_id):
    collections.delete_collection(get_object_or_404(shared(organization), pk=collection_id), actor=request.user)
    return no_content()


collection = public_methods(GET=get_collection, PUT=update_collection, DELETE=delete_collection)
