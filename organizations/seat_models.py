"""The seats of organizations: what changed, and what was asked for."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from organizations.plans import Plan
from organizations.querysets import SeatRequestQuerySet
from provider_portal.models import Model, time_ordered_id
from providers.models import Provider


class SeatChange(models.Model):
    """One line of the seat ledger: append-only, with plain ids, because it outlives what it counts."""

    id = models.UUIDField(primary_key=True, default=time_ordered_id, editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)
    organization_id = models.UUIDField()
    organization_name = models.CharField(max_length=50)
    provider_id = models.UUIDField(null=True)
    plan = models.CharField(max_length=12, choices=Plan.choices)
    seats_before = models.PositiveIntegerField()
    seats_after = models.PositiveIntegerField()
    actor_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["provider_id", "plan", "at"], name="organizations_seats_provider"),
            models.Index(fields=["organization_id", "at"], name="organizations_seats_client"),
        ]

    def __str__(self):
        return f"{self.organization_name}: {self.seats_before} to {self.seats_after}"


class SeatRequest(Model):
    """A Service User's wish for more seats of a client than are paid for, which a Provider Admin answers."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="seat_requests", db_index=False)
    organization = models.ForeignKey("organizations.Organization", models.CASCADE, related_name="seat_requests")
    seats = models.PositiveIntegerField(help_text="How many more")
    reason = models.CharField(max_length=500, blank=True)
    requested_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    answer = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = SeatRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization"], condition=Q(status="waiting"), name="organizations_one_seat_request"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="organizations_seat_request_for_some"),
        ]
        indexes = [models.Index(fields=["provider", "status", "id"], name="organizations_seat_requests")]

    def __str__(self):
        return f"{self.seats} for {self.organization_id}"
