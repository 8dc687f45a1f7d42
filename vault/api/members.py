"""Wire routes of an organization's members, whose access reaches into collections. Source: `spec/api.md` 10.3."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from organizations.guards import organization_view
from provider_portal.api import json_response, list_response
from vault.member_documents import member_documents, mini_document


def wants(request, name):
    return request.GET.get(name, "").lower() == "true"


@organization_view(Permission.MEMBERS_VIEW)
def list_members(request, organization):
    documents = member_documents(
        organization,
        organization.members.order_by("pk"),
        with_collections=wants(request, "includeCollections"),
        with_groups=wants(request, "includeGroups"),
    )
    return list_response(documents)


@require_GET
@organization_view(Permission.MEMBERS_VIEW)
def member_list_in_short(request, organization):
    members = organization.members.select_related("user").order_by("pk")
    return list_response([mini_document(member) for member in members])


@organization_view(Permission.MEMBERS_VIEW)
def get_member(request, organization, member_id):
    member = get_object_or_404(organization.members, pk=member_id)
    rows = organization.members.filter(pk=member.pk)
    return json_response(member_documents(organization, rows, with_collections=True, with_groups=True)[0])
