"""Handing out everything at once, for an export. The file itself is written in the browser."""

from django.db import transaction

from events.services import record
from events.types import EventType
from organizations.services.events import record_in
from vault.export_documents import OrganizationExport, OwnExport
from vault.policy_checks import refuse_own_export


@transaction.atomic
def export_vault(*, actor, compressed=False):
    """Return the bytes of a person's own items and folders, and record that they left; raises ForbiddenByPolicy."""
    refuse_own_export(actor)
    record(EventType.USER_EXPORTED_VAULT, actor=actor, user_id=actor.pk)
    return OwnExport(actor).render(compressed=compressed)


@transaction.atomic
def export_organization(organization, *, actor, compressed=False):
    """Return the bytes of an organization's items and collections, and record that they left."""
    record_in(organization, EventType.ORGANIZATION_EXPORTED, actor=actor)
    return OrganizationExport(actor, organization).render(compressed=compressed)
