from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import Permission
from organizations.clients import export
from organizations.clients.forms import RenameForm
from organizations.clients.page import ClientPage
from organizations.clients.schemas import AddClient
from organizations.keyring import keyring_for
from organizations.services import clients as services
from organizations.services.seats import plan_summaries, seat_accounts
from provider_portal.api import ApiError, json_body, json_response
from provider_portal.spreadsheets import csv_response
from providers.guards import provider_view


@require_safe
@provider_view(Permission.CLIENTS_VIEW)
def client_list(request, provider):
    listing = ClientPage(provider, request.GET)
    context = {
        "provider": provider,
        "listing": listing,
        "is_empty": not listing.is_narrowed and not listing.page.paginator.count,
        "summaries": plan_summaries(provider),
        "may_create": provider.enabled and request.user.has_perm(Permission.CLIENTS_CREATE, provider),
        "may_unlink": request.user.has_perm(Permission.CLIENTS_UNLINK, provider),
        "may_suspend": request.user.has_perm(Permission.CLIENTS_SUSPEND, provider),
        "lacks_second_admin": (
            request.user.has_perm(Permission.PROVIDER_MEMBERS_MANAGE, provider)
            and provider.members.provider_admins().count() < 2
        ),
    }
    return render(request, "organizations/client_list.html", context)


@require_safe
@provider_view(Permission.CLIENTS_VIEW)
def export_clients(request, provider):
    """Stream the clients that the same address shows on the page."""
    return csv_response("clients.csv", export.csv_rows(ClientPage(provider, request.GET).found))


@require_http_methods(["GET", "POST"])
@provider_view(Permission.CLIENTS_CREATE)
def add_client(request, provider):
    if request.method == "POST":
        return add(request, provider)
    share = provider.key_share_of(request.user)
    organizations = list(services.addable_organizations(provider, request.user).order_by("name", "pk"))
    accounts = seat_accounts(provider)
    context = {
        "provider": provider,
        "choices": [(row, accounts[row.plan].additional(row.seats)) for row in organizations],
        "has_baseline": provider.baseline_policies.exists(),
        "provider_key_id": share.key_id,
        "keyring": {
            "providers": [{"id": str(provider.pk), "key": share.wrapped_key}],
            "organizations": keyring_for(request.user, organizations)["organizations"],
        },
    }
    return render(request, "organizations/client_add.html", context)


def add(request, provider):
    body = json_body(request, AddClient)
    memberships = request.user.organization_memberships.confirmed().select_related("organization")
    organization = get_object_or_404(memberships, organization=body.organization).organization
    try:
        services.add_client(
            provider,
            organization,
            provider_key_id=body.provider_key_id,
            provider_wrapped_key=body.key,
            actor=request.user,
        )
    except services.ClientRefused as refusal:
        raise ApiError(str(refusal), status=409) from None
    messages.success(request, _("%(name)s is a client now.") % {"name": organization.name})
    # Who is in it already may break the baseline: what it would change is shown before it is applied.
    compares = body.compares_baseline and organization.features.policies and provider.baseline_policies.exists()
    url = reverse(f"organizations:{'apply_baseline' if compares else 'client_list'}", kwargs={"provider_id": provider.pk})
    return json_response({"url": f"{url}?client={organization.pk}" if compares else url})


@require_http_methods(["GET", "POST"])
@provider_view(Permission.CLIENTS_RENAME)
def rename_client(request, provider, client_id):
    client = get_object_or_404(provider.clients, pk=client_id)
    form = RenameForm(request.POST or None, initial={"name": client.name})
    if posted(request, form) and attempt(form, services.rename_client, provider, client, request.user):
        messages.success(request, _("The client is called %(name)s now.") % {"name": form.cleaned_data["name"]})
        return redirect("organizations:client_list", provider_id=provider.pk)
    return render(request, "organizations/client_rename.html", {"provider": provider, "client": client, "form": form})


@require_POST
@provider_view(Permission.CLIENTS_UNLINK)
def unlink_client(request, provider, client_id):
    client = get_object_or_404(provider.clients, pk=client_id)
    try:
        services.unlink_client(provider, client, actor=request.user)
    except services.ClientRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(client)s is unlinked and stands on its own now.") % {"client": client.name})
    return redirect("organizations:client_list", provider_id=provider.pk)


def posted(request, form):
    return request.method == "POST" and form.is_valid()


def attempt(form, service, provider, client, actor):
    """Call the service with the form's answers; a refusal becomes the form's error and None is returned."""
    try:
        return service(provider, client, actor=actor, **form.cleaned_data)
    except services.ClientRefused as refusal:
        form.add_error(None, str(refusal))
    return None
