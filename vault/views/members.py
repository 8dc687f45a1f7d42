from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import Permission
from organizations.guards import organization_view
from organizations.keyring import holds_key, keyring_for
from organizations.reach import reach_of
from organizations.services.members import MembershipRefused
from provider_portal.api import json_body
from provider_portal.spreadsheets import csv_response
from providers.answers import results_response
from providers.membership import members_of
from providers.schemas import Members
from vault.forms import InviteMemberForm, MemberAccessForm
from vault.member_export import exported_rows
from vault.member_page import MemberPage
from vault.services import access, claimed_accounts

ACCOUNTS_DELETED = ngettext_lazy("%(count)d account is deleted.", "%(count)d accounts are deleted.", "count")


@require_safe
@organization_view(Permission.MEMBERS_VIEW)
def member_list(request, organization):
    page = MemberPage(organization, request.user, request.GET)
    context = {
        "organization": organization,
        "page": page,
        "may_manage": page.may_manage,
        "keyring": keyring_for(request.user, [organization]),
    }
    return render(request, "vault/member_list.html", context)


@require_safe
@organization_view(Permission.MEMBERS_VIEW)
def export_members(request, organization):
    return csv_response("members.csv", exported_rows(organization, request.user))


@require_POST
@organization_view(Permission.MEMBERS_MANAGE)
def delete_member_account(request, organization):
    members = members_of(organization, json_body(request, Members).members)
    refusals = claimed_accounts.delete_accounts(organization, members, actor=request.user)
    return results_response(request, refusals, ACCOUNTS_DELETED)


@require_http_methods(["GET", "POST"])
@organization_view(Permission.MEMBERS_MANAGE)
def invite_member(request, organization):
    form = InviteMemberForm(
        posted(request),
        initial={"role": organization.members.model.Role.MEMBER.value},
        **choices(request.user, organization),
    )
    if request.method == "POST":
        refuse_foreign(form)
        if form.is_valid() and (members := attempt(form, access.invite_with_access, organization, request.user)):
            messages.success(
                request,
                ngettext("%(count)d invitation is on its way.", "%(count)d invitations are on their way.", len(members))
                % {"count": len(members)},
            )
            return redirect("vault:member_list", organization_id=organization.pk)
    return render(request, "vault/member_invite.html", context_of(request.user, organization, form))


@require_http_methods(["GET", "POST"])
@organization_view(Permission.MEMBERS_MANAGE)
def member_access(request, organization, member_id):
    member = get_object_or_404(organization.members.select_related("user"), pk=member_id)
    options = choices(request.user, organization)
    initial = {"role": member.role, "custom_flags": member.custom_flags}
    if options["groups"] is not None:
        initial["groups"] = options["groups"].filter(auth_group__in=access.groups_of(organization, member))
    levels = access.levels_of(member)
    form = MemberAccessForm(posted(request), initial=initial, levels=levels, **options)
    if request.method == "POST":
        refuse_foreign(form)
        if form.is_valid() and attempt(form, access.change_access, organization, request.user, member):
            messages.success(request, _("The access of %(member)s is changed.") % {"member": member.user})
            return redirect("vault:member_list", organization_id=organization.pk)
    context = context_of(request.user, organization, form)
    kept = organization.collections.filter(pk__in=levels).exclude(pk__in=options["collections"] or ())
    context |= {
        "member": member,
        "may_change": options["reach"].covers(member.role, member.custom_flags),
        "kept": [{"collection": collection, "level": levels[collection.pk]} for collection in kept],
    }
    return render(request, "vault/member_access.html", context)


def posted(request):
    return request.POST if request.method == "POST" else None


def choices(user, organization):
    """Return what the person asking may give: roles, collections whose names they can read, groups."""
    readable = holds_key(user, organization)
    return {
        "organization": organization,
        "reach": reach_of(user, organization),
        "collections": access.grantable_collections(organization, user) if readable else None,
        "groups": organization.groups.order_by("name") if access.may_assign_groups(organization, user) else None,
    }


def context_of(user, organization, form):
    return {
        "organization": organization,
        "form": form,
        "can_read_names": holds_key(user, organization),
        "keyring": keyring_for(user, [organization]),
    }


def refuse_foreign(form):
    if form.names_foreign:
        raise Http404


def attempt(form, service, organization, actor, *row):
    """Call the service with the form's answers; a refusal becomes the form's error and None is returned."""
    try:
        return service(organization, *row, actor=actor, **form.cleaned_data)
    except MembershipRefused as refusal:
        form.add_error(None, str(refusal))
    return None
