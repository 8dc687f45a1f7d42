from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from accounts.backends import permissions_on
from accounts.models import User
from accounts.permissions import Permission
from organizations.models import Organization, OrganizationMember
from provider_portal.encstring import SEALED, EncStringField
from provider_portal.models import Model
from providers.models import Provider, ProviderKey
from vault import levels
from vault.emergency.querysets import EmergencyAccessQuerySet
from vault.querysets import CipherQuerySet, CollectionQuerySet, FolderQuerySet
from vault.sends.querysets import SendQuerySet


class Collection(Model):
    """What items of an organization are sorted into and shared by. Nesting is in the encrypted name."""

    class Type(models.IntegerChoices):
        SHARED = 0
        DEFAULT_USER = 1

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="collections", db_index=False)
    name = EncStringField()
    type = models.PositiveSmallIntegerField(choices=Type.choices, default=Type.SHARED)
    default_user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    external_id = models.CharField(max_length=300, null=True)
    revision_date = models.DateTimeField(default=timezone.now)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [(level.codename, level.label) for level in levels.AccessLevel]
        constraints = [
            models.UniqueConstraint(fields=["organization", "id"], name="vault_collection_tenant"),
        ]

    def __str__(self):
        return str(self.pk)

    def access_of(self, user):
        """Return what is granted to `user` here, or None."""
        return Collection.objects.filter(pk=self.pk).access_of(user).get(self.pk)

    def permissions_of(self, user):
        held = permissions_on(self.organization, user)
        is_administrator = Permission.ADMINS_MANAGE in held
        granted = levels.inherited(levels.COLLECTION_FROM_ORGANIZATION, held) | levels.collection_permissions(
            self.access_of(user),
            limit_deletion=self.organization.limit_collection_deletion and not is_administrator,
        )
        # Where nobody manages a collection, owners and admins may give it a manager.
        if is_administrator and Permission.COLLECTION_EDIT not in granted and self.is_orphaned:
            granted |= {Permission.COLLECTION_EDIT}
        return granted

    @property
    def is_orphaned(self):
        manage = levels.AccessLevel.MANAGE.codename
        return not (
            self.user_grants.filter(permission__codename=manage).exists()
            or self.group_grants.filter(permission__codename=manage).exists()
        )


class CollectionUserGrant(UserObjectPermissionBase):
    """One level of access of one member to one collection: guardian's row, one per grant."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(User, models.CASCADE, db_index=False)
    permission = models.ForeignKey("auth.Permission", models.RESTRICT, db_index=False)
    content_object = models.ForeignKey(Collection, models.CASCADE, related_name="user_grants")
    member = models.ForeignKey(
        OrganizationMember, models.CASCADE, related_name="collection_grants", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "content_object"], include=["permission"], name="vault_usergrant_once"
            )
        ]


class CollectionGroupGrant(GroupObjectPermissionBase):
    """One level of access of one group to one collection: guardian's row, one per grant."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", db_index=False)
    group = models.ForeignKey("auth.Group", models.CASCADE, db_index=False)
    permission = models.ForeignKey("auth.Permission", models.RESTRICT, db_index=False)
    content_object = models.ForeignKey(Collection, models.CASCADE, related_name="group_grants")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "content_object"], include=["permission"], name="vault_groupgrant_once"
            )
        ]


class Folder(Model):
    """A person's own sorting of what they see; nobody else knows of it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="folders")
    name = EncStringField()
    revision_date = models.DateTimeField(default=timezone.now)

    objects = FolderQuerySet.as_manager()

    def __str__(self):
        return str(self.pk)


class Cipher(Model):
    """An item: ciphertext, owned by an organization or by one person.

    `body` holds the encrypted part as rendered JSON members without the outer braces, so that an answer is made by
    joining texts. It is written by `vault.ciphers.render_body` alone.
    """

    class Type(models.IntegerChoices):
        LOGIN = 1, _("Login")
        SECURE_NOTE = 2, _("Secure note")
        CARD = 3, _("Card")
        IDENTITY = 4, _("Identity")
        SSH_KEY = 5, _("SSH key")
        BANK_ACCOUNT = 6, _("Bank account")
        DRIVERS_LICENSE = 7, _("Driver's license")
        PASSPORT = 8, _("Passport")

    # The organization or the person that owns the item: what every index starts with.
    tenant_id = models.UUIDField()
    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, related_name="ciphers", db_index=False
    )
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="ciphers", db_index=False)
    type = models.PositiveSmallIntegerField(choices=Type.choices)
    reprompt = models.PositiveSmallIntegerField(default=0)
    body = models.TextField()
    collections = models.ManyToManyField(Collection, through="CipherCollection", related_name="ciphers")
    revision_date = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True)

    objects = CipherQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "id"], name="vault_cipher_tenant"),
            models.CheckConstraint(
                condition=Q(organization__isnull=True, user=F("tenant_id"))
                | Q(user__isnull=True, organization=F("tenant_id")),
                name="vault_cipher_one_owner",
            ),
        ]
        indexes = [
            models.Index(fields=["deleted_at"], condition=Q(deleted_at__isnull=False), name="vault_cipher_trash"),
        ]

    def __str__(self):
        return str(self.pk)

    def granted_to(self, user):
        """Return {collection id: Access} of the item's collections granted to `user`, asked once per loaded object."""
        known = self.__dict__.setdefault("_granted_by_user", {})
        if user.pk not in known:
            known[user.pk] = self.collections.all().access_of(user)
        return known[user.pk]

    def access_of(self, user):
        """Return what the grants on the item's collections give `user` together, or None."""
        return levels.most_permissive(self.granted_to(user).values())

    def permissions_of(self, user):
        if self.organization_id is None:
            return levels.OWN_ITEM if self.user_id == user.pk else frozenset()
        inherited = levels.inherited(levels.ITEM_FROM_ORGANIZATION, permissions_on(self.organization, user))
        # A grant gives nothing more to who holds all there is.
        if inherited == levels.OWN_ITEM:
            return inherited
        return inherited | levels.item_permissions(
            self.access_of(user), limit_deletion=self.organization.limit_item_deletion
        )


class CipherCollection(models.Model):
    cipher = models.ForeignKey(Cipher, models.CASCADE, related_name="links", db_index=False)
    collection = models.ForeignKey(Collection, models.CASCADE, related_name="links", db_index=False)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["collection", "cipher"], name="vault_ciphercollection_once"),
        ]
        indexes = [
            models.Index(fields=["cipher"], include=["collection"], name="vault_ciphercollection_cipher"),
        ]

    def __str__(self):
        return f"{self.cipher_id} in {self.collection_id}"


class CipherUserState(models.Model):
    """What one person made of an item they see: its folder, favorite and archive."""

    user = models.ForeignKey(User, models.CASCADE, related_name="cipher_states", db_index=False)
    cipher = models.ForeignKey(Cipher, models.CASCADE, related_name="states")
    folder = models.ForeignKey(Folder, models.SET_NULL, null=True, related_name="states", db_index=False)
    favorite = models.BooleanField(default=False)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "cipher"], name="vault_state_once")]
        indexes = [
            models.Index(fields=["folder"], condition=Q(folder__isnull=False), name="vault_state_folder"),
        ]

    def __str__(self):
        return f"{self.cipher_id} for {self.user_id}"


class Attachment(Model):
    """An encrypted file of an item. The storage holds the protocol's binary form of type 2."""

    cipher = models.ForeignKey(Cipher, models.CASCADE, related_name="attachments")
    file_name = EncStringField()
    wrapped_key = EncStringField(null=True)
    size = models.PositiveBigIntegerField(help_text="Bytes of the encrypted file")
    file = models.FileField(upload_to="attachments/", max_length=200)
    uploaded = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__lte=525_000_000), name="vault_attachment_size")]

    def __str__(self):
        return str(self.pk)


class Send(Model):
    """A text or file that its owner hands to people without an account, for a limited time."""

    class Type(models.IntegerChoices):
        TEXT = 0
        FILE = 1

    user = models.ForeignKey(User, models.CASCADE, related_name="sends")
    type = models.PositiveSmallIntegerField(choices=Type.choices)
    name = EncStringField()
    notes = EncStringField(null=True)
    wrapped_key = EncStringField()
    data = models.JSONField()
    password_hash = models.CharField(max_length=200, null=True)
    emails = models.TextField(null=True)
    file = models.FileField(upload_to="sends/", max_length=200, null=True)
    size = models.PositiveBigIntegerField(default=0, help_text="Bytes of the encrypted file")
    uploaded = models.BooleanField(default=True, help_text="Whether all of the file is there")
    max_access_count = models.PositiveIntegerField(null=True)
    access_count = models.PositiveIntegerField(default=0)
    disabled = models.BooleanField(default=False)
    hide_email = models.BooleanField(default=False)
    expires_at = models.DateTimeField(null=True)
    deletes_at = models.DateTimeField(db_index=True)
    revision_date = models.DateTimeField(default=timezone.now)

    objects = SendQuerySet.as_manager()

    def __str__(self):
        return str(self.pk)


class EmergencyAccess(Model):
    """A person trusted with somebody's vault after a waiting time."""

    class Type(models.IntegerChoices):
        VIEW = 0, _("View")
        TAKEOVER = 1, _("Takeover")

    class Status(models.IntegerChoices):
        INVITED = 0, _("Invited")
        ACCEPTED = 1, _("Needs confirmation")
        CONFIRMED = 2, _("Confirmed")
        RECOVERY_INITIATED = 3, _("Access requested")
        RECOVERY_APPROVED = 4, _("Access granted")

    grantor = models.ForeignKey(User, models.CASCADE, related_name="emergency_contacts")
    grantee = models.ForeignKey(User, models.CASCADE, related_name="emergency_grants")
    type = models.PositiveSmallIntegerField(choices=Type.choices)
    status = models.PositiveSmallIntegerField(choices=Status.choices, default=Status.INVITED)
    wait_days = models.PositiveSmallIntegerField()
    wrapped_key = EncStringField(null=True, shape=SEALED)
    initiated_at = models.DateTimeField(null=True)
    notified_at = models.DateTimeField(null=True)

    objects = EmergencyAccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["grantor", "grantee"], name="vault_emergency_once"),
            models.CheckConstraint(condition=~Q(grantor=F("grantee")), name="vault_emergency_not_self"),
            models.CheckConstraint(condition=Q(wait_days__range=(1, 90)), name="vault_emergency_wait"),
        ]

    def __str__(self):
        return f"{self.grantee_id} for {self.grantor_id}"

    @property
    def ends_at(self):
        """When a request is granted by itself, or None."""
        if self.status != self.Status.RECOVERY_INITIATED:
            return None
        return self.initiated_at + timedelta(days=self.wait_days)


class ImportChunk(models.Model):
    """A part of an import that has arrived and waits, as ciphertext, for the rest.

    Nothing of an import is in the vault before all of it is; what is never finished is forgotten after a day.
    """

    import_id = models.UUIDField()
    tenant_id = models.UUIDField()
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    sequence = models.PositiveIntegerField()
    rows = models.TextField()
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "user", "import_id", "sequence"], name="vault_importchunk_once"
            ),
        ]

    def __str__(self):
        return f"{self.import_id}: {self.sequence}"


class FinishedImport(models.Model):
    """What an import wrote: who asks a second time, because the answer got lost, is told and writes nothing."""

    import_id = models.UUIDField()
    tenant_id = models.UUIDField()
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    items = models.PositiveIntegerField()
    places = models.PositiveIntegerField()
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "user", "import_id"], name="vault_finishedimport_once"),
        ]

    def __str__(self):
        return f"{self.import_id}: {self.items}"


class Blueprint(Model):
    """The structure of a client, kept to make the next one like it: no people, no items.

    Its name and the names of its collections are encrypted under a key of its own, which the provider's key opens.
    """

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="blueprints")
    provider_key = models.ForeignKey(ProviderKey, models.CASCADE, related_name="+")
    wrapped_key = EncStringField()
    name = EncStringField()
    structure = models.JSONField(help_text="What `vault.blueprints` reads from a client")

    def __str__(self):
        return str(self.pk)
