"""Deleting an organization with everything in it."""

from django.db import transaction

from accounts.services import touch_people
from events.services import record
from events.types import EventType
from organizations.models import Organization
from organizations.services.events import record_in
from organizations.services.seats import record_departure
from providers.models import Provider, ProviderMember
from vault import stored_files
from vault.models import (
    Attachment,
    Cipher,
    CipherCollection,
    CipherUserState,
    CollectionGroupGrant,
    CollectionUserGrant,
    FinishedImport,
    ImportChunk,
)


@transaction.atomic
def delete_organization(organization, *, actor):
    """Delete the organization for good: members, groups, collections, items, files; its seats return to the provider."""
    if organization.provider_id:
        # In the order of everybody who counts seats.
        Provider.objects.select_for_update().get(pk=organization.provider_id)
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    record_in(organization, EventType.ORGANIZATION_DELETED, actor=actor)
    record_departure(organization, actor=actor)
    if organization.provider_id:
        target = {"provider_id": organization.provider_id, "client_id": organization.pk}
        record(EventType.CLIENT_DELETED, actor=actor, **target)
    people = organization.members.values_list("user", flat=True)
    staff = ProviderMember.objects.filter(provider=organization.provider_id).values_list("user", flat=True)
    touch_people({*people, *staff})
    delete_content(organization)
    organization.delete()


def delete_content(organization):
    """Delete what there may be much of, a statement each and from the leaves up, without loading any of it."""
    attachments = Attachment.objects.filter(cipher__tenant_id=organization.pk)
    stored_files.delete_on_commit(list(attachments.values_list("file", flat=True)))
    for rows in (
        attachments,
        CipherUserState.objects.filter(cipher__tenant_id=organization.pk),
        CipherCollection.objects.filter(organization=organization),
        Cipher.objects.filter(tenant_id=organization.pk),
        CollectionUserGrant.objects.filter(organization=organization),
        CollectionGroupGrant.objects.filter(organization=organization),
        ImportChunk.objects.filter(tenant_id=organization.pk),
        FinishedImport.objects.filter(tenant_id=organization.pk),
    ):
        rows._raw_delete(rows.db)
