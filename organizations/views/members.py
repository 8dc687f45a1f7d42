from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import mail_tokens
from accounts.guards import public_view
from accounts.invitations import invitation_context
from accounts.permissions import Permission
from organizations.guards import organization_view
from organizations.models import OrganizationMember
from organizations.recovery import must_enroll
from organizations.services import members as services
from provider_portal.api import ApiError, json_body
from providers.answers import keys_response, results_response
from providers.membership import members_of
from providers.schemas import MemberKeys, Members

Status = OrganizationMember.Status
DONE = {
    services.confirm_members: ngettext_lazy(
        "%(count)d member is confirmed.", "%(count)d members are confirmed.", "count"
    ),
    services.resend_invitations: ngettext_lazy(
        "%(count)d invitation is on its way.", "%(count)d invitations are on their way.", "count"
    ),
    services.revoke_members: ngettext_lazy(
        "%(count)d member is revoked.", "%(count)d members are revoked.", "count"
    ),
    services.restore_members: ngettext_lazy(
        "%(count)d member is restored.", "%(count)d members are restored.", "count"
    ),
    services.remove_members: ngettext_lazy(
        "%(count)d member is removed.", "%(count)d members are removed.", "count"
    ),
}


@require_GET
@organization_view(Permission.MEMBERS_MANAGE)
def member_keys(request, organization):
    return keys_response(request, organization)


@require_POST
@organization_view(Permission.MEMBERS_MANAGE)
def confirm_member(request, organization):
    body = json_body(request, MemberKeys)
    keys = {entry.id: entry.key for entry in body.keys}
    members_of(organization, keys)
    return results(request, services.confirm_members, organization, keys=keys)


@require_POST
@organization_view(Permission.MEMBERS_MANAGE)
def resend_invitation(request, organization):
    return act(request, services.resend_invitations, organization)


@require_POST
@organization_view(Permission.MEMBERS_MANAGE)
def revoke_member(request, organization):
    return act(request, services.revoke_members, organization)


@require_POST
@organization_view(Permission.MEMBERS_MANAGE)
def restore_member(request, organization):
    return act(request, services.restore_members, organization)


@require_POST
@organization_view(Permission.MEMBERS_MANAGE)
def remove_member(request, organization):
    return act(request, services.remove_members, organization)


def act(request, service, organization):
    """Do to each of the members in the body what `service` does, and answer how it went."""
    members = members_of(organization, json_body(request, Members).members)
    return results(request, service, organization, members)


def results(request, service, *args, **kwargs):
    """Answer with what was refused to whom; the page that follows says how many it was done to."""
    try:
        refusals = service(*args, actor=request.user, **kwargs)
    except services.MembershipRefused as refusal:
        raise ApiError(str(refusal), status=409) from None
    return results_response(request, refusals, DONE[service])


@require_http_methods(["GET", "POST"])
@public_view
def accept_invitation(request, token):
    """Lead an invited person from the mail to an account of the same address, and then into the organization."""
    try:
        member = services.invited_member(token)
        if request.method == "POST" and request.user.is_authenticated:
            services.accept_invitation(token, actor=request.user, recovery_key=request.POST.get("recovery_key"))
            return render(request, "organizations/member_accepted.html", {"organization": member.organization})
    except mail_tokens.InvalidToken:
        return render(request, "organizations/member_invitation_gone.html", status=404)
    except services.ForbiddenByPolicy as refusal:
        messages.error(request, str(refusal))
    except services.WrongAccount:
        # The page itself says which account is needed.
        pass
    context = {
        "organization": member.organization,
        "enrolls": must_enroll(member.organization),
        **invitation_context(request, member.user),
    }
    return render(request, "organizations/member_invitation.html", context)
