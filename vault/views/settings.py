"""The settings of an organization: one page, a route for each section that saves."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import step_up
from accounts.permissions import Permission
from organizations.guards import organization_view
from organizations.keyring import holds_key, keyring_for
from organizations.services import settings as services
from organizations.settings_forms import CollectionManagementForm, InfoForm
from organizations.settings_schemas import AutomaticConfirmation, ProviderAccess
from provider_portal.api import ApiError, json_response
from providers.guards import provider_view
from vault.checklist import Checklist, checklist_of


@require_safe
@organization_view(Permission.ORGANIZATION_MANAGE)
def organization_settings(request, organization):
    return page(request, organization, info_form(request, organization))


@require_POST
@organization_view(Permission.ORGANIZATION_MANAGE)
def update_info(request, organization):
    form = info_form(request, organization, request.POST)
    if not form.is_valid():
        return page(request, organization, form)
    services.update_info(organization, actor=request.user, **form.cleaned_data)
    return saved(request, organization)


@require_POST
@organization_view(Permission.COLLECTION_SETTINGS_MANAGE)
def set_collection_management(request, organization):
    form = CollectionManagementForm(request.POST)
    # Boxes that are missing are off: there is nothing to refuse.
    form.full_clean()
    services.set_collection_management(organization, actor=request.user, **form.cleaned_data)
    return saved(request, organization)


@require_POST
@organization_view(Permission.PROVIDER_ACCESS_MANAGE)
def set_provider_access(request, organization):
    """Decide, with the master password, whether the provider's staff reach the items."""
    if organization.provider_id is None:
        raise Http404
    body = step_up.proven_body(request, ProviderAccess)
    services.set_provider_access(organization, access=body.access, actor=request.user)
    return saved_by_script(request, organization)


@require_POST
@organization_view(Permission.ORGANIZATION_MANAGE)
def set_automatic_confirmation(request, organization):
    """Begin or end, with the master password, to confirm members without anybody comparing fingerprints."""
    body = step_up.proven_body(request, AutomaticConfirmation)
    if body.consent and not holds_key(request.user, organization):
        raise ApiError(_("Only who holds the organization's key can agree to hand it over."), status=409)
    services.set_automatic_confirmation(organization, consent=body.consent, actor=request.user)
    return saved_by_script(request, organization)


@require_POST
@provider_view(Permission.CLIENTS_VIEW)
def hide_checklist(request, provider, client_id):
    client = get_object_or_404(provider.clients, pk=client_id)
    if Checklist(client, request.user).next is None:
        services.hide_checklist(client, actor=request.user)
    return redirect("vault:organization_settings", organization_id=client.pk)


def info_form(request, organization, data=None):
    initial = {"name": organization.name, "billing_email": organization.billing_email}
    asks_billing = services.may_change_billing_email(organization, request.user)
    return InfoForm(data, initial=initial, asks_billing=asks_billing)


def page(request, organization, info):
    switches = {name: getattr(organization, name) for name in services.SWITCHES}
    context = {
        "organization": organization,
        "checklist": checklist_of(organization, request.user),
        "info": info,
        "switches": CollectionManagementForm(initial=switches),
        "keyring": keyring_for(request.user, [organization]),
        "may_close": request.user.has_perm(Permission.PROVIDER_ACCESS_MANAGE, organization),
        "may_purge": request.user.has_perm(Permission.ITEMS_PURGE, organization),
        "may_delete": request.user.has_perm(Permission.ORGANIZATION_DELETE, organization),
        "choices": organization.ProviderItemAccess,
    }
    return render(request, "vault/organization_settings.html", context)


def saved(request, organization):
    messages.success(request, _("The settings are saved."))
    return redirect("vault:organization_settings", organization_id=organization.pk)


def saved_by_script(request, organization):
    messages.success(request, _("The settings are saved."))
    return json_response({"url": reverse("vault:organization_settings", kwargs={"organization_id": organization.pk})})
