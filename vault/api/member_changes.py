"""Wire routes that change an organization's members. Source: `spec/api.md` 10.3."""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import mail_tokens
from accounts.guards import account_view
from accounts.permissions import Permission
from organizations.guards import organization_view
from organizations.services import members as services
from organizations.views.members import members_of
from provider_portal.api import ApiError, by_method, json_body, no_content
from providers.answers import refuse_any, wire_keys, wire_results
from vault.api.console_schemas import AcceptInvitation
from vault.api.members import get_member, list_members
from vault.api.schemas import MemberChange, MemberIds, MemberInvitation, MemberKey, MemberKeys
from vault.services import access, claimed_accounts
from vault.views.collections import chosen

BULK_ROW = "OrganizationBulkConfirmResponseModel"
# Older clients, and people's own, come by POST.
put = require_http_methods(["PUT", "POST"])


def member_change(view):
    """Guard a route that manages members, and tell what a service refused."""

    @organization_view(Permission.MEMBERS_MANAGE)
    @wraps(view)
    def guarded(request, organization, **kwargs):
        try:
            return view(request, organization, **kwargs)
        except services.MembershipRefused as refusal:
            raise ApiError(str(refusal)) from None

    return guarded


def single(service):
    """Return the view that does to one member what `service` does to several."""

    @member_change
    def change(request, organization, member_id):
        member = get_object_or_404(organization.members, pk=member_id)
        refuse_any(service(organization, [member], actor=request.user))
        return no_content()

    return change


def several(service):
    @member_change
    def change(request, organization):
        members = members_of(organization, json_body(request, MemberIds).ids)
        return wire_results(service(organization, members, actor=request.user), BULK_ROW)

    return change


@require_POST
@member_change
def confirm_member(request, organization, member_id):
    """Hand the organization's key to one member, sealed to their public key."""
    member = get_object_or_404(organization.members, pk=member_id)
    key = json_body(request, MemberKey).key
    refuse_any(services.confirm_members(organization, keys={member.pk: key}, actor=request.user))
    return no_content()


@require_POST
@member_change
def confirm_members(request, organization):
    keys = {entry.id: entry.key for entry in json_body(request, MemberKeys).keys}
    members_of(organization, keys)
    return wire_results(services.confirm_members(organization, keys=keys, actor=request.user), BULK_ROW)


@require_POST
@member_change
def member_public_keys(request, organization):
    return wire_keys(organization, json_body(request, MemberIds).ids, "organizationUserPublicKeyResponseModel")


@require_POST
@member_change
def invite_members(request, organization):
    body = json_body(request, MemberInvitation)
    access.invite_with_access(
        organization,
        emails=body.emails,
        role=body.type,
        custom_flags=body.custom_flags,
        grants=chosen(organization.collections, body.collections),
        groups=groups_of(organization, body),
        actor=request.user,
    )
    return no_content()


@require_POST
@account_view
def accept_invitation(request, organization_id, member_id):
    """Accept by the mailed token; the address names what the token is for."""
    body = json_body(request, AcceptInvitation)
    try:
        member = services.invited_member(body.token)
        if (member.organization_id, member.pk) != (organization_id, member_id):
            raise Http404
        services.accept_invitation(body.token, actor=request.user, recovery_key=body.reset_password_key)
    except mail_tokens.InvalidToken:
        raise ApiError(_("This invitation was used, withdrawn or is too old. Ask for a new one.")) from None
    except services.MembershipRefused as refusal:
        raise ApiError(str(refusal)) from None
    return no_content()


@member_change
def update_member(request, organization, member_id):
    """Set role, collections and groups of a member."""
    member = get_object_or_404(organization.members, pk=member_id)
    body = json_body(request, MemberChange)
    access.change_access(
        organization,
        member,
        role=body.type,
        custom_flags=body.custom_flags,
        grants=None if body.collections is None else chosen(organization.collections, body.collections),
        groups=None if body.groups is None else groups_of(organization, body),
        actor=request.user,
    )
    return no_content()


def groups_of(organization, body):
    ids = set(body.groups or [])
    found = list(organization.groups.filter(pk__in=ids))
    if len(found) != len(ids):
        raise Http404
    return found


member_list = by_method(GET=list_members, DELETE=several(services.remove_members))
member = by_method(
    GET=get_member, PUT=update_member, POST=update_member, DELETE=single(services.remove_members)
)
revoke_member = put(single(services.revoke_members))
restore_member = put(single(services.restore_members))
reinvite_member = require_POST(single(services.resend_invitations))
revoke_members = put(several(services.revoke_members))
restore_members = put(several(services.restore_members))
reinvite_members = require_POST(several(services.resend_invitations))
delete_account = require_http_methods(["DELETE", "POST"])(single(claimed_accounts.delete_accounts))
delete_accounts = require_http_methods(["DELETE", "POST"])(several(claimed_accounts.delete_accounts))
