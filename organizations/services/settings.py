"""Every write to the settings of an organization."""

from django.db import transaction
from django.utils import timezone

from events.services import record
from events.types import EventType
from organizations.models import Organization
from organizations.services.events import record_in
from provider_portal.notifications.kinds import Kind
from provider_portal.notifications.publish import notify_organizations

# What turning each switch on, and off, is called in the log.
SWITCHES = {
    "limit_collection_creation": (
        EventType.COLLECTION_CREATION_LIMITED,
        EventType.COLLECTION_CREATION_UNLIMITED,
    ),
    "limit_collection_deletion": (
        EventType.COLLECTION_DELETION_LIMITED,
        EventType.COLLECTION_DELETION_UNLIMITED,
    ),
    "limit_item_deletion": (EventType.ITEM_DELETION_LIMITED, EventType.ITEM_DELETION_UNLIMITED),
    "allow_admin_access_to_all": (EventType.ADMIN_ACCESS_ENABLED, EventType.ADMIN_ACCESS_DISABLED),
}
PROVIDER_ACCESS = {
    Organization.ProviderItemAccess.FULL: EventType.ORGANIZATION_OPENED_TO_PROVIDER,
    Organization.ProviderItemAccess.ADMINISTRATION: EventType.ORGANIZATION_CLOSED_TO_PROVIDER,
}
AUTOMATIC_CONFIRMATION = {
    True: EventType.AUTOMATIC_CONFIRMATION_ENABLED,
    False: EventType.AUTOMATIC_CONFIRMATION_DISABLED,
}


def may_change_billing_email(organization, user):
    """Return whether it is for `user` to say: a client's bills are its provider's affair (features 1.6)."""
    return organization.provider_id is None or organization.acts_as_provider(user)


@transaction.atomic
def update_info(organization, *, name, actor, billing_email=None):
    """Give the organization another name or billing address; None leaves the address as it is."""
    organization = locked(organization)
    billing_email = billing_email or organization.billing_email
    if (organization.name, organization.billing_email) == (name, billing_email):
        return
    organization.name, organization.billing_email = name, billing_email
    save(organization, "name", "billing_email")
    record_in(organization, EventType.ORGANIZATION_UPDATED, actor=actor)


@transaction.atomic
def set_collection_management(organization, *, actor, **switches):
    """Turn the switches of features 4.2 on or off; each that changes is recorded."""
    organization = locked(organization)
    changed = [name for name, value in switches.items() if getattr(organization, name) != value]
    for name in changed:
        setattr(organization, name, switches[name])
        turned_on, turned_off = SWITCHES[name]
        record_in(organization, turned_on if switches[name] else turned_off, actor=actor)
    if changed:
        save(organization, *changed)


@transaction.atomic
def set_provider_access(organization, *, access, actor):
    """Open the organization's items to its provider's staff, or keep them from it."""
    organization = locked(organization)
    if organization.provider_item_access == access:
        return
    organization.provider_item_access = access
    save(organization, "provider_item_access")
    record_in(organization, PROVIDER_ACCESS[access], actor=actor)


@transaction.atomic
def set_automatic_confirmation(organization, *, consent, actor):
    """Have members confirmed by whichever portal is open, by the consent of somebody with the key; None ends it."""
    organization = locked(organization)
    was_on, is_on = organization.automatic_confirmation is not None, consent is not None
    organization.automatic_confirmation = consent
    organization.save(update_fields=["automatic_confirmation"])
    if was_on != is_on:
        record_in(organization, AUTOMATIC_CONFIRMATION[is_on], actor=actor)


@transaction.atomic
def hide_checklist(organization, *, actor):
    """Put the client's set-up steps away, for everybody who works for its provider."""
    organization = locked(organization)
    if organization.checklist_hidden:
        return
    organization.checklist_hidden = True
    organization.save(update_fields=["checklist_hidden"])
    target = {"provider_id": organization.provider_id, "client_id": organization.pk}
    record(EventType.CLIENT_CHECKLIST_HIDDEN, actor=actor, **target)


def locked(organization):
    return Organization.objects.select_for_update(of=["self"]).select_related("provider").get(pk=organization.pk)


def save(organization, *fields):
    """Save what changed, and let the apps of everybody concerned fetch anew."""
    organization.revision_date = organization.updated_at = timezone.now()
    organization.save(update_fields=[*fields, "revision_date", "updated_at"])
    notify_organizations(Kind.VAULT, [organization.pk])
