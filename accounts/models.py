import secrets
import uuid

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.backends import permits
from accounts.querysets import UserManager
from provider_portal.encstring import PUBLIC_KEY, SEALED, EncStringField
from provider_portal.models import Model, time_ordered_id


class Kdf(models.IntegerChoices):
    PBKDF2 = 0, "PBKDF2-HMAC-SHA256"
    ARGON2ID = 1, "Argon2id"


class IdleAction(models.TextChoices):
    """What a browser does that was left alone, in the protocol's words."""

    LOCK = "lock", _("Lock the vault")
    LOG_OUT = "logOut", _("Log out")


def new_security_stamp():
    return uuid.UUID(bytes=secrets.token_bytes(16), version=4)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Without keys while only invited; registration completes the account.

    `password` holds a slow hash of the hash that clients send instead of the master password.
    """

    id = models.UUIDField(primary_key=True, default=time_ordered_id, editable=False)
    email = models.EmailField(max_length=256, unique=True)
    name = models.CharField(max_length=50, blank=True)
    email_verified = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)

    kdf = models.PositiveSmallIntegerField(choices=Kdf.choices, default=Kdf.PBKDF2)
    kdf_iterations = models.PositiveIntegerField(default=600_000)
    kdf_memory = models.PositiveIntegerField(null=True, blank=True, help_text="MiB")
    kdf_parallelism = models.PositiveIntegerField(null=True, blank=True)
    kdf_salt = models.CharField(max_length=256, blank=True)

    wrapped_user_key = EncStringField(null=True)
    wrapped_private_key = EncStringField(null=True)
    public_key = EncStringField(null=True, shape=PUBLIC_KEY)
    user_key_id = models.CharField(max_length=32, null=True)

    password_hint = models.CharField(max_length=50, blank=True)
    force_password_reset = models.BooleanField(default=False)
    security_stamp = models.UUIDField(default=new_security_stamp)
    api_key_digest = models.CharField(max_length=64, null=True)
    # The language of mails. Pages follow the browser, and this the pages, until the person chooses one.
    culture = models.CharField(max_length=10, default="en")
    culture_chosen = models.BooleanField(default=False)
    avatar_color = models.CharField(max_length=7, null=True)
    equivalent_domains = models.JSONField(default=list)
    lock_minutes = models.PositiveIntegerField(default=15)
    idle_action = models.CharField(
        max_length=6, choices=IdleAction.choices, default=IdleAction.LOCK, db_default=IdleAction.LOCK
    )
    stays_unlocked = models.BooleanField(default=False, db_default=False)

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    revision_date = models.DateTimeField(default=timezone.now)
    last_password_change = models.DateTimeField(null=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="accounts_user_email_normalized"),
            models.CheckConstraint(
                condition=Q(
                    wrapped_user_key__isnull=True, public_key__isnull=True, wrapped_private_key__isnull=True
                )
                | Q(
                    wrapped_user_key__isnull=False, public_key__isnull=False, wrapped_private_key__isnull=False
                ),
                name="accounts_user_keys_together",
            ),
            models.CheckConstraint(
                condition=Q(kdf=Kdf.PBKDF2, kdf_iterations__range=(600_000, 2_000_000))
                | Q(
                    kdf=Kdf.ARGON2ID,
                    kdf_iterations__range=(2, 10),
                    kdf_memory__range=(16, 1024),
                    kdf_parallelism__range=(1, 16),
                ),
                name="accounts_user_kdf_strength",
            ),
        ]

    def __str__(self):
        return self.name or self.email

    @property
    def is_registered(self):
        """Whether the account has its keys, so that things can be encrypted for it."""
        return self.wrapped_user_key is not None

    @property
    def kdf_settings(self):
        """The key derivation settings in the protocol's words; memory in MiB."""
        return {
            "type": self.kdf,
            "iterations": self.kdf_iterations,
            "memory": self.kdf_memory,
            "parallelism": self.kdf_parallelism,
        }

    def _get_session_auth_hash(self, secret=None):
        # Django compares this at every request: a session dies with the security stamp it was opened under.
        stamp = str(self.security_stamp)
        return salted_hmac("accounts.session", stamp, secret=secret, algorithm="sha256").hexdigest()

    def has_perm(self, perm, obj=None):
        """Answer by `permits` alone: unlike Django's, this gives a superuser nothing."""
        return self.is_active and permits(self, perm, obj)


class Device(Model):
    """An app or browser that a person signed in with, and its refresh token's hash."""

    user = models.ForeignKey(User, models.CASCADE, related_name="devices")
    identifier = models.CharField(max_length=50)
    type = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=50, blank=True)
    client = models.CharField(max_length=20, blank=True)
    refresh_token_digest = models.CharField(max_length=64, null=True, unique=True)
    # Of a browser: the session that ends with the device.
    session_key = models.CharField(max_length=40, null=True)
    push_token = models.CharField(max_length=255, null=True)
    last_seen = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "identifier"], name="accounts_device_identifier")
        ]

    def __str__(self):
        return self.name


class TwoFactorMethod(Model):
    """One second factor of a person. `configuration` is what the server needs to check it."""

    class Kind(models.IntegerChoices):
        AUTHENTICATOR = 0, _("Authenticator app")
        EMAIL = 1, _("E-mail")
        WEBAUTHN = 7, _("Passkey")
        RECOVERY_CODE = 8, _("Recovery code")

    user = models.ForeignKey(User, models.CASCADE, related_name="two_factor_methods")
    kind = models.PositiveSmallIntegerField(choices=Kind.choices)
    enabled = models.BooleanField(default=False)
    configuration = models.JSONField(default=dict)
    last_used_step = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="accounts_two_factor_kind")]

    def __str__(self):
        return self.get_kind_display()


class LoginPasskey(Model):
    """A passkey that a person logs in with instead of the master password.

    With an encrypting one the three keys are there: it opens its private key, that the account's key. The public key
    lies under the account's key, so that another account key can be sealed to it while the passkey is away.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="login_passkeys")
    name = models.CharField(max_length=50)
    # Base64url, as browsers write them.
    credential = models.TextField(unique=True)
    public_key = models.TextField()
    uses = models.BigIntegerField(default=0)
    transports = models.JSONField(default=list)
    can_encrypt = models.BooleanField(default=False)
    wrapped_user_key = EncStringField(null=True, shape=SEALED)
    wrapped_public_key = EncStringField(null=True)
    wrapped_private_key = EncStringField(null=True)
    last_used = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    wrapped_user_key__isnull=True,
                    wrapped_public_key__isnull=True,
                    wrapped_private_key__isnull=True,
                )
                | Q(
                    can_encrypt=True,
                    wrapped_user_key__isnull=False,
                    wrapped_public_key__isnull=False,
                    wrapped_private_key__isnull=False,
                ),
                name="accounts_loginpasskey_keys_together",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def encrypts(self):
        """Whether the passkey opens the vault, too."""
        return self.wrapped_private_key is not None


class AuthRequest(Model):
    """A device's request to be let in by another device, or by an admin."""

    class Kind(models.IntegerChoices):
        AUTHENTICATE_AND_UNLOCK = 0
        UNLOCK = 1
        ADMIN_APPROVAL = 2

    user = models.ForeignKey(User, models.CASCADE, related_name="auth_requests")
    organization_id = models.UUIDField(null=True)
    kind = models.PositiveSmallIntegerField(choices=Kind.choices)
    device_identifier = models.CharField(max_length=50)
    device_type = models.PositiveSmallIntegerField()
    ip_address = models.GenericIPAddressField(null=True)
    access_code_digest = models.CharField(max_length=64)
    public_key = EncStringField(shape=PUBLIC_KEY)
    wrapped_key = EncStringField(null=True, shape=SEALED)
    approved = models.BooleanField(null=True)
    responding_device = models.ForeignKey(Device, models.SET_NULL, null=True)
    responded_at = models.DateTimeField(null=True)
    authenticated_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.get_kind_display()} of {self.user_id}"


class MailToken(Model):
    """A single-use token that was mailed, kept as its hash.

    `subject_id` is the row it is about: an account, a membership, a provider.
    """

    class Purpose(models.TextChoices):
        VERIFY_EMAIL = "verify_email"
        ORGANIZATION_INVITATION = "organization_invitation"
        PROVIDER_INVITATION = "provider_invitation"
        PROVIDER_SETUP = "provider_setup"
        EMERGENCY_INVITATION = "emergency_invitation"
        PROVIDER_DELETION = "provider_deletion"

    purpose = models.CharField(max_length=40, choices=Purpose.choices)
    digest = models.CharField(max_length=64, unique=True)
    subject_id = models.UUIDField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["purpose", "subject_id"], name="accounts_mailtoken_subject")]

    def __str__(self):
        return f"{self.purpose} of {self.subject_id}"
