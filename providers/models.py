from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from provider_portal.encstring import SEALED, EncStringField
from provider_portal.models import Model
from provider_portal.wording import BUSINESS_UNIT
from providers.querysets import ProviderApplicationQuerySet, ProviderMemberQuerySet, ProviderQuerySet
from providers.roles import ROLE_PERMISSIONS, ProviderRole


class Provider(Model):
    """A managed service provider, a reseller, or a business that runs several organizations."""

    class Type(models.IntegerChoices):
        MSP = 0, _("Managed service provider")
        RESELLER = 1, _("Reseller")
        BUSINESS_UNIT = 2, _("Business unit")

    class Status(models.IntegerChoices):
        PENDING = 0, _("Waiting for set-up")
        CREATED = 1, _("Set up")
        BILLABLE = 2, _("Active")

    name = models.CharField(max_length=50)
    business_name = models.CharField(max_length=50, blank=True)
    billing_email = models.EmailField(max_length=256)
    type = models.PositiveSmallIntegerField(choices=Type.choices, default=Type.MSP)
    status = models.PositiveSmallIntegerField(choices=Status.choices, default=Status.PENDING)
    enabled = models.BooleanField(default=True)
    use_events = models.BooleanField(default=True)
    teams_seat_minimum = models.PositiveIntegerField(default=0)
    enterprise_seat_minimum = models.PositiveIntegerField(default=0)
    discount_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)

    objects = ProviderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(discount_percent__range=(0, 100)), name="providers_provider_discount")
        ]

    def __str__(self):
        return self.name

    @property
    def wording(self):
        """The words its pages and mails use; None for the usual ones."""
        return WORDINGS.get(self.type)

    def member_role(self, user):
        """Return the role of a confirmed member, or None."""
        return self.members.confirmed().filter(user=user.pk).values_list("role", flat=True).first()

    def key_share_of(self, user):
        """Return the share by which a confirmed member opens the provider's key."""
        shares = ProviderKeyShare.objects.filter(member__in=self.members.confirmed().filter(user=user))
        return shares.order_by("key").last()

    def permissions_of(self, user):
        return ROLE_PERMISSIONS.get(self.member_role(user), frozenset())


WORDINGS = {Provider.Type.BUSINESS_UNIT: BUSINESS_UNIT}


class FormerContract(Model):
    """What was agreed with a provider `until` then: append-only, so that past statements stay as they were."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="former_contracts")
    until = models.DateTimeField(default=timezone.now, editable=False)
    teams_seat_minimum = models.PositiveIntegerField()
    enterprise_seat_minimum = models.PositiveIntegerField()
    discount_percent = models.DecimalField(max_digits=5, decimal_places=2)

    def __str__(self):
        return f"{self.provider_id} until {self.until:%Y-%m-%d}"


class ProviderKey(Model):
    """A symmetric key of the provider, which only its members' browsers hold.

    Every client's organization key is wrapped under one of these. A provider has one today.
    """

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="keys")

    def __str__(self):
        return f"Key of {self.provider_id}"


class ProviderMember(Model):
    Role = ProviderRole

    class Status(models.IntegerChoices):
        INVITED = 0, _("Invited")
        ACCEPTED = 1, _("Needs confirmation")
        CONFIRMED = 2, _("Confirmed")

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.CASCADE, related_name="provider_memberships")
    role = models.PositiveSmallIntegerField(choices=Role.choices)
    status = models.PositiveSmallIntegerField(choices=Status.choices, default=Status.INVITED)

    objects = ProviderMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "provider"], name="providers_member_once"),
        ]
        indexes = [models.Index(fields=["provider", "status"], name="providers_member_status")]

    def __str__(self):
        return f"{self.user_id} at {self.provider_id}"


class ProviderKeyShare(Model):
    """A provider key as one confirmed member holds it: sealed to the member's public key."""

    key = models.ForeignKey(ProviderKey, models.CASCADE, related_name="shares")
    member = models.ForeignKey(ProviderMember, models.CASCADE, related_name="key_shares")
    wrapped_key = EncStringField(shape=SEALED)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="providers_key_share_once")]

    def __str__(self):
        return f"{self.key_id} for {self.member_id}"


class ProviderApplication(Model):
    """Somebody's wish to become a provider, which a platform operator approves or declines."""

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("Waiting")
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")

    name = models.CharField(max_length=50)
    contact_name = models.CharField(max_length=50)
    email = models.EmailField(max_length=256)
    # The language they applied in: who has no account yet is answered in it.
    culture = models.CharField(max_length=10, default="en")
    type = models.PositiveSmallIntegerField(choices=Provider.Type.choices, default=Provider.Type.MSP)
    has_organization = models.BooleanField()
    has_client = models.BooleanField()
    message = models.TextField(max_length=2000, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.SUBMITTED)
    provider = models.OneToOneField(Provider, models.SET_NULL, null=True, related_name="application")
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True)
    decided_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(default=timezone.now)

    objects = ProviderApplicationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["status", "submitted_at"], name="providers_application_status")]

    def __str__(self):
        return self.name

    @property
    def wording(self):
        return WORDINGS.get(self.type)

    @property
    def awaits_setup(self):
        """Whether a set-up link is out that nobody has used."""
        return self.status == self.Status.APPROVED and self.provider_id is None

    @property
    def applicant_is_registered(self):
        return User.objects.filter(email=self.email, wrapped_user_key__isnull=False).exists()
