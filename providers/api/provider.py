"""Wire routes of a provider and of who works for it. Source: `spec/api.md` 18."""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts import mail_tokens
from accounts.api.secrets import prove
from accounts.guards import account_view
from accounts.permissions import Permission
from provider_portal.api import ApiError, by_method, json_body, json_response, list_response, no_content
from providers.answers import refuse_any, wire_keys, wire_results
from providers.api.documents import member_document, provider_document
from providers.api.schemas import Key, MemberIds, MemberRole, NewMembers, ProviderChange, Token
from providers.guards import provider_view
from providers.membership import members_of
from providers.schemas import MemberKeys
from providers.services import members as services
from providers.services.providers import ProviderRefused, update_provider
from providers.services.providers import delete_provider as delete

BULK_ROW = "providerUserBulkResponseModel"


@provider_view(Permission.PROVIDER_VIEW)
def get_provider(request, provider):
    return json_response(provider_document(provider))


@provider_view(Permission.PROVIDER_MANAGE)
def change_provider(request, provider):
    body = json_body(request, ProviderChange)
    name = provider.business_name if body.business_name is None else body.business_name
    changed = update_provider(
        provider, name=body.name, business_name=name, billing_email=body.billing_email, actor=request.user
    )
    return json_response(provider_document(changed))


@provider_view(Permission.PROVIDER_DELETE)
def delete_provider(request, provider):
    prove(request)
    try:
        delete(provider, actor=request.user)
    except ProviderRefused as refusal:
        raise ApiError(str(refusal)) from None
    return no_content()


def member_change(view):
    """Guard a route that manages who works for the provider, and tell what a service refused."""

    @provider_view(Permission.PROVIDER_MEMBERS_MANAGE)
    @wraps(view)
    def guarded(request, provider, **kwargs):
        try:
            return view(request, provider, **kwargs)
        except services.MembershipRefused as refusal:
            raise ApiError(str(refusal)) from None

    return guarded


def single(service):
    """Return the view that does to one member what `service` does to several."""

    @member_change
    def change(request, provider, member_id):
        member = get_object_or_404(provider.members, pk=member_id)
        refuse_any(service(provider, [member], actor=request.user))
        return no_content()

    return change


def several(service):
    @member_change
    def change(request, provider):
        members = members_of(provider, json_body(request, MemberIds).ids)
        return wire_results(service(provider, members, actor=request.user), BULK_ROW)

    return change


@provider_view(Permission.PROVIDER_MEMBERS_VIEW)
def list_members(request, provider):
    members = provider.members.select_related("user").order_by("pk")
    return list_response([member_document(member) for member in members])


@provider_view(Permission.PROVIDER_MEMBERS_VIEW)
def get_member(request, provider, member_id):
    member = get_object_or_404(provider.members.select_related("user"), pk=member_id)
    return json_response(member_document(member))


@member_change
def change_member(request, provider, member_id):
    member = get_object_or_404(provider.members, pk=member_id)
    services.change_role(provider, member, role=json_body(request, MemberRole).type, actor=request.user)
    return no_content()


@require_POST
@member_change
def invite_members(request, provider):
    body = json_body(request, NewMembers)
    services.invite_members(provider, emails=body.emails, role=body.type, actor=request.user)
    return no_content()


@require_POST
@account_view
def accept_invitation(request, provider_id, member_id):
    """Accept by the mailed token; the address names what the token is for."""
    token = json_body(request, Token).token
    try:
        member = services.invited_member(token)
        if (member.provider_id, member.pk) != (provider_id, member_id):
            raise Http404
        services.accept_invitation(token, actor=request.user)
    except mail_tokens.InvalidToken:
        raise ApiError(_("This invitation was used, withdrawn or is too old. Ask for a new one.")) from None
    except services.WrongAccount as refusal:
        raise ApiError(str(refusal)) from None
    return no_content()


@require_POST
@member_change
def confirm_member(request, provider, member_id):
    """Hand the provider's key to one member, sealed to their public key."""
    member = get_object_or_404(provider.members, pk=member_id)
    keys = {member.pk: json_body(request, Key).key}
    refuse_any(services.confirm_members(provider, keys=keys, actor=request.user))
    return no_content()


@require_POST
@member_change
def confirm_members(request, provider):
    keys = {entry.id: entry.key for entry in json_body(request, MemberKeys).keys}
    members_of(provider, keys)
    return wire_results(services.confirm_members(provider, keys=keys, actor=request.user), BULK_ROW)


@require_POST
@member_change
def member_public_keys(request, provider):
    return wire_keys(provider, json_body(request, MemberIds).ids, "providerUserPublicKeyResponseModel")


@require_GET
@provider_view(Permission.PROVIDER_VIEW)
def billing_warnings(request, provider):
    return json_response({"suspension": None, "taxId": None})


provider = by_method(GET=get_provider, PUT=change_provider, POST=change_provider, DELETE=delete_provider)
delete_by_post = require_POST(delete_provider)
member_list = by_method(GET=list_members, DELETE=several(services.remove_members))
member = by_method(
    GET=get_member, PUT=change_member, POST=change_member, DELETE=single(services.remove_members)
)
reinvite_member = require_POST(single(services.resend_invitations))
reinvite_members = require_POST(several(services.resend_invitations))
