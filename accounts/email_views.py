"""The pages that change the address a person logs in with."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import codes, credentials, limits, step_up, tasks
from accounts.guards import account_view
from accounts.security_schemas import NewEmail
from accounts.security_views import changed_meanwhile, lock_of, this_session_goes_on
from accounts.two_step_forms import CodeForm, EmailForm
from provider_portal.api import ApiError


@account_view
@require_http_methods(["GET", "HEAD", "POST"])
def email(request):
    """Mail a code to the new address; whether it is taken is told only to who reads its mail."""
    form = EmailForm(request.POST or None)
    if form.is_valid():
        address = form.cleaned_data["email"]
        try:
            limits.attempt(request, limits.MAIL, request.user.email)
            limits.attempt(request, limits.MAIL, address)
        except ApiError as refusal:
            form.add_error(None, refusal.message)
        else:
            tasks.send_code.delay_on_commit(str(request.user.pk), codes.NEW_ADDRESS, address)
            request.session["new_email"] = address
            return redirect("accounts:email_code")
    return render(request, "accounts/email.html", {"form": form})


@account_view
@require_safe
def email_code(request):
    address = request.session.get("new_email")
    if address is None:
        return redirect("accounts:email")
    return render(request, "accounts/email_code.html", {"form": CodeForm(), "address": address})


@account_view
@require_POST
def change_email(request):
    body = step_up.proven_body(request, NewEmail)
    user = request.user
    limits.attempt(request, limits.TWO_STEP, user.email)
    if not codes.is_code(codes.NEW_ADDRESS, user, body.email, body.code):
        raise ApiError(_("This is not the code we mailed last, or it is too old."))
    try:
        credentials.change_email(user, lock_of(body), email=body.email, actor=user)
    except credentials.ChangedMeanwhile:
        raise changed_meanwhile() from None
    except credentials.AddressTaken:
        raise ApiError(_("This address has an account or an invitation of its own already.")) from None
    request.session.pop("new_email", None)
    return this_session_goes_on(request, _("Your e-mail address is changed."), "accounts:settings")
