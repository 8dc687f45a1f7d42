"""The page of emergency contacts, and what both sides do there."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import limits, mail_tokens
from accounts.guards import account_view, public_view
from accounts.redirects import with_query
from provider_portal.api import ApiError, json_body, json_response
from vault.emergency.forms import ContactTermsForm, InviteContactForm
from vault.emergency.schemas import ConfirmContact
from vault.models import EmergencyAccess
from vault.refusals import Refused
from vault.services import emergency
from vault.views.answers import answers_refusals


def given_by(request, access_id):
    return get_object_or_404(EmergencyAccess.objects.given_by(request.user), pk=access_id)


def given_to(request, access_id):
    return get_object_or_404(EmergencyAccess.objects.given_to(request.user), pk=access_id)


def acts(view):
    """Do something to a contact, then show the list with what came of it."""

    @require_POST
    @account_view
    @wraps(view)
    def acting(request, **arguments):
        try:
            messages.success(request, view(request, **arguments))
        except (Refused, ApiError) as refusal:
            messages.error(request, refusal.message)
        return redirect("vault:emergency_list")

    return acting


@require_http_methods(["GET", "POST"])
@account_view
def emergency_list(request):
    """Show whom the person trusts and who trusts them; posting invites somebody."""
    form = InviteContactForm(request.POST or None)
    if form.is_valid():
        try:
            limits.attempt(request, limits.MAIL, form.cleaned_data["email"])
            emergency.invite(**form.cleaned_data, actor=request.user)
        except (Refused, ApiError) as refusal:
            form.add_error("email", refusal.message)
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("vault:emergency_list")
    context = {
        "form": form,
        "contacts": EmergencyAccess.objects.given_by(request.user).select_related("grantee").order_by("pk"),
        "trusting": EmergencyAccess.objects.given_to(request.user)
        .exclude(status=EmergencyAccess.Status.INVITED)
        .select_related("grantor")
        .order_by("pk"),
    }
    return render(request, "vault/emergency_list.html", context)


@acts
def resend_emergency_invitation(request, access_id):
    access = given_by(request, access_id)
    limits.attempt(request, limits.MAIL, access.grantee.email)
    emergency.resend_invitation(access, actor=request.user)
    return _("The invitation is on its way again.")


@acts
def approve_emergency_access(request, access_id):
    emergency.approve(given_by(request, access_id), actor=request.user)
    return _("The access is granted.")


@acts
def reject_emergency_access(request, access_id):
    emergency.reject(given_by(request, access_id), actor=request.user)
    return _("The access is refused.")


@acts
def remove_emergency_contact(request, access_id):
    emergency.remove(given_by(request, access_id), actor=request.user)
    return _("The emergency contact is removed.")


@acts
def resign_emergency_contact(request, access_id):
    emergency.remove(given_to(request, access_id), actor=request.user)
    return _("You are no longer their emergency contact.")


@acts
def request_emergency_access(request, access_id):
    emergency.request_access(given_to(request, access_id), actor=request.user)
    return _("The access is asked for. You get a mail when it is granted.")


@require_http_methods(["GET", "POST"])
@account_view
def change_emergency_contact(request, access_id):
    access = given_by(request, access_id)
    form = ContactTermsForm(request.POST or None, initial={"type": access.type, "wait_days": access.wait_days})
    if form.is_valid():
        try:
            emergency.change(access, **form.cleaned_data, actor=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The emergency contact is changed."))
            return redirect("vault:emergency_list")
    return render(request, "vault/emergency_contact.html", {"access": access, "form": form})


@require_POST
@account_view
@answers_refusals
def confirm_emergency_contact(request, access_id):
    emergency.confirm(given_by(request, access_id), key=json_body(request, ConfirmContact).key, actor=request.user)
    return json_response({})


@require_http_methods(["GET", "POST"])
@public_view
def accept_emergency_invitation(request, token):
    """Lead an invited person from the mail to an account of the same address, and then to the page."""
    try:
        access = emergency.invited(token)
        if request.method == "POST" and request.user.is_authenticated:
            emergency.accept(token, actor=request.user)
            messages.success(request, _("You accepted. You get a mail when you are confirmed."))
            return redirect("vault:emergency_list")
    except mail_tokens.InvalidToken:
        return render(request, "vault/emergency_invitation_gone.html", status=404)
    except emergency.WrongAccount:
        # The page itself says which account is needed.
        pass
    context = {"access": access, "is_theirs": request.user.pk == access.grantee_id}
    if not request.user.is_authenticated:
        query = {"invitation": mail_tokens.vouch(access.grantee.email), "next": request.path}
        context["login_url"] = with_query("accounts:login", email=access.grantee.email, **query)
        context["register_url"] = with_query("accounts:register", **query)
    return render(request, "vault/emergency_invitation.html", context)
