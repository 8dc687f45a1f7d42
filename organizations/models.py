import secrets

from django.contrib.auth.models import Group as AuthGroup
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import (
    ALL_COLLECTIONS,
    ITEM_CONTENT,
    MEMBER_WHILE_SUSPENDED,
    PROVIDER_WHILE_SUSPENDED,
    Permission,
    custom_permissions,
)
from organizations.clients import conditions
from organizations.clients.models import ClientContact, ClientNote, ClientTag, ClientTagging
from organizations.machines import Machine
from organizations.plans import FEATURES, Plan
from organizations.querysets import DomainQuerySet, MemberQuerySet, OrganizationQuerySet
from organizations.roles import ROLE_PERMISSIONS, MemberRole

# Models of this app that stand apart; Django and everybody else find them here.
from organizations.role_models import CustomRole  # noqa: F401
from organizations.seat_models import SeatChange, SeatRequest  # noqa: F401
from provider_portal.encstring import PUBLIC_KEY, SEALED, EncStringField
from provider_portal.models import Model
from providers.models import Provider, ProviderKey
from providers.roles import ROLE_PERMISSIONS_IN_CLIENT

# The models of this app that have a module of their own.
__all__ = ["ClientContact", "ClientNote", "ClientTag", "ClientTagging"]


class Organization(Model):
    """A group of people who share items. Under a provider it is called a client."""

    class Status(models.IntegerChoices):
        PENDING = 0, _("Pending")
        CREATED = 1, _("Created")
        MANAGED = 2, _("Managed by a provider")

    class ProviderItemAccess(models.TextChoices):
        FULL = "full", _("Full")
        ADMINISTRATION = "administration", _("Administration only")

    name = models.CharField(max_length=50)
    billing_email = models.EmailField(max_length=256)
    plan = models.CharField(max_length=12, choices=Plan.choices)
    status = models.PositiveSmallIntegerField(choices=Status.choices, default=Status.CREATED)
    enabled = models.BooleanField(default=True)
    # By itself: it stays so when a suspension of the provider ends.
    suspended_by_provider = models.BooleanField(default=False)
    seats = models.PositiveIntegerField()
    seat_limit = models.PositiveIntegerField(null=True)
    storage_gigabytes = models.PositiveIntegerField(default=5)

    public_key = EncStringField(shape=PUBLIC_KEY)
    wrapped_private_key = EncStringField()
    api_key_digest = models.CharField(max_length=64, null=True)
    # Without one, no directory may write here.
    scim_key_digest = models.CharField(max_length=64, null=True)

    provider = models.ForeignKey(Provider, models.RESTRICT, null=True, related_name="clients", db_index=False)
    provider_key = models.ForeignKey(ProviderKey, models.RESTRICT, null=True, related_name="+")
    provider_wrapped_key = EncStringField(null=True)
    provider_item_access = models.CharField(
        max_length=14, choices=ProviderItemAccess.choices, default=ProviderItemAccess.FULL
    )

    # The consent of somebody who holds the key, which only such a person's browser can make; null is off.
    automatic_confirmation = models.CharField(max_length=44, null=True)

    checklist_hidden = models.BooleanField(default=False)
    follows_baseline = models.BooleanField(default=False)

    limit_collection_creation = models.BooleanField(default=False)
    limit_collection_deletion = models.BooleanField(default=False)
    limit_item_deletion = models.BooleanField(default=False)
    allow_admin_access_to_all = models.BooleanField(default=False)

    revision_date = models.DateTimeField(default=timezone.now)

    # Counted by the database with every change to the members; what is written here otherwise does not last.
    used = models.PositiveIntegerField(default=0, editable=False)
    confirmed_members = models.PositiveIntegerField(default=0, editable=False)
    confirmed_owners = models.PositiveIntegerField(default=0, editable=False)
    waiting_members = models.PositiveIntegerField(default=0, editable=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "id"], name="organizations_client_tenant"),
            models.CheckConstraint(
                condition=Q(suspended_by_provider=False) | Q(enabled=False, provider__isnull=False),
                name="organizations_suspended_by_provider",
            ),
            models.CheckConstraint(
                condition=Q(
                    provider__isnull=True, provider_key__isnull=True, provider_wrapped_key__isnull=True
                )
                | Q(
                    provider__isnull=False, provider_key__isnull=False, provider_wrapped_key__isnull=False
                ),
                name="organizations_provider_holds_key",
            ),
            models.CheckConstraint(
                condition=Q(seat_limit__isnull=True) | Q(seat_limit__gte=models.F("seats")),
                name="organizations_seat_limit",
            ),
        ]
        indexes = [
            models.Index("provider", Upper("name"), "id", name="organizations_of_provider"),
            models.Index("provider", "plan", Upper("name"), "id", name="organizations_by_plan"),
            models.Index("provider", "seats", Upper("name"), "id", name="organizations_by_seats"),
            models.Index("provider", "used", Upper("name"), "id", name="organizations_by_used_seats"),
            models.Index(
                "provider", F("seats") - F("used"), Upper("name"), "id", name="organizations_by_free_seats"
            ),
            models.Index("id", condition=conditions.CONFIRMS_AUTOMATICALLY, name="organizations_automatic"),
            *(
                models.Index("provider", Upper("name"), "id", condition=condition, name=f"organizations_{name}")
                for name, condition in [
                    ("nearly_full", conditions.NEARLY_FULL),
                    ("without_owner", conditions.WITHOUT_OWNER),
                    ("waiting", conditions.WAITING),
                    ("suspended", conditions.SUSPENDED),
                ]
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def features(self):
        return FEATURES[Plan(self.plan)]

    @property
    def wording(self):
        """The words its pages use; None for the usual ones."""
        return self.provider.wording if self.provider_id else None

    @property
    def remaining_seats(self):
        return self.seats - self.used

    @property
    def has_owner(self):
        return self.confirmed_owners > 0

    def membership(self, user):
        """Return the confirmed membership of `user`, or None."""
        return self.members.confirmed().filter(user=user.pk).first()

    def provider_role(self, user):
        """Return the role of `user` at the organization's provider, or None; asked once per loaded object."""
        if self.provider_id is None:
            return None
        known = self.__dict__.setdefault("_provider_roles", {})
        asked = self.provider_id, user.pk
        if asked not in known:
            known[asked] = self.provider.member_role(user)
        return known[asked]

    def acts_as_provider(self, user):
        """Return whether `user` reaches this organization through its provider."""
        return self.provider_role(user) is not None

    def permissions_of(self, user):
        """Join what the membership gives with what working for the provider gives; a machine brings its own."""
        if isinstance(user, Machine):
            return user.permissions_in(self)
        member = self.membership(user)
        granted = member.permissions if member else frozenset()
        role = self.provider_role(user)
        if role is None:
            return granted
        granted |= self.within_provider_access(ROLE_PERMISSIONS_IN_CLIENT[role])
        # An owner who works for the provider may not decide about the provider's access.
        return granted - {Permission.PROVIDER_ACCESS_MANAGE}

    def within_provider_access(self, permissions):
        """Take from the permissions of the provider's staff what the client, or a suspension, keeps from them."""
        if not (self.enabled and self.provider.enabled):
            permissions = permissions & PROVIDER_WHILE_SUSPENDED
        if self.provider_item_access == self.ProviderItemAccess.FULL:
            return permissions
        return permissions - ITEM_CONTENT

    def within_settings(self, permissions):
        """Apply the collection-management settings to the permissions of a member."""
        if not self.allow_admin_access_to_all:
            permissions = permissions - ALL_COLLECTIONS
        if not self.limit_collection_creation:
            permissions = permissions | {Permission.COLLECTIONS_CREATE}
        return permissions


class OrganizationMember(Model):
    Role = MemberRole

    class Status(models.IntegerChoices):
        REVOKED = -1, _("Revoked")
        INVITED = 0, _("Invited")
        ACCEPTED = 1, _("Needs confirmation")
        CONFIRMED = 2, _("Confirmed")
        STAGED = 3, _("Staged")

    class RevocationReason(models.IntegerChoices):
        UNKNOWN = 0, _("Unknown")
        MANUAL = 1, _("By an administrator")
        TWO_STEP_POLICY = 2, _("No two-step login")
        DATA_OWNERSHIP_POLICY = 3, _("Declined the transfer of items")
        SINGLE_ORGANIZATION_POLICY = 4, _("In another organization")

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="members", db_index=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="organization_memberships", db_index=False)
    role = models.SmallIntegerField(choices=Role.choices)
    custom_flags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    status = models.SmallIntegerField(choices=Status.choices, default=Status.INVITED)
    status_before_revocation = models.SmallIntegerField(choices=Status.choices, null=True)
    revocation_reason = models.PositiveSmallIntegerField(choices=RevocationReason.choices, null=True)
    wrapped_key = EncStringField(null=True, shape=SEALED)
    recovery_key = EncStringField(null=True, shape=SEALED)
    external_id = models.CharField(max_length=300, null=True)
    # What a directory calls the person; the account's own name and address are the person's.
    directory = models.JSONField(null=True)
    invited_at = models.DateTimeField(default=timezone.now)

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organization"], name="organizations_member_once"),
            models.UniqueConstraint(fields=["organization", "id"], name="organizations_member_tenant"),
            models.CheckConstraint(
                condition=~Q(status=2) | Q(wrapped_key__isnull=False), name="organizations_confirmed_holds_key"
            ),
            models.CheckConstraint(
                condition=~Q(status=-1) | Q(status_before_revocation__isnull=False),
                name="organizations_revoked_can_return",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization", "status"], include=["user", "role"], name="organizations_member_status"
            ),
        ]

    def __str__(self):
        return f"{self.user_id} in {self.organization_id}"

    @property
    def has_access(self):
        """Whether the membership opens anything: while the organization is suspended, only an owner's does."""
        return self.organization.enabled or self.role == self.Role.OWNER

    @property
    def permissions(self):
        """What the role, with the organization's settings, gives."""
        if not self.has_access:
            return MEMBER_WHILE_SUSPENDED
        if self.role == self.Role.CUSTOM:
            permissions = custom_permissions(self.custom_flags)
            # The settings speak of owners and admins; a custom flag stands on its own.
            creates = set() if self.organization.limit_collection_creation else {Permission.COLLECTIONS_CREATE}
            return permissions | creates
        return self.organization.within_settings(ROLE_PERMISSIONS[self.role])


class Group(Model):
    """Members who are granted collections together.

    Its people and its grants hang on one `auth.Group`, which is what guardian knows.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="groups", db_index=False)
    auth_group = models.OneToOneField(AuthGroup, models.CASCADE)
    name = models.CharField(max_length=100)
    external_id = models.CharField(max_length=300, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "auth_group"], name="organizations_group_tenant")
        ]
        indexes = [models.Index("organization", Upper("name"), "id", name="organizations_group_name")]

    def __str__(self):
        return self.name


class Policy(Model):
    """A rule an organization sets for its members; the numbers are the protocol's (features 7)."""

    class Kind(models.IntegerChoices):
        TWO_STEP = 0, _("Require two-step login")
        MASTER_PASSWORD = 1, _("Master password requirements")
        PASSWORD_GENERATOR = 2, _("Password generator")
        SINGLE_ORGANIZATION = 3, _("Single organization")
        REQUIRE_SSO = 4, _("Require single sign-on")
        DATA_OWNERSHIP = 5, _("Organization data ownership")
        REMOVE_SEND = 6, _("Remove Send")
        SEND_OPTIONS = 7, _("Send options")
        ACCOUNT_RECOVERY = 8, _("Account recovery administration")
        VAULT_TIMEOUT = 9, _("Session timeout")
        REMOVE_PERSONAL_EXPORT = 10, _("Remove individual vault export")
        ACTIVATE_AUTOFILL = 11, _("Activate auto-fill")
        AUTOMATIC_SSO_LOGIN = 12, _("Log in automatically with single sign-on")
        REMOVE_FAMILIES_SPONSORSHIP = 13, _("Remove free Families sponsorship")
        REMOVE_PIN_UNLOCK = 14, _("Remove unlock with PIN")
        RESTRICTED_ITEM_TYPES = 15, _("Restricted item types")
        URI_MATCH_DEFAULT = 16, _("URI match default")
        AUTOTYPE_DEFAULT = 17, _("Autotype default")
        AUTOMATIC_CONFIRMATION = 18, _("Automatic user confirmation")
        BLOCK_CLAIMED_DOMAIN_ACCOUNTS = 19, _("Block account creation for claimed domains")
        VAULT_BANNER = 20, _("Vault banner")
        SEND_CONTROLS = 21, _("Send controls")
        FILL_ASSIST = 22, _("Fill assist")

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="policies", db_index=False)
    kind = models.PositiveSmallIntegerField(choices=Kind.choices)
    enabled = models.BooleanField(default=False)
    data = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "kind"], name="organizations_policy_once")]
        verbose_name_plural = "policies"

    def __str__(self):
        return self.get_kind_display()


def new_domain_text():
    return f"provider-portal-domain={secrets.token_hex(20)}"


class Domain(Model):
    """An internet domain that an organization says is its own; claimed once DNS has shown it."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="domains", db_index=False)
    name = models.CharField(max_length=253)
    # What the domain has to publish as a TXT record.
    text = models.CharField(max_length=80, default=new_domain_text, editable=False)
    claimed_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)

    objects = DomainQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "name"], name="organizations_domain_once"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(claimed_at__isnull=False), name="organizations_domain_claimed_once"
            ),
        ]
        indexes = [
            models.Index("created_at", condition=Q(claimed_at__isnull=True), name="organizations_domain_waiting"),
        ]

    def __str__(self):
        return self.name


class BaselinePolicy(Model):
    """A policy that a provider wants turned on, with this data, in each client that follows its baseline."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="baseline_policies", db_index=False)
    kind = models.PositiveSmallIntegerField(choices=Policy.Kind.choices)
    data = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "kind"], name="organizations_baseline_once")]

    def __str__(self):
        return self.get_kind_display()


class BaselineException(Model):
    """Why a client that follows the baseline differs from it in one policy."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="baseline_exceptions", db_index=False
    )
    kind = models.PositiveSmallIntegerField(choices=Policy.Kind.choices)
    reason = models.CharField(max_length=500)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "kind"], name="organizations_exception_once")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.reason}"
