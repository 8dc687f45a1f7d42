"""Wire routes of the event logs. Source: `spec/api.md` 17."""

from datetime import UTC, datetime, timedelta

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.guards import account_view
from accounts.permissions import Permission
from events.models import Event
from organizations.event_log.places import ProviderLog
from organizations.event_log.search import DEFAULT_DAYS, LONGEST, Place, newest
from organizations.guards import organization_view
from provider_portal.api import ApiError, json_response
from providers.guards import provider_view
from vault.event_log import OrganizationEventLog
from vault.guards import cipher_view

ROWS = 50


@require_GET
@organization_view(Permission.EVENTS_VIEW)
def organization_events(request, organization):
    return listed_of(request, organization, {})


@require_GET
@organization_view(Permission.EVENTS_VIEW)
def member_events(request, organization, member_id):
    return listed_of(request, organization, {"member": str(member_id)})


@require_GET
@cipher_view(Permission.ITEM_VIEW)
def cipher_events(request, cipher):
    if cipher.organization is None or not request.user.has_perm(Permission.EVENTS_VIEW, cipher.organization):
        raise Http404
    return listed_of(request, cipher.organization, {"item": str(cipher.pk)})


def listed_of(request, organization, subject):
    log = OrganizationEventLog(organization, request.user, subject)
    return listed(request, log.branches(), masked=log.masks_staff)


@require_GET
@account_view
def own_events(request):
    """List what the person did with their own account."""
    events = Event.objects.filter(acting_user_id=request.user.pk, organization_id=None, provider_id=None)
    return listed(request, [events])


@require_GET
@provider_view(Permission.PROVIDER_EVENTS_VIEW)
def provider_events(request, provider):
    return listed(request, ProviderLog(provider, request.user, {}).branches())


@require_GET
@provider_view(Permission.PROVIDER_EVENTS_VIEW)
def provider_member_events(request, provider, member_id):
    log = ProviderLog(provider, request.user, {"member": str(member_id)})
    return listed(request, log.branches())


def listed(request, branches, *, masked=False):
    """Answer with the newest events of a log, fifty at a time."""
    start, end = span(request)
    after = Place.parse(request.GET.get("continuationToken") or "")
    found = newest([branch.between(start, end) for branch in branches], ROWS + 1, after)
    more = len(found) > ROWS
    return json_response(
        {
            "object": "list",
            "data": [event_document(event, masked) for event in found[:ROWS]],
            "continuationToken": str(Place.of(found[ROWS - 1])) if more else None,
        }
    )


def span(request):
    """Return the range that is asked for, by default the last thirty days."""
    now = timezone.now()
    end = moment(request, "end", now) + timedelta(microseconds=1)
    start = moment(request, "start", end - timedelta(days=DEFAULT_DAYS))
    start, end = sorted((start, end))
    if end - start > LONGEST:
        raise ApiError(_("Choose a range of at most 367 days."))
    return start, end


def moment(request, name, otherwise):
    text = request.GET.get(name)
    if not text:
        return otherwise
    try:
        found = datetime.fromisoformat(text)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except ValueError:
        raise ApiError(_("The request is not of the expected form.")) from None


def event_document(event, masked):
    """Return an event; where the provider's staff are `masked`, what they did stands under the provider alone."""
    hidden = masked and event.provider_id is not None
    return {
        "object": "event",
        "type": event.type,
        "userId": event.user_id,
        "organizationId": event.organization_id,
        "providerId": event.provider_id,
        "cipherId": event.cipher_id,
        "collectionId": event.collection_id,
        "groupId": event.group_id,
        "policyId": event.policy_id,
        "organizationUserId": event.member_id,
        "providerUserId": event.provider_member_id,
        "providerOrganizationId": event.client_id,
        "actingUserId": None if hidden else event.acting_user_id,
        "installationId": None,
        "date": event.date,
        "deviceType": event.device_type,
        "ipAddress": event.ip_address,
        "systemUser": event.system_user,
        "domainName": event.domain_name,
        "secretId": None,
        "projectId": None,
        "serviceAccountId": None,
    }
