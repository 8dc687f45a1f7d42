"""Writes to the link between a provider and its clients."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from accounts.services import touch_people
from events.services import record
from events.types import EventType
from organizations import tasks
from organizations.models import Organization
from organizations.roles import MemberRole
from organizations.seats import SeatAccount
from organizations.services.client_memory import forget_client
from organizations.services.events import record_in
from organizations.services.seats import plans_of, record_departure, record_seats, seat_accounts
from providers.models import Provider, ProviderKey


class ClientRefused(Exception):
    """What was asked about a client cannot be done; the message says why."""


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
    tell_purchase(provider, organization, seats)
    record(EventType.CLIENT_CREATED, actor=actor, provider_id=provider.pk, client_id=organization.pk)
    return organization


def addable_organizations(provider, user):
    """Return the organizations that `user` may bring to the provider as clients (features 3.3)."""
    owned = user.organization_memberships.confirmed().filter(role=MemberRole.OWNER).values("organization")
    return Organization.objects.filter(
        pk__in=owned,
        provider=None,
        enabled=True,
        status=Organization.Status.CREATED,
        seats__gt=0,
        plan__in=plans_of(provider),
    )


@transaction.atomic
def add_client(provider, organization, *, provider_key_id, provider_wrapped_key, actor):
    """Make an organization that `actor` owns a client, with its key under the provider's; raises ClientRefused."""
    provider = Provider.objects.select_for_update().get(pk=provider.pk)
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    refuse_unready(provider, organization.plan)
    if not addable_organizations(provider, actor).filter(pk=organization.pk).exists():
        raise ClientRefused(_("%(organization)s cannot become a client.") % {"organization": organization.name})
    record_departure(organization, actor=actor)
    organization.provider = provider
    organization.provider_key = key_held_by(actor, provider, provider_key_id)
    organization.provider_wrapped_key = provider_wrapped_key
    organization.status, organization.billing_email = Organization.Status.MANAGED, provider.billing_email
    organization.seat_limit = None
    save(
        organization, "provider", "provider_key", "provider_wrapped_key", "status", "billing_email", "seat_limit"
    )
    record_seats(organization, before=0, actor=actor)
    tell_purchase(provider, organization, organization.seats)
    touch_people(provider.members.values_list("user", flat=True))
    record(EventType.CLIENT_ADDED, actor=actor, provider_id=provider.pk, client_id=organization.pk)
    record_in(organization, EventType.ORGANIZATION_UPDATED, actor=actor)
    return organization


@transaction.atomic
def rename_client(provider, organization, *, name, actor):
    """Give the client another name; raises ClientRefused."""
    provider, organization = locked(provider, organization)
    refuse_suspended(provider)
    if organization.name == name:
        return organization
    organization.name = name
    save(organization, "name")
    record(EventType.CLIENT_RENAMED, actor=actor, provider_id=provider.pk, client_id=organization.pk)
    record_in(organization, EventType.ORGANIZATION_UPDATED, actor=actor)
    return organization


@transaction.atomic
def change_seats(provider, organization, *, seats, actor):
    """Give the client more or fewer seats; raises ClientRefused (features 3.6)."""
    provider, organization = locked(provider, organization)
    refuse_suspended(provider)
    if organization.seats == seats:
        return organization
    change = seats - organization.seats
    may_buy = actor.has_perm(Permission.CLIENT_SEATS_PURCHASE, provider)
    account = seat_accounts(provider).get(organization.plan, SeatAccount())
    if refusal := refusal_of_purchase(account, change, may_buy):
        raise ClientRefused(refusal)
    resize(organization, seats, EventType.CLIENT_SEATS_CHANGED, actor=actor)
    tell_purchase(provider, organization, change)
    return organization


def resize(organization, seats, event_type, *, actor):
    """Give a locked client so many seats, in the ledger and the log; raises ClientRefused where it uses more."""
    if refusal := refusal_of_fewer(organization, seats):
        raise ClientRefused(refusal)
    before, organization.seats = organization.seats, seats
    save(organization, "seats")
    record_seats(organization, before=before, actor=actor)
    record(event_type, actor=actor, provider_id=organization.provider_id, client_id=organization.pk)
    return organization


@transaction.atomic
def unlink_client(provider, organization, *, actor):
    """Let the client go its own way, with its members and items; its provider can open it no more (features 3.4)."""
    provider, organization = locked(provider, organization)
    staff = provider.members.values("user")
    owners = organization.members.confirmed().filter(role=MemberRole.OWNER)
    emails = sorted(owners.exclude(user__in=staff).values_list("user__email", flat=True))
    if not emails:
        raise ClientRefused(
            _("%(client)s needs a confirmed owner who does not work for %(provider)s. Invite one first.")
            % {"client": organization.name, "provider": provider.name}
        )
    record_in(organization, EventType.ORGANIZATION_UPDATED, actor=actor)
    record_departure(organization, actor=actor)
    organization.seat_requests.waiting().delete()
    organization.baseline_exceptions.all().delete()
    forget_client(provider, organization)
    organization.provider = organization.provider_key = organization.provider_wrapped_key = None
    organization.status, organization.enabled = Organization.Status.CREATED, True
    organization.follows_baseline = organization.suspended_by_provider = False
    organization.billing_email = emails[0]
    fields = ("provider", "provider_key", "provider_wrapped_key", "status", "enabled", "billing_email")
    save(organization, *fields, "follows_baseline", "suspended_by_provider")
    record_seats(organization, before=0, actor=actor)
    touch_people(staff.values_list("user", flat=True))
    record(EventType.CLIENT_UNLINKED, actor=actor, provider_id=provider.pk, client_id=organization.pk)
    tasks.tell_unlinked.delay_on_commit(str(organization.pk), provider.name)
    return organization


def locked(provider, organization):
    """Return both rows, so that two people cannot both spend the last paid seat; raises ClientRefused."""
    provider = Provider.objects.select_for_update().get(pk=provider.pk)
    organization = provider.clients.select_for_update().filter(pk=organization.pk).first()
    if organization is None:
        raise ClientRefused(_("This organization is not a client any more."))
    return provider, organization


def save(organization, *fields):
    organization.revision_date = organization.updated_at = timezone.now()
    organization.save(update_fields=[*fields, "revision_date", "updated_at"])


def refuse_suspended(provider):
    if not provider.enabled or provider.status != Provider.Status.BILLABLE:
        raise ClientRefused(
            _("%(provider)s is suspended, so its clients cannot be changed.") % {"provider": provider.name}
        )


def refusal_of_fewer(organization, seats):
    """Say why a locked client may not have so few seats, or None."""
    if seats >= organization.used:
        return None
    words = ngettext(
        "%(client)s uses %(used)d seat. Remove members before you take seats away.",
        "%(client)s uses %(used)d seats. Remove members before you take seats away.",
        organization.used,
    )
    return words % {"client": organization.name, "used": organization.used}


def refusal_of_purchase(account, change, may_buy):
    """Say why `change` may not be made by who may not buy seats, or None."""
    if may_buy or not account.buys(change):
        return None
    words = ngettext(
        "%(count)d seat of this plan is unassigned. Ask a Provider Admin to buy more.",
        "%(count)d seats of this plan are unassigned. Ask a Provider Admin to buy more.",
        account.unassigned,
    )
    return words % {"count": account.unassigned}


def tell_purchase(provider, organization, change):
    """Mail whoever pays where `change`, which was made just now, put seats on the bill."""
    after = seat_accounts(provider).get(organization.plan, SeatAccount())
    bought = after.after(-change).additional(change)
    if bought:
        tasks.send_seats_bought.delay_on_commit(str(provider.pk), str(organization.pk), bought)


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
