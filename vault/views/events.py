from django.views.decorators.http import require_POST, require_safe

from accounts.guards import account_view
from accounts.permissions import Permission
from organizations.guards import organization_view
from organizations.views.events import answer_export, answer_page
from provider_portal.api import json_body, no_content
from vault.event_log import OrganizationEventLog
from vault.schemas import ClientEvents
from vault.services.events import collect_events as collect


@require_safe
@organization_view(Permission.EVENTS_VIEW)
def organization_event_log(request, organization):
    log = OrganizationEventLog(organization, request.user, request.GET)
    return answer_page(request, log, organization=organization)


@require_safe
@organization_view(Permission.EVENTS_VIEW)
def export_organization_events(request, organization):
    log = OrganizationEventLog(organization, request.user, request.GET)
    return answer_export(request, log, organization=organization)


@require_POST
@account_view
def collect_events(request):
    """Take note of what a person did in a page of ours: viewed, revealed, copied."""
    collect(json_body(request, ClientEvents).events, actor=request.user)
    return no_content()
