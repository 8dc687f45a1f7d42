"""Routes of the public API that concern the organization itself: policies, events, import, subscription."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events.models import Event
from organizations.event_log.search import LONGEST, Place, newest
from organizations.models import Policy
from organizations.policy_rules import RULES
from organizations.public.guards import public_api_view, public_methods
from organizations.public.schemas import MOST_AT_ONCE, DirectoryImport, PolicyUpdate, SubscriptionUpdate
from organizations.services.directory_import import import_directory
from organizations.services.policies import set_policy
from organizations.services.subscription import change_subscription
from provider_portal.api import ApiError, json_body, json_response, list_response, no_content

ROWS = 50
DAYS = 30
# What the events may be narrowed to, and by which column.
SUBJECTS = {"itemId": "cipher_id", "collectionId": "collection_id", "groupId": "group_id", "memberId": "member_id"}
COLUMNS = {**SUBJECTS, "policyId": "policy_id", "date": "date", "device": "device_type", "ipAddress": "ip_address"}
ABSENT = ("installationId", "secretId", "projectId", "serviceAccountId")


# Policies


@require_GET
@public_api_view
def policy_list(request, organization):
    return list_response([policy_document(policy) for policy in organization.policies.order_by("kind")])


@public_api_view
def get_policy(request, organization, kind):
    return json_response(policy_document(get_object_or_404(organization.policies, kind=kind)))


@public_api_view
def put_policy(request, organization, kind):
    if kind not in RULES:
        raise Http404
    body, rule = json_body(request, PolicyUpdate), RULES[kind]
    kept = organization.policies.filter(kind=kind).values_list("data", flat=True).first()
    data = kept if body.data is None else body.data
    values = rule.values(data) if data else {}
    if not isinstance(values, dict):
        raise ApiError(_("The request is not of the expected form."))
    set_policy(organization, Policy.Kind(kind), enabled=body.enabled, values=values, actor=request.user)
    return json_response(policy_document(organization.policies.get(kind=kind)))


def policy_document(policy):
    return {
        "object": "policy",
        "id": policy.pk,
        "type": policy.kind,
        "enabled": policy.enabled,
        "data": policy.data or None,
    }


policy = public_methods(GET=get_policy, PUT=put_policy)


# Events


@require_GET
@public_api_view
def event_list(request, organization):
    """Give the newest events first, fifty at a time; the token in an answer asks for those that follow."""
    if not organization.features.events:
        raise Http404
    query = request.GET
    start, end = moments(query.get("start"), query.get("end"))
    events = Event.objects.of_organization(organization.pk).between(start, end)
    for name, column in SUBJECTS.items():
        if query.get(name):
            events = events.filter(**{column: identifier(query[name])})
    if query.get("actingUserId"):
        # What the provider's staff did stands under the provider, as on the pages.
        events = events.filter(acting_user_id=identifier(query["actingUserId"]), provider_id=None)
    token = query.get("continuationToken")
    after = Place.parse(token) if token else None
    if token and after is None:
        raise ApiError(_("The continuation token is not one of ours."))
    found = newest([events], ROWS + 1, after)
    following = str(Place.of(found[ROWS - 1])) if len(found) > ROWS else None
    documents = [event_document(event) for event in found[:ROWS]]
    return json_response({"object": "list", "data": documents, "continuationToken": following})


def moments(start, end):
    """Return the range asked for: the last thirty days where it is open; swapped ends are put in order."""
    end = moment(end) or timezone.now()
    start = moment(start) or end - timedelta(days=DAYS)
    start, end = sorted((start, end))
    if end - start > LONGEST:
        raise ApiError(_("Choose a range of at most 367 days."))
    return start, end


def moment(text):
    if not text:
        return None
    try:
        # A plus sign that was not escaped arrives as a space.
        found = datetime.fromisoformat(text.strip().replace(" ", "+") if "T" in text else text.strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ApiError(_("A date cannot be read. Write it as 2026-01-31T12:00:00Z.")) from None


def identifier(text):
    try:
        return UUID(text)
    except ValueError:
        raise ApiError(_("An identifier cannot be read.")) from None


def event_document(event):
    return {
        "object": "event",
        "type": event.type,
        **{name: getattr(event, column) for name, column in COLUMNS.items()},
        "actingUserId": event.acting_user_id if event.provider_id is None else None,
        "providerId": event.provider_id,
        "systemUser": event.system_user,
        **dict.fromkeys(ABSENT),
    }


# The organization


@require_POST
@public_api_view
def import_organization(request, organization):
    """Take what a directory tool knows of people and groups, all or nothing."""
    body = json_body(request, DirectoryImport)
    members, groups = body.members or [], body.groups or []
    coming = sum(not member.deleted for member in members)
    if not body.large_import and max(coming, len(groups)) > MOST_AT_ONCE:
        raise ApiError(_("You cannot import this much data at once."))
    if any(member.email is None for member in members if not member.deleted):
        raise ApiError(_("A member lacks an e-mail address."))
    import_directory(
        organization, members=members, groups=groups, overwrite=body.overwrite_existing, actor=request.user
    )
    return no_content()


@public_api_view
def get_subscription(request, organization):
    return json_response(
        {
            "passwordManager": {
                "seats": organization.seats,
                "maxAutoScaleSeats": organization.seat_limit,
                "storage": organization.storage_gigabytes,
            },
            "secretsManager": None,
        }
    )


@public_api_view
def put_subscription(request, organization):
    wanted = json_body(request, SubscriptionUpdate).password_manager
    if wanted is not None:
        change_subscription(
            organization, seats=wanted.seats, seat_limit=wanted.max_auto_scale_seats, actor=request.user
        )
    return no_content()


subscription = public_methods(GET=get_subscription, PUT=put_subscription)
