"""The record of a provider's staff opening a client."""

from django.db import transaction

from events.services import record
from events.types import EventType
from organizations.services.events import record_in


@transaction.atomic
def record_visit(organization, *, actor):
    """Tell both the client and its provider that `actor` opened the client."""
    record_in(organization, EventType.ORGANIZATION_ACCESSED, actor=actor)
    record(
        EventType.CLIENT_ACCESSED,
        actor=actor,
        provider_id=organization.provider_id,
        client_id=organization.pk,
    )
