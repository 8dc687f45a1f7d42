"""Writes to the link between a provider and its clients."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from events.services import record
from events.types import EventType
from organizations.models import Organization
from organizations.services.seats import plans_of, record_seats
from providers.models import Provider, ProviderKey


class ClientRefused(Exception):
    """The client cannot be created; the message says why."""


@dataclass(frozen=True)
class ClientKeys:
    """What the browser made for a new client: its key under the provider's key, and its key pair."""

    provider_key_id: UUID
    provider_wrapped_key: str
    public_key: str
    wrapped_private_key: str


@transaction.atomic
def create_client(provider, *, organization_id, name, plan, seats, keys, actor):
    """Make a client organization of the provider, and its first line in the seat ledger.

    `organization_id` was handed out with the form: returns None where that form made its client already.
    """
    # Locked, so that what is sent twice is made once, and so that nobody is suspended meanwhile.
    provider = Provider.objects.select_for_update().get(pk=provider.pk)
    if provider.clients.filter(pk=organization_id).exists():
        return None
    refuse_unready(provider, plan)
    organization = Organization.objects.create(
        pk=organization_id,
        name=name,
        billing_email=provider.billing_email,
        plan=plan,
        status=Organization.Status.MANAGED,
        seats=seats,
        provider=provider,
        provider_key=key_held_by(actor, provider, keys.provider_key_id),
        provider_wrapped_key=keys.provider_wrapped_key,
        public_key=keys.public_key,
        wrapped_private_key=keys.wrapped_private_key,
    )
    record_seats(organization, before=0, actor=actor)
    record(EventType.CLIENT_CREATED, actor=actor, provider_id=provider.pk, client_id=organization.pk)
    return organization


def refuse_unready(provider, plan):
    if not provider.enabled or provider.status != Provider.Status.BILLABLE:
        raise ClientRefused(
            _("%(provider)s is suspended, so it cannot take on clients.") % {"provider": provider.name}
        )
    if plan not in plans_of(provider):
        raise ClientRefused(_("This plan is not among those %(provider)s may give.") % {"provider": provider.name})


def key_held_by(actor, provider, key_id):
    """Return the provider's key, of which `actor` must hold a share to have wrapped anything under it."""
    key = ProviderKey.objects.filter(pk=key_id, provider=provider, shares__member__user=actor).first()
    if key is None:
        raise ClientRefused(_("Your provider key has changed. Reload the page and try again."))
    return key
