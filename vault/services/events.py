"""What people's clients tell of themselves: viewed, revealed, copied. It may be missing, and is never proof."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.permissions import Permission
from events.models import Event
from events.services import build, record_many
from events.types import EventType
from organizations.models import Organization
from vault.models import Cipher

OLDEST = timedelta(hours=24)
# How far a client's clock may be ahead; what it then says happened now.
CLOCK_ERROR = timedelta(minutes=5)
OF_ITEM = frozenset(range(1107, 1115)) | frozenset(range(1117, 1133))
OF_PERSON = frozenset({EventType.USER_EXPORTED_VAULT})
OF_ORGANIZATION = frozenset({EventType.ORGANIZATION_EXPORTED})


@transaction.atomic
def collect_events(reports, *, actor):
    """Record what `actor`'s client reports, in one statement.

    `reports` have `type`, `date`, `cipher_id` and `organization_id`. What is of another kind, too old, or about
    something that the person does not see is left out silently: a client cannot mend it.
    """
    now = timezone.now()
    reports = [report for report in reports if report.type in EventType.values]
    current = [report for report in reports if now - OLDEST <= report.date <= now + CLOCK_ERROR]
    places = Places(current, actor)
    found = [(report, places.of(report)) for report in current]
    record_many(
        build(report.type, actor=actor, date=min(report.date, now), **targets)
        for report, targets in found
        if targets is not None
    )


class Places:
    """Where reports belong, asked in a number of statements that does not grow with them."""

    def __init__(self, reports, actor):
        self.actor = actor
        ids = {report.cipher_id for report in reports if report.type in OF_ITEM} - {None}
        shown = Cipher.objects.visible_to(actor).filter(pk__in=ids).exclude(organization=None) if ids else []
        self.organization_of = dict(shown.values_list("pk", "organization_id")) if ids else {}
        exported = {report.organization_id for report in reports if report.type in OF_ORGANIZATION} - {None}
        may_export = Organization.objects.granting(Permission.ITEMS_EXPORT, actor) if exported else None
        self.exported = set(may_export.filter(pk__in=exported).values_list("pk", flat=True)) if exported else set()
        self.exported -= self.handed_out(reports)
        rows = Organization.objects.filter(pk__in={*self.organization_of.values(), *self.exported})
        self.organizations = {row.pk: row for row in rows if row.features.events}
        self.employers = set(actor.provider_memberships.confirmed().values_list("provider", flat=True))

    def handed_out(self, reports):
        """Return the organizations whose items the server gave the actor: it wrote that down itself.

        The command line asks the server for everything and tells of it, too.
        """
        if not self.exported:
            return set()
        first = min(report.date for report in reports if report.type in OF_ORGANIZATION) - CLOCK_ERROR
        noted = Event.objects.filter(
            organization_id__in=self.exported,
            type=EventType.ORGANIZATION_EXPORTED,
            acting_user_id=self.actor.pk,
            date__gte=first,
        )
        return set(noted.values_list("organization_id", flat=True))

    def of(self, report):
        """Return the columns that say what the report is about, or None where it says nothing to anyone."""
        if report.type in OF_PERSON:
            return {"user_id": self.actor.pk}
        if report.type in OF_ITEM:
            return self.inside(self.organization_of.get(report.cipher_id), cipher_id=report.cipher_id)
        if report.type in OF_ORGANIZATION and report.organization_id in self.exported:
            return self.inside(report.organization_id)
        return None

    def inside(self, organization_id, **targets):
        organization = self.organizations.get(organization_id)
        if organization is None:
            return None
        provider_id = organization.provider_id if organization.provider_id in self.employers else None
        return {"organization_id": organization.pk, "provider_id": provider_id, **targets}
