"""The seats of clients: giving and taking them, moving them, and asking for more than are paid for."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models.functions import Upper
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import Permission
from organizations.clients.forms import AnswerForm, SeatRequestForm, SeatsForm, TransferForm
from organizations.seats import SeatAccount
from organizations.services import clients as services
from organizations.services import seat_requests, seat_transfers
from organizations.services.seats import seat_accounts, seat_price
from organizations.views.clients import attempt, posted
from providers.guards import provider_view

REQUESTS_PER_PAGE = 50
GIVING_SHOWN = 20


@require_http_methods(["GET", "POST"])
@provider_view(Permission.CLIENT_SEATS_CHANGE)
def client_seats(request, provider, client_id):
    client = get_object_or_404(provider.clients, pk=client_id)
    form = SeatsForm(request.POST or None, initial={"seats": client.seats})
    # What cannot be saved is not previewed; the server counts anew.
    form.fields["seats"].widget.attrs["min"] = client.used
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


@require_http_methods(["GET", "POST"])
@provider_view(Permission.CLIENT_SEATS_CHANGE)
def transfer_seats(request, provider, client_id):
    client = get_object_or_404(provider.clients, pk=client_id)
    form = TransferForm(request.POST or None, initial={"seats": 1})
    if posted(request, form) and transferred(request, provider, client, form):
        return redirect("organizations:client_list", provider_id=provider.pk)
    search = request.GET.get("search", "").strip()[:50]
    giving = seat_transfers.giving_clients(provider, client).named_like(search).order_by(Upper("name"), "pk")
    context = {
        "provider": provider,
        "client": client,
        "form": form,
        "search": search,
        "giving": giving[:GIVING_SHOWN],
        "has_more": giving[GIVING_SHOWN:].exists(),
    }
    return render(request, "organizations/seat_transfer.html", context)


def transferred(request, provider, client, form):
    """Move the seats and say so; a refusal becomes the form's error."""
    source, seats = get_object_or_404(provider.clients, pk=form.cleaned_data["source"]), form.cleaned_data["seats"]
    try:
        source, target = seat_transfers.transfer_seats(provider, source, client, seats=seats, actor=request.user)
    except services.ClientRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    words = {"source": source.name, "given": source.seats, "target": target.name, "received": target.seats}
    messages.success(request, _("%(source)s has %(given)d seats now, and %(target)s %(received)d.") % words)
    return True


@require_http_methods(["GET", "POST"])
@provider_view(Permission.CLIENT_SEATS_CHANGE)
def request_seats(request, provider, client_id):
    client = get_object_or_404(provider.clients, pk=client_id)
    form = SeatRequestForm(request.POST or None, initial={"seats": 1})
    if posted(request, form) and attempt(form, seat_requests.request_seats, provider, client, request.user):
        messages.success(request, _("The Provider Admins got your request for %(client)s.") % {"client": client.name})
        return redirect("organizations:seat_request_list", provider_id=provider.pk)
    context = {"provider": provider, "client": client, "form": form}
    return render(request, "organizations/seat_request.html", context)


@require_safe
@provider_view(Permission.CLIENT_SEATS_CHANGE)
def seat_request_list(request, provider):
    requests = seat_requests.seat_requests_of(provider).select_related("organization", "requested_by", "decided_by")
    is_answered = "answered" in request.GET
    rows = requests.answered().order_by("-decided_at", "-pk") if is_answered else requests.waiting().order_by("pk")
    page = Paginator(rows, REQUESTS_PER_PAGE).get_page(request.GET.get("page"))
    accounts = seat_accounts(provider)
    context = {
        "provider": provider,
        "page": page,
        "rows": [(row, accounts.get(row.organization.plan, SeatAccount()).additional(row.seats)) for row in page],
        "is_answered": is_answered,
        "may_answer": request.user.has_perm(Permission.CLIENT_SEATS_PURCHASE, provider),
    }
    return render(request, "organizations/seat_request_list.html", context)


@require_POST
@provider_view(Permission.CLIENT_SEATS_PURCHASE)
def approve_seats(request, provider, request_id):
    said = _("%(client)s got its seats.")
    return answered(request, provider, request_id, said, seat_requests.approve_request)


@require_POST
@provider_view(Permission.CLIENT_SEATS_PURCHASE)
def decline_seats(request, provider, request_id):
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The answer is too long."))
        return redirect("organizations:seat_request_list", provider_id=provider.pk)
    said = _("The request for %(client)s is declined.")
    return answered(request, provider, request_id, said, seat_requests.decline_request, **form.cleaned_data)


@require_POST
@provider_view(Permission.CLIENT_SEATS_CHANGE)
def withdraw_seats(request, provider, request_id):
    said = _("The request for %(client)s is withdrawn.")
    own = {"requested_by": request.user}
    return answered(request, provider, request_id, said, seat_requests.withdraw_request, own)


def answered(request, provider, request_id, said, service, only=None, **details):
    """Call the service on the request and say what was done, or why it was not."""
    found = seat_requests.seat_requests_of(provider).filter(**(only or {})).select_related("organization")
    row = get_object_or_404(found, pk=request_id)
    try:
        service(provider, row, actor=request.user, **details)
    except services.ClientRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said % {"client": row.organization.name})
    return redirect("organizations:seat_request_list", provider_id=provider.pk)
