"""Emptying a whole vault, in a number of statements that does not grow with it."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.types import EventType
from organizations.domains import claiming
from organizations.models import Organization
from organizations.services.events import record_in
from provider_portal.notifications.kinds import Kind
from provider_portal.notifications.publish import notify_people
from vault import stored_files
from vault.models import Attachment, Cipher, CipherCollection, CipherUserState, Collection, Folder
from vault.refusals import Refused
from vault.revisions import bump


@transaction.atomic
def purge_own_vault(*, actor):
    """Delete every item and folder of the person's own, those in the trash included; shared ones stay.

    Raises Refused for an account that belongs to an organization.
    """
    if claiming(actor).exists():
        raise Refused(_("Your account belongs to an organization, which does not let you empty your vault."))
    delete_items(actor.pk)
    Folder.objects.filter(user=actor).delete()
    bump(User, [actor.pk], announced=True)
    notify_people(Kind.VAULT, [actor.pk])


@transaction.atomic
def purge_organization(organization, *, actor):
    """Delete every item of an organization, those in the trash included; its collections stay, empty."""
    delete_items(organization.pk, CipherCollection.objects.filter(organization=organization))
    record_in(organization, EventType.ORGANIZATION_PURGED, actor=actor)
    bump(Organization, [organization.pk])
    bump(Collection, organization.collections.values_list("pk", flat=True), announced=True)


def delete_items(tenant_id, *before):
    """Delete a tenant's items and what hangs on them, from the leaves up, without loading any of it."""
    attachments = Attachment.objects.filter(cipher__tenant_id=tenant_id)
    stored_files.delete_on_commit(list(attachments.values_list("file", flat=True)))
    states = CipherUserState.objects.filter(cipher__tenant_id=tenant_id)
    for rows in (attachments, states, *before, Cipher.objects.filter(tenant_id=tenant_id)):
        rows._raw_delete(rows.db)
