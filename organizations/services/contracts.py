"""What the platform's operators decide about a provider: its contract, its log, and whether it is suspended."""

from django.db import transaction
from django.utils import timezone

from accounts.services import touch_people
from events.services import record
from events.types import EventType
from provider_portal.notifications.kinds import Kind
from provider_portal.notifications.publish import notify_organizations
from providers.models import FormerContract, Provider

DETAILS = ("billing_email", "use_events")
TERMS = ("teams_seat_minimum", "enterprise_seat_minimum", "discount_percent")


@transaction.atomic
def update_contract(provider, *, enabled, actor, **agreed):
    """Change the provider's terms and details, and suspend or resume it; former terms stay in past statements."""
    # In the order of everybody who counts seats.
    provider = Provider.objects.select_for_update().get(pk=provider.pk)
    change_terms(provider, {field: agreed[field] for field in TERMS}, actor)
    change_details(provider, {field: agreed[field] for field in DETAILS if field in agreed}, actor)
    if provider.enabled != enabled:
        switch(provider, enabled, actor)
    return provider


def change_terms(provider, terms, actor):
    before = {field: getattr(provider, field) for field in TERMS}
    if before == terms:
        return
    FormerContract.objects.create(provider=provider, **before)
    for field in TERMS:
        setattr(provider, field, terms[field])
    provider.save(update_fields=TERMS)
    record(EventType.PROVIDER_CONTRACT_CHANGED, actor=actor, provider_id=provider.pk)


def change_details(provider, details, actor):
    """Change where its bills go, and whether it has event logs."""
    if all(getattr(provider, field) == value for field, value in details.items()):
        return
    for field, value in details.items():
        setattr(provider, field, value)
    provider.updated_at = timezone.now()
    provider.save(update_fields=[*details, "updated_at"])
    record(EventType.PROVIDER_UPDATED, actor=actor, provider_id=provider.pk)


def switch(provider, enabled, actor):
    """Suspend the provider or lift that; all its clients follow, but those of a reseller (features 1.9).

    Clients that the provider itself had suspended stay so.
    """
    provider.enabled = enabled
    provider.save(update_fields=["enabled"])
    if provider.type != Provider.Type.RESELLER:
        clients = provider.clients.filter(suspended_by_provider=False)
        ids = list(clients.values_list("pk", flat=True))
        clients.update(enabled=enabled, revision_date=timezone.now())
        notify_organizations(Kind.VAULT, ids)
    touch_people(provider.members.values_list("user", flat=True))
    kind = EventType.PROVIDER_RESUMED if enabled else EventType.PROVIDER_SUSPENDED
    record(kind, actor=actor, provider_id=provider.pk)
