from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import limits, mail_tokens
from accounts.guards import account_view, operator_view, public_view
from provider_portal.api import ApiError, form_errors, json_body, json_response
from provider_portal.wording import speak
from providers.forms import ApplicationFilterForm, ApplicationForm, SetUpForm
from providers.models import ProviderApplication
from providers.schemas import SetUpProvider
from providers.services import applications as services

APPLICATIONS_PER_PAGE = 50


@public_view
@require_http_methods(["GET", "POST"])
def apply(request):
    user = request.user
    known = {"contact_name": user.name, "email": user.email} if user.is_authenticated else {}
    form = ApplicationForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            limits.attempt(request, limits.MAIL, form.cleaned_data["email"])
        except ApiError as refusal:
            form.add_error(None, refusal.message)
        else:
            services.apply(**form.cleaned_data, culture=get_language())
            return redirect("providers:application_sent")
    return render(request, "providers/apply.html", {"form": form})


@public_view
@require_safe
def application_sent(request):
    return render(request, "providers/application_sent.html")


@operator_view
@require_safe
def application_list(request):
    chosen = ApplicationFilterForm(request.GET)
    chosen.is_valid()
    status, before = chosen.cleaned_data.get("status"), chosen.cleaned_data.get("before")
    applications = ProviderApplication.objects.select_related("decided_by").in_status(status).newest_first(before)
    rows = list(applications[: APPLICATIONS_PER_PAGE + 1])
    context = {
        "applications": rows[:APPLICATIONS_PER_PAGE],
        "older": rows[APPLICATIONS_PER_PAGE - 1].pk if len(rows) > APPLICATIONS_PER_PAGE else None,
        "before": before,
        "status": status,
        "filters": status_filters(),
    }
    return render(request, "providers/application_list.html", context)


def status_filters():
    """Return (status, label, count) of each status an application may have."""
    counts = dict(ProviderApplication.objects.values_list("status").annotate(Count("pk")))
    return [(status, label, counts.get(status, 0)) for status, label in ProviderApplication.Status.choices]


@operator_view
@require_POST
def approve_application(request, application_id):
    return answer(
        request,
        application_id,
        services.approve_application,
        _("%(name)s is approved. The set-up link is on its way to %(email)s."),
    )


@operator_view
@require_POST
def decline_application(request, application_id):
    return answer(
        request,
        application_id,
        services.decline_application,
        _("%(name)s is declined, and %(email)s is told so."),
    )


@operator_view
@require_POST
def resend_setup_link(request, application_id):
    return answer(
        request,
        application_id,
        services.resend_setup_link,
        _("A new set-up link for %(name)s is on its way to %(email)s. The earlier one no longer works."),
    )


def answer(request, application_id, service, success):
    """Carry out an operator's decision and go back to the list."""
    application = get_object_or_404(ProviderApplication, pk=application_id)
    words = {"name": application.name, "email": application.email}
    try:
        service(application, actor=request.user)
    except services.AlreadyDecided:
        messages.error(request, _("The application of %(name)s was answered meanwhile.") % words)
    else:
        messages.success(request, success % words)
    return redirect("providers:application_list")


@public_view
@require_safe
def setup(request, token):
    """Lead the applicant from the mail to an account of the same address, and then to the form."""
    try:
        application = services.application_of(token)
    except mail_tokens.InvalidToken:
        return render(request, "providers/setup_invalid.html", status=404)
    speak(application.wording)
    context = {"application": application, "token": token}
    if not request.user.is_authenticated:
        context["voucher"] = mail_tokens.vouch(application.email)
        return render(request, "providers/setup_signed_out.html", context)
    if request.user.email != application.email:
        return render(request, "providers/setup_other_account.html", context)
    context["form"] = SetUpForm(initial={"name": application.name, "billing_email": application.email})
    return render(request, "providers/setup.html", context)


@account_view
@require_POST
def set_up_provider(request):
    body = json_body(request, SetUpProvider)
    form = SetUpForm(body.details)
    if not form.is_valid():
        raise ApiError(_("Some fields need another look."), errors=form_errors(form))
    try:
        provider = services.set_up_provider(
            body.token, wrapped_key=body.key, actor=request.user, **form.cleaned_data
        )
    except mail_tokens.InvalidToken:
        raise ApiError(_("This link was used or has expired. Ask for a new one."), status=409) from None
    except services.SetUpRefused as refusal:
        raise ApiError(str(refusal), status=409) from None
    return json_response({"url": reverse("organizations:client_list", kwargs={"provider_id": provider.pk})})


@account_view
@require_safe
def provider_list(request):
    memberships = request.user.provider_memberships.confirmed().select_related("provider")
    memberships = list(memberships.order_by("provider__name", "provider"))
    if len(memberships) == 1:
        return redirect("organizations:client_list", provider_id=memberships[0].provider_id)
    return render(request, "providers/provider_list.html", {"memberships": memberships})
