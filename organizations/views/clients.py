from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import Permission
from organizations.client_forms import RenameForm, SeatsForm
from organizations.client_page import ClientPage
from organizations.seats import SeatAccount
from organizations.services import clients as services
from organizations.services.seats import plan_summaries, seat_accounts, seat_price
from providers.guards import provider_view


@require_safe
@provider_view(Permission.CLIENTS_VIEW)
def client_list(request, provider):
    listing = ClientPage(provider, request.GET)
    context = {
        "provider": provider,
        "listing": listing,
        "is_empty": not listing.search and not listing.page.paginator.count,
        "summaries": plan_summaries(provider),
        "may_create": provider.enabled and request.user.has_perm(Permission.CLIENTS_CREATE, provider),
        "may_unlink": request.user.has_perm(Permission.CLIENTS_UNLINK, provider),
        "lacks_second_admin": (
            request.user.has_perm(Permission.PROVIDER_MEMBERS_MANAGE, provider)
            and provider.members.provider_admins().count() < 2
        ),
    }
    return render(request, "organizations/client_list.html", context)


@require_http_methods(["GET", "POST"])
@provider_view(Permission.CLIENTS_RENAME)
def rename_client(request, provider, client_id):
    client = get_object_or_404(provider.clients, pk=client_id)
    form = RenameForm(request.POST or None, initial={"name": client.name})
    if posted(request, form) and attempt(form, services.rename_client, provider, client, request.user):
        messages.success(request, _("The client is called %(name)s now.") % {"name": form.cleaned_data["name"]})
        return redirect("organizations:client_list", provider_id=provider.pk)
    return render(request, "organizations/client_rename.html", {"provider": provider, "client": client, "form": form})


@require_http_methods(["GET", "POST"])
@provider_view(Permission.CLIENT_SEATS_CHANGE)
def client_seats(request, provider, client_id):
    client = get_object_or_404(provider.clients.with_seat_use(), pk=client_id)
    form = SeatsForm(request.POST or None, initial={"seats": client.seats})
    if posted(request, form) and attempt(form, services.change_seats, provider, client, request.user):
        words = {"client": client.name, "seats": form.cleaned_data["seats"]}
        messages.success(request, _("%(client)s has %(seats)d seats now.") % words)
        return redirect("organizations:client_list", provider_id=provider.pk)
    context = {
        "provider": provider,
        "client": client,
        "form": form,
        "account": seat_accounts(provider).get(client.plan, SeatAccount()),
        "price": seat_price(provider, client.plan),
        "currency": settings.SEAT_CURRENCY,
        "may_purchase": request.user.has_perm(Permission.CLIENT_SEATS_PURCHASE, provider),
    }
    return render(request, "organizations/client_seats.html", context)


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
