"""The groups of an organization: their list, one of them, their end."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import Permission
from organizations.guards import feature_view
from organizations.keyring import holds_key, keyring_for
from organizations.services.groups import GroupRefused, delete_groups
from provider_portal.api import json_body, json_response
from vault import grants
from vault.forms import GroupForm
from vault.group_page import GroupPage
from vault.people import SHOWN, members_found
from vault.schemas import Groups
from vault.services import groups as services

group_view = feature_view(Permission.GROUPS_MANAGE, "groups")


@require_safe
@group_view
def group_list(request, organization):
    page = GroupPage(organization, request.GET)
    return render(request, "vault/group_list.html", {"organization": organization, "page": page})


@require_http_methods(["GET", "POST"])
@group_view
def create_group(request, organization):
    form = form_for(request, organization)
    if request.method == "POST" and form.is_valid() and attempt(form, services.create_group, organization, request.user):
        messages.success(request, _("The group %(group)s is created.") % {"group": form.cleaned_data["name"]})
        return redirect("vault:group_list", organization_id=organization.pk)
    return render(request, "vault/group.html", context_of(request, organization, form))


@require_http_methods(["GET", "POST"])
@group_view
def update_group(request, organization, group_id):
    group = get_object_or_404(organization.groups.select_related("organization"), pk=group_id)
    form = form_for(request, organization, group)
    if request.method == "POST" and form.is_valid() and attempt(form, services.update_group, group, request.user):
        messages.success(request, _("The group %(group)s is changed.") % {"group": form.cleaned_data["name"]})
        return redirect("vault:group_list", organization_id=organization.pk)
    return render(request, "vault/group.html", context_of(request, organization, form, group))


@require_safe
@group_view
def group_candidates(request, organization):
    """Answer whom the search of a group's page finds; large organizations are not on the page whole."""
    found = members_found(organization, request.GET.get("q", ""))[:SHOWN]
    return json_response(
        {
            "people": [
                {"id": row.pk, "userId": row.user_id, "name": str(row.user), "note": row.user.email, "role": row.get_role_display()}
                for row in found
            ]
        }
    )


@require_POST
@group_view
def delete_group(request, organization):
    ids = set(json_body(request, Groups).groups)
    groups = organization.groups.filter(pk__in=ids)
    if groups.count() != len(ids):
        raise Http404
    count = delete_groups(organization, groups, actor=request.user)
    messages.success(request, ngettext("%(count)d group is deleted.", "%(count)d groups are deleted.", count) % {"count": count})
    return json_response({"deleted": count})


def form_for(request, organization, group=None):
    """Return the form; a member or collection of elsewhere, and there is nothing."""
    user = request.user
    members = members_found(organization)
    levels = grants.levels_of_group(group) if group else {}
    initial = {}
    if group:
        places = members.filter(user__groups=group.auth_group_id)
        initial = {"name": group.name, "external_id": group.external_id, "members": places.values_list("pk", flat=True)}
    readable = holds_key(user, organization)
    form = GroupForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        members=members,
        levels=levels,
        collections=services.collections_for_groups(organization, user) if readable else None,
    )
    if request.method == "POST" and form.names_foreign:
        raise Http404
    return form


def attempt(form, service, row, actor):
    """Call the service with the form's answers; a refusal becomes the form's error and None is returned."""
    try:
        return service(row, actor=actor, **form.cleaned_data)
    except GroupRefused as refusal:
        form.add_error(None, str(refusal))
    return None


def context_of(request, organization, form, group=None):
    offered = [collection.pk for collection in form.collections]
    others = organization.collections.filter(pk__in=form.levels).exclude(pk__in=offered)
    return {
        "organization": organization,
        "group": group,
        "form": form,
        "kept": [{"collection": collection, "level": form.levels[collection.pk]} for collection in others],
        "can_read_names": form.asks_collections,
        "keyring": keyring_for(request.user, [organization]),
    }
