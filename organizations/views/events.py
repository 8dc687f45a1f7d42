from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from organizations.event_log.export import exported_rows, file_name
from organizations.event_log.places import ClientsLog, ProviderLog
from provider_portal.spreadsheets import csv_response
from providers.guards import provider_view


@require_safe
@provider_view(Permission.PROVIDER_EVENTS_VIEW)
def provider_event_log(request, provider):
    return answer_page(request, ProviderLog(provider, request.user, request.GET), provider=provider)


@require_safe
@provider_view(Permission.PROVIDER_EVENTS_VIEW)
def export_provider_events(request, provider):
    return answer_export(request, ProviderLog(provider, request.user, request.GET), provider=provider)


@require_safe
@provider_view(Permission.CLIENTS_VIEW)
def client_event_log(request, provider):
    return answer_page(request, ClientsLog(provider, request.user, request.GET), provider=provider)


@require_safe
@provider_view(Permission.CLIENTS_VIEW)
def export_client_events(request, provider):
    return answer_export(request, ClientsLog(provider, request.user, request.GET), provider=provider)


def answer_page(request, log, *, status=200, **place):
    return render(request, "events/event_log.html", {"log": log, **place}, status=status)


def answer_export(request, log, **place):
    """Stream what the same filters show on the page; the page itself says what is wrong with them."""
    if not log.is_valid:
        return answer_page(request, log, status=400, **place)
    return csv_response(file_name(log), exported_rows(log))
