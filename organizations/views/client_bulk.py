"""What is done to the chosen clients of the list; each answers how it went with every one of them."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from organizations.clients.schemas import Clients, ClientsAndTag, ClientSeats, NewTag
from organizations.services import client_bulk, client_notes
from organizations.services.clients import ClientRefused
from provider_portal.api import ApiError, json_body
from providers.answers import results_response
from providers.guards import provider_view

DONE = {
    client_notes.tag_clients: ngettext_lazy("%(count)d client is tagged.", "%(count)d clients are tagged.", "count"),
    client_notes.untag_clients: ngettext_lazy(
        "%(count)d client has lost the tag.", "%(count)d clients have lost the tag.", "count"
    ),
    client_bulk.change_seats_of: ngettext_lazy(
        "%(count)d client has its seats.", "%(count)d clients have their seats.", "count"
    ),
    client_bulk.suspend_clients: ngettext_lazy(
        "%(count)d client is suspended.", "%(count)d clients are suspended.", "count"
    ),
    client_bulk.resume_clients: ngettext_lazy(
        "%(count)d client is not suspended any more.", "%(count)d clients are not suspended any more.", "count"
    ),
}


@require_POST
@provider_view(Permission.CLIENTS_ANNOTATE)
def tag_clients(request, provider):
    body = json_body(request, NewTag)
    return act(request, client_notes.tag_clients, provider, body, name=body.tag)


@require_POST
@provider_view(Permission.CLIENTS_ANNOTATE)
def untag_clients(request, provider):
    body = json_body(request, ClientsAndTag)
    tag = get_object_or_404(provider.client_tags, pk=body.tag)
    return act(request, client_notes.untag_clients, provider, body, tag=tag)


@require_POST
@provider_view(Permission.CLIENT_SEATS_CHANGE)
def change_seats_of_clients(request, provider):
    body = json_body(request, ClientSeats)
    return act(request, client_bulk.change_seats_of, provider, body, mode=body.mode, seats=body.seats)


@require_POST
@provider_view(Permission.CLIENTS_SUSPEND)
def suspend_clients(request, provider):
    return act(request, client_bulk.suspend_clients, provider, json_body(request, Clients))


@require_POST
@provider_view(Permission.CLIENTS_SUSPEND)
def resume_clients(request, provider):
    return act(request, client_bulk.resume_clients, provider, json_body(request, Clients))


def act(request, service, provider, body, **arguments):
    """Do to each client of the body what `service` does; the page that follows says to how many it was done."""
    clients = list(provider.clients.filter(pk__in=body.clients))
    if len(clients) != len(set(body.clients)):
        raise Http404
    try:
        refusals = service(provider, clients, actor=request.user, **arguments)
    except ClientRefused as refusal:
        raise ApiError(str(refusal), status=409) from None
    return results_response(request, refusals, DONE[service])
