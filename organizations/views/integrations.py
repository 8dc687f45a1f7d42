"""The page of the keys by which programs act for an organization: a directory by SCIM, others by the public API."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import step_up
from accounts.permissions import Permission
from organizations.guards import organization_view
from organizations.scim.guards import base_address
from organizations.services import keys
from provider_portal.api import json_response


def integrations_view(permission):
    """Let in who holds the permission, where the plan has such keys."""

    def decorate(view):
        @organization_view(permission)
        @wraps(view)
        def guarded(request, organization):
            if not (organization.features.scim and organization.features.api):
                raise Http404
            return view(request, organization)

        return guarded

    return decorate


@require_safe
@integrations_view(Permission.SCIM_MANAGE)
def integrations(request, organization):
    context = {
        "organization": organization,
        "address": base_address(organization),
        "may_use_api": request.user.has_perm(Permission.API_KEY_MANAGE, organization),
    }
    return render(request, "organizations/integrations.html", context)


def issuing(permission, which):
    """Return the view that answers with a new key of this kind, this once."""

    @require_POST
    @integrations_view(permission)
    def issue(request, organization):
        step_up.proven_body(request)
        response = json_response({"key": keys.issue_key(organization, which, actor=request.user)})
        response["Cache-Control"] = "no-store"
        return response

    return issue


def withdrawing(permission, which):
    @require_POST
    @integrations_view(permission)
    def withdraw(request, organization):
        keys.withdraw_key(organization, which, actor=request.user)
        messages.success(request, _("The key opens nothing any more."))
        return redirect("organizations:integrations", organization_id=organization.pk)

    return withdraw


issue_scim_key = issuing(Permission.SCIM_MANAGE, keys.SCIM)
withdraw_scim_key = withdrawing(Permission.SCIM_MANAGE, keys.SCIM)
issue_api_key = issuing(Permission.API_KEY_MANAGE, keys.API)
withdraw_api_key = withdrawing(Permission.API_KEY_MANAGE, keys.API)
