"""The custom roles that an organization has saved: their list, and one of them."""

from django.contrib import messages
from django.db.models.functions import Upper
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import Permission
from organizations.forms import FLAG_LABELS, CustomRoleForm
from organizations.guards import feature_view
from organizations.reach import reach_of
from organizations.roles import MemberRole
from organizations.services import custom_roles as services
from organizations.services.refusals import MembershipRefused

custom_roles_view = feature_view(Permission.MEMBERS_MANAGE, "custom_roles")


@require_safe
@custom_roles_view
def custom_role_list(request, organization):
    reach = reach_of(request.user, organization)
    rows = [
        {
            "role": role,
            "may_change": reach.covers(MemberRole.CUSTOM, role.flags),
            "permissions": [label for flag, label in FLAG_LABELS.items() if flag in role.flags],
        }
        for role in organization.custom_roles.order_by(Upper("name"))
    ]
    return render(request, "organizations/custom_role_list.html", {"organization": organization, "rows": rows})


@require_http_methods(["GET", "POST"])
@custom_roles_view
def create_custom_role(request, organization):
    return edit(request, organization, None, services.create_custom_role)


@require_http_methods(["GET", "POST"])
@custom_roles_view
def update_custom_role(request, organization, role_id):
    role = get_object_or_404(organization.custom_roles, pk=role_id)
    return edit(request, organization, role, services.update_custom_role)


def edit(request, organization, role, service):
    form = CustomRoleForm(
        request.POST if request.method == "POST" else None,
        organization=organization,
        reach=reach_of(request.user, organization),
        role=role,
    )
    if request.method == "POST" and form.is_valid():
        try:
            service(role or organization, actor=request.user, **form.cleaned_data)
        except MembershipRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The role “%(role)s” is saved.") % {"role": form.cleaned_data["name"]})
            return redirect("organizations:custom_role_list", organization_id=organization.pk)
    return render(request, "organizations/custom_role.html", {"organization": organization, "role": role, "form": form})


@require_POST
@custom_roles_view
def delete_custom_role(request, organization, role_id):
    role = get_object_or_404(organization.custom_roles, pk=role_id)
    try:
        services.delete_custom_role(role, actor=request.user)
    except MembershipRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The role “%(role)s” is deleted. Members keep what they may do.") % {"role": role.name})
    return redirect("organizations:custom_role_list", organization_id=organization.pk)
