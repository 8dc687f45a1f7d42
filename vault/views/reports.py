"""Reports. What is read of items is read in the browser; the server gives ciphertext and the operator's lists."""

import logging

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.guards import account_view
from accounts.permissions import Permission
from organizations.guards import organization_view
from organizations.keyring import keyring_for
from organizations.models import Organization
from provider_portal.api import ApiError, json_body, json_response
from provider_portal.outbound import Unreachable
from vault import exposed_service, report_lists
from vault.member_report import member_report
from vault.report_schemas import Prefixes

logger = logging.getLogger(__name__)


@require_GET
@account_view
def own_reports(request):
    """Show the reports on one's own items and those one is granted."""
    memberships = request.user.organization_memberships.confirmed()
    organizations = Organization.objects.filter(pk__in=memberships.values("organization"))
    context = {"keyring": keyring_for(request.user, organizations), **lists()}
    return render(request, "vault/own_reports.html", context)


@require_GET
@organization_view(Permission.REPORTS_VIEW)
def organization_reports(request, organization):
    """Show the reports on the items of the organization that the person sees there."""
    context = {"organization": organization, "keyring": keyring_for(request.user, [organization]), **lists()}
    return render(request, "vault/organization_reports.html", context)


@require_GET
@organization_view(Permission.REPORTS_VIEW)
def member_access_report(request, organization):
    """Show which member reaches which collections, and by what."""
    context = {
        "organization": organization,
        "keyring": keyring_for(request.user, [organization]),
        "report": member_report(organization),
    }
    return render(request, "vault/member_access_report.html", context)


@require_POST
@account_view
def exposed_ranges(request):
    """Give what the operator's list of exposed passwords, or the server named instead of one, has of some prefixes."""
    body = json_body(request, Prefixes)
    ranges = report_lists.exposed_ranges(body.prefixes)
    if ranges is None and exposed_service.host():
        try:
            ranges = exposed_service.ranges(body.prefixes)
        except Unreachable:
            logger.warning("The server of exposed passwords did not answer.", exc_info=True)
            message = _("%(host)s does not answer just now. Load the page again later.")
            raise ApiError(message % {"host": exposed_service.host()}, status=502) from None
    if ranges is None:
        raise Http404
    return json_response({"ranges": ranges})


@require_GET
@account_view
def two_step_sites(request):
    """Give the operator's list of websites that offer two-step login."""
    content = report_lists.two_step_sites()
    if content is None:
        raise Http404
    return json_response(content)


def lists():
    has_list = report_lists.has_list(report_lists.EXPOSED)
    return {
        "has_exposed": has_list or bool(exposed_service.host()),
        "exposed_host": "" if has_list else exposed_service.host(),
        "has_two_step": report_lists.has_list(report_lists.TWO_STEP),
    }
