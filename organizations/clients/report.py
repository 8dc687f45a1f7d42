"""Which client had how many seats at the end of a month, and what they cost: the report beside a statement."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal

from django.db.models import F, Max, Sum
from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from organizations.models import Organization, SeatChange
from organizations.plans import Plan
from organizations.seats import money
from organizations.statements import following

COLUMNS = ["Client", "Id", "Assigned", "Used", "Remaining", "Plan", "Estimated total"]


@dataclass(frozen=True)
class Row:
    """One client; `used` is None in past months, and the row of unassigned seats has no client."""

    name: str
    id: object
    assigned: int
    used: int | None
    plan: Plan
    total: Decimal

    @property
    def cells(self):
        remaining = None if self.used is None else self.assigned - self.used
        return [self.name, self.id, self.assigned, self.used, remaining, self.plan.label, self.total]


def report_rows(provider, statement):
    """Return the rows of the statement's month: its clients by name, then what is paid for and unassigned."""
    prices = {plan.plan: plan.end_terms.price for plan in statement.plans}
    used = dict(provider.clients.values_list("pk", "used")) if statement.is_current else {}
    for pk, name, plan, seats in clients_at_end(provider, statement):
        taken = used.get(pk, 0) if statement.is_current else None
        yield Row(name, pk, seats, taken, Plan(plan), money(seats * prices.get(plan, Decimal(0))))
    for plan in statement.plans:
        if not plan.end.purchased:
            open_seats = plan.end.unassigned
            yield Row(_("Unassigned seats"), None, open_seats, None, plan.plan, money(open_seats * plan.end_terms.price))


def clients_at_end(provider, statement):
    """Return [(id, name, plan, seats)] of when the month ended, or of now; by name."""
    managed = provider.clients.filter(status=Organization.Status.MANAGED)
    clients = list(managed.order_by(Upper("name"), "pk").values_list("pk", "name", "plan", "seats"))
    if statement.is_current:
        return clients
    end = datetime.combine(following(statement.month), time(), UTC)
    later = SeatChange.objects.filter(provider_id=provider.pk, at__gte=end)
    changes = {
        (pk, plan): (name, change)
        for pk, plan, name, change in later.values_list("organization_id", "plan").annotate(
            name=Max("organization_name"), change=Sum(F("seats_after") - F("seats_before"))
        )
    }
    # Those who came later had none, those who have gone since are in the ledger only.
    known = [(pk, name, plan, seats - changes.pop((pk, plan), ("", 0))[1]) for pk, name, plan, seats in clients]
    gone = [(pk, name, plan, -change) for (pk, plan), (name, change) in changes.items()]
    return sorted([row for row in known + gone if row[3] > 0], key=lambda row: (row[1].upper(), str(row[0])))


def csv_rows(provider, statement):
    yield COLUMNS
    for row in report_rows(provider, statement):
        yield row.cells
