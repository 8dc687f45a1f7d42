from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import mail_tokens
from accounts.permissions import Permission
from accounts.step_up import proven_body
from provider_portal.api import ApiError, json_response
from providers.forms import SetUpForm
from providers.guards import provider_view
from providers.services import providers as services


@require_http_methods(["GET", "POST"])
@provider_view(Permission.PROVIDER_MANAGE)
def provider_settings(request, provider):
    form = SetUpForm(request.POST or None, initial={field: getattr(provider, field) for field in services.FIELDS})
    if request.method == "POST" and form.is_valid():
        services.update_provider(provider, actor=request.user, **form.cleaned_data)
        messages.success(request, _("The settings are saved."))
        return redirect("providers:provider_settings", provider_id=provider.pk)
    context = {"provider": provider, "form": form, "has_clients": provider.clients.exists()}
    return render(request, "providers/settings.html", context)


@require_POST
@provider_view(Permission.PROVIDER_DELETE)
def delete_provider(request, provider):
    proven_body(request)
    return deleted(request, provider, services.delete_provider)


@require_http_methods(["GET", "POST"])
@provider_view(Permission.PROVIDER_DELETE)
def delete_on_request(request, provider, token):
    """Let a Provider Admin delete the provider by the link an operator had mailed to them."""
    try:
        services.requested_deletion(provider, token, request.user)
    except mail_tokens.InvalidToken:
        return render(request, "providers/deletion_gone.html", {"provider": provider}, status=404)
    if request.method == "POST":
        proven_body(request)
        return deleted(request, provider, services.delete_on_request, token)
    return render(request, "providers/deletion.html", {"provider": provider, "has_clients": provider.clients.exists()})


def deleted(request, provider, service, *arguments):
    """Delete by the service, and say so on the page that follows."""
    try:
        service(provider, *arguments, actor=request.user)
    except services.ProviderRefused as refusal:
        raise ApiError(str(refusal), status=409) from None
    messages.success(request, _("%(provider)s is deleted.") % {"provider": provider.name})
    return json_response({"url": reverse("providers:provider_list")})
