"""What happened in the last sixty days, and how the seats of each client grew."""

from datetime import timedelta

from django.utils import timezone

from events.services import build, make_partitions, record_many
from events.types import EventType
from organizations.models import OrganizationMember, SeatChange

DAYS = 60
EVENTS_PER_MEMBER = 30
Status = OrganizationMember.Status

# How often each thing happens; what it is about is its first word.
WEIGHTS = {
    ("item", EventType.CIPHER_VIEWED): 300,
    ("item", EventType.CIPHER_AUTOFILLED): 220,
    ("item", EventType.CIPHER_PASSWORD_COPIED): 150,
    ("item", EventType.CIPHER_PASSWORD_REVEALED): 50,
    ("item", EventType.CIPHER_UPDATED): 45,
    ("item", EventType.CIPHER_CREATED): 25,
    ("item", EventType.CIPHER_UPDATED_COLLECTIONS): 8,
    ("item", EventType.CIPHER_TRASHED): 6,
    ("item", EventType.CIPHER_RESTORED): 2,
    ("person", EventType.USER_LOGGED_IN): 160,
    ("person", EventType.USER_FAILED_LOGIN): 12,
    ("collection", EventType.COLLECTION_UPDATED): 6,
    ("group", EventType.GROUP_UPDATED): 5,
    ("member", EventType.MEMBER_UPDATED): 6,
    ("member", EventType.MEMBER_CONFIRMED): 4,
    ("organization", EventType.ORGANIZATION_UPDATED): 2,
}
DEVICES = [9, 9, 9, 10, 10, 12, 2, 2, 3, 0, 1, 6, 7, 25]
# How busy each hour of a day is, in UTC.
HOURS = [1, 1, 1, 1, 1, 2, 6, 20, 45, 60, 60, 50, 30, 50, 60, 55, 45, 25, 10, 6, 4, 3, 2, 1]
WEEKEND = 0.1


class History:
    """Collects events in any order and writes them by time."""

    def __init__(self, random):
        self.random = random
        self.now = timezone.now()
        self.events = []

    def moment(self):
        """Return a time within the last sixty days, on a working day and in working hours as a rule."""
        while True:
            day = self.now - timedelta(days=self.random.randint(0, DAYS - 1))
            hour = self.random.choices(range(24), HOURS)[0]
            moment = day.replace(hour=hour, minute=self.random.randint(0, 59), second=self.random.randint(0, 59))
            busy = moment.weekday() < 5 or self.random.random() < WEEKEND
            if busy and self.now - timedelta(days=DAYS) < moment < self.now:
                return moment

    def add(self, event_type, actor, date=None, **targets):
        event = build(event_type, actor=actor, date=date or self.moment(), **targets)
        event.device_type = self.random.choice(DEVICES)
        # Addresses that are set aside for documentation.
        event.ip_address = f"{self.random.choice(['192.0.2', '198.51.100', '203.0.113'])}.{self.random.randint(1, 254)}"
        self.events.append(event)

    def save(self):
        make_partitions(before=DAYS // 28 + 1)
        record_many(sorted(self.events, key=lambda event: event.date))


def work_in(tenant, history):
    """Let the client's people use their vault, and the provider's staff look after it."""
    random, organization_id = history.random, tenant.row.pk
    people = [member.user for member in tenant.confirmed]
    administrators = people[:2]
    subjects = {
        "item": ("cipher_id", [cipher.pk for cipher in tenant.items]),
        "collection": ("collection_id", [collection.pk for collection in tenant.collections.values()]),
        "group": ("group_id", [group.pk for group in tenant.groups]),
        "member": ("member_id", [member.pk for member in tenant.confirmed]),
    }
    for about, event_type in random.choices(list(WEIGHTS), WEIGHTS.values(), k=len(people) * EVENTS_PER_MEMBER):
        targets = {"organization_id": organization_id}
        actor = random.choice(people if about in ("item", "person") else administrators)
        if about == "person":
            targets["user_id"] = actor.pk
        elif about in subjects:
            column, ids = subjects[about]
            targets[column] = random.choice(ids)
        history.add(event_type, actor, **targets)
    for member in tenant.members:
        if member.status != Status.CONFIRMED:
            join(tenant, member, history)
    visit(tenant, history)


def join(tenant, member, history):
    """Record how a member who is not confirmed, or no longer, came to be so."""
    about = {"organization_id": tenant.row.pk, "member_id": member.pk, "user_id": member.user_id}
    admin = tenant.members[1].user
    if member.status in (Status.INVITED, Status.ACCEPTED):
        history.add(EventType.MEMBER_INVITED, admin, date=member.invited_at, **about)
    if member.status == Status.REVOKED:
        date = member.invited_at + (history.now - member.invited_at) / 2
        history.add(EventType.MEMBER_REVOKED, admin, date=date, **about)


def visit(tenant, history):
    """Let the provider's staff open the client, which both logs tell."""
    provider_id = tenant.provider.row.pk
    for _ in range(max(3, tenant.plan.members // 4)):
        person, moment = history.random.choice(tenant.provider.staff), history.moment()
        history.add(
            EventType.ORGANIZATION_ACCESSED, person, moment, organization_id=tenant.row.pk, provider_id=provider_id
        )
        history.add(EventType.CLIENT_ACCESSED, person, moment, provider_id=provider_id, client_id=tenant.row.pk)


def keep_ledger(tenant, history):
    """Write how the client's seats grew to what they are."""
    admin, provider_id = tenant.provider.admin, tenant.provider.row.pk
    seats, first = tenant.plan.seats, tenant.row.created_at
    steps = [seats] if seats < 10 or tenant.plan.months < 3 else [seats // 2, seats * 3 // 4, seats]
    before, changes = 0, []
    for number, after in enumerate(steps):
        at = first + (history.now - first) * (number / len(steps))
        changes.append(
            SeatChange(
                at=at,
                organization_id=tenant.row.pk,
                organization_name=tenant.row.name,
                provider_id=provider_id,
                plan=tenant.row.plan,
                seats_before=before,
                seats_after=after,
                actor_id=admin.pk,
            )
        )
        if history.now - at < timedelta(days=DAYS):
            event_type = EventType.CLIENT_SEATS_CHANGED if before else EventType.CLIENT_CREATED
            history.add(event_type, admin, at, provider_id=provider_id, client_id=tenant.row.pk)
        before = after
    SeatChange.objects.bulk_create(changes)
