"""What is done to many clients at once: in a number of statements that does not grow with them, each row by itself.

Every function returns {client id: what was refused, or None}. The locks: provider, clients by id.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from accounts.services import touch_people
from events.services import build, record_many
from events.types import EventType
from organizations import tasks
from organizations.models import Organization
from organizations.services.clients import refusal_of_fewer, refusal_of_purchase, refuse_suspended
from organizations.services.seats import record_seats_of, seat_accounts
from provider_portal.notifications.kinds import Kind
from provider_portal.notifications.publish import notify_organizations
from providers.models import Provider

# What a number of seats means: so many in all, so many more, so many fewer.
SEATS = {
    "set": lambda before, seats: seats,
    "add": lambda before, seats: before + seats,
    "take": lambda before, seats: before - seats,
}


@transaction.atomic
def change_seats_of(provider, clients, *, mode, seats, actor):
    """Give each client more or fewer seats, in the order of their names as long as there are paid ones."""
    provider, rows = locked_clients(provider, clients)
    accounts, may_buy = seat_accounts(provider), actor.has_perm(Permission.CLIENT_SEATS_PURCHASE, provider)
    results, before = {}, {}
    for row in sorted(rows, key=lambda row: row.name.upper()):
        wanted = SEATS[mode](row.seats, seats)
        change, account = wanted - row.seats, accounts[row.plan]
        results[row.pk] = refusal_of_fewer(row, wanted) or refusal_of_purchase(account, change, may_buy)
        if change and results[row.pk] is None:
            accounts[row.plan] = account.after(change)
            before[row], row.seats = row.seats, wanted
            if bought := account.additional(change):
                tasks.send_seats_bought.delay_on_commit(str(provider.pk), str(row.pk), bought)
    save(before, "seats")
    record_seats_of(before, actor=actor)
    record_about(before, EventType.CLIENT_SEATS_CHANGED, actor)
    return results


@transaction.atomic
def suspend_clients(provider, clients, *, actor):
    """Close the clients' vaults to all but their own owners, until `resume_clients`; nothing is deleted."""
    provider, rows = locked_clients(provider, clients)
    words = _("%(client)s is suspended already.")
    return switch(provider, rows, [row for row in rows if row.enabled], words, enabled=False, actor=actor)


@transaction.atomic
def resume_clients(provider, clients, *, actor):
    """Open the clients' vaults again, as they were."""
    provider, rows = locked_clients(provider, clients)
    words = _("%(client)s is not suspended.")
    return switch(provider, rows, [row for row in rows if not row.enabled], words, enabled=True, actor=actor)


def switch(provider, rows, changed, words, *, enabled, actor):
    for row in changed:
        row.enabled, row.suspended_by_provider = enabled, not enabled
    save(changed, "enabled", "suspended_by_provider")
    told = (EventType.CLIENT_RESUMED, EventType.ORGANIZATION_RESUMED)
    told = told if enabled else (EventType.CLIENT_SUSPENDED, EventType.ORGANIZATION_SUSPENDED)
    record_about(changed, told[0], actor)
    record_many(build(told[1], actor=actor, organization_id=row.pk, provider_id=provider.pk) for row in changed)
    touch_people(provider.members.values_list("user", flat=True))
    notify_organizations(Kind.VAULT, [row.pk for row in changed])
    return {row.pk: None if row in changed else words % {"client": row.name} for row in rows}


def locked_clients(provider, clients):
    """Return the provider and those of the clients it still has; raises ClientRefused while it is suspended."""
    provider = Provider.objects.select_for_update().get(pk=provider.pk)
    refuse_suspended(provider)
    ids = [client.pk for client in clients]
    return provider, list(provider.clients.filter(pk__in=ids).order_by("pk").select_for_update())


def save(rows, *fields):
    now = timezone.now()
    for row in rows:
        row.revision_date = row.updated_at = now
    Organization.objects.bulk_update(rows, [*fields, "revision_date", "updated_at"])


def record_about(rows, event_type, actor):
    """Write an event about each client in the provider's log."""
    record_many(build(event_type, actor=actor, provider_id=row.provider_id, client_id=row.pk) for row in rows)
