from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts import mail_tokens
from accounts.guards import public_view
from accounts.invitations import invitation_context
from accounts.permissions import Permission
from provider_portal.api import ApiError, json_body
from provider_portal.wording import speak
from providers.answers import keys_response, results_response
from providers.forms import InviteForm, RoleForm
from providers.guards import provider_view
from providers.member_page import MemberPage
from providers.membership import members_of
from providers.models import ProviderMember
from providers.schemas import MemberKeys, Members
from providers.services import members as services

Status = ProviderMember.Status
DONE = {
    services.confirm_members: ngettext_lazy(
        "%(count)d member is confirmed.", "%(count)d members are confirmed.", "count"
    ),
    services.resend_invitations: ngettext_lazy(
        "%(count)d invitation is on its way.", "%(count)d invitations are on their way.", "count"
    ),
    services.remove_members: ngettext_lazy(
        "%(count)d member is removed.", "%(count)d members are removed.", "count"
    ),
}


@require_safe
@provider_view(Permission.PROVIDER_MEMBERS_VIEW)
def member_list(request, provider):
    share = provider.key_share_of(request.user)
    context = {
        "provider": provider,
        "page": MemberPage(provider, request.user, request.GET),
        "keyring": {"providers": [{"id": str(provider.pk), "key": share.wrapped_key}], "organizations": []},
    }
    return render(request, "providers/member_list.html", context)


@require_http_methods(["GET", "POST"])
@provider_view(Permission.PROVIDER_MEMBERS_MANAGE)
def invite_member(request, provider):
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        members = services.invite_members(provider, actor=request.user, **form.cleaned_data)
        say_invited(request, len(members), len(form.cleaned_data["emails"]) - len(members))
        return redirect("providers:member_list", provider_id=provider.pk)
    return render(request, "providers/member_invite.html", {"provider": provider, "form": form})


def say_invited(request, invited, known):
    if invited:
        words = ngettext("%(count)d invitation is on its way.", "%(count)d invitations are on their way.", invited)
        messages.success(request, words % {"count": invited})
    if known:
        words = ngettext(
            "%(count)d address is a member or invited already.",
            "%(count)d addresses are members or invited already.",
            known,
        )
        messages.info(request, words % {"count": known})


@require_http_methods(["GET", "POST"])
@provider_view(Permission.PROVIDER_MEMBERS_MANAGE)
def member_role(request, provider, member_id):
    member = get_object_or_404(provider.members.select_related("user"), pk=member_id)
    form = RoleForm(request.POST or None, initial={"role": member.role})
    if request.method == "POST" and form.is_valid():
        try:
            services.change_role(provider, member, actor=request.user, **form.cleaned_data)
        except services.MembershipRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The role of %(member)s is changed.") % {"member": member.user})
            return redirect("providers:member_list", provider_id=provider.pk)
    return render(request, "providers/member_role.html", {"provider": provider, "member": member, "form": form})


@require_GET
@provider_view(Permission.PROVIDER_MEMBERS_MANAGE)
def member_keys(request, provider):
    return keys_response(request, provider)


@require_POST
@provider_view(Permission.PROVIDER_MEMBERS_MANAGE)
def confirm_member(request, provider):
    keys = {entry.id: entry.key for entry in json_body(request, MemberKeys).keys}
    members_of(provider, keys)
    return results(request, services.confirm_members, provider, keys=keys)


@require_POST
@provider_view(Permission.PROVIDER_MEMBERS_MANAGE)
def resend_invitation(request, provider):
    return act(request, services.resend_invitations, provider)


@require_POST
@provider_view(Permission.PROVIDER_MEMBERS_MANAGE)
def remove_member(request, provider):
    return act(request, services.remove_members, provider)


def act(request, service, provider):
    """Do to each of the members in the body what `service` does, and answer how it went."""
    return results(request, service, provider, members_of(provider, json_body(request, Members).members))


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
    """Lead an invited person from the mail to an account of the same address, and then into the provider."""
    try:
        member = services.invited_member(token)
        speak(member.provider.wording)
        if request.method == "POST" and request.user.is_authenticated:
            services.accept_invitation(token, actor=request.user)
            return render(request, "providers/member_accepted.html", {"provider": member.provider})
    except mail_tokens.InvalidToken:
        return render(request, "providers/member_invitation_gone.html", status=404)
    except services.WrongAccount:
        # The page itself says which account is needed.
        pass
    context = {"provider": member.provider, "member": member, **invitation_context(request, member.user)}
    return render(request, "providers/member_invitation.html", context)
