"""What a provider keeps about its clients for itself: no member of a client ever sees any of it.

It leaves with the client: while a row of it is there, the database refuses to change the client's provider.
"""

from django.db import models
from django.db.models.functions import Upper

from accounts.models import User
from provider_portal.models import Model
from providers.models import Provider

ORGANIZATION = "organizations.Organization"


class ClientTag(Model):
    """A word by which a provider sorts its clients."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="client_tags", db_index=False)
    name = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint("provider", Upper("name"), name="organizations_tag_once"),
            models.UniqueConstraint(fields=["provider", "id"], name="organizations_tag_tenant"),
        ]

    def __str__(self):
        return self.name


class ClientTagging(models.Model):
    """A tag on a client; both are of the `provider`."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="+", db_index=False)
    tag = models.ForeignKey(ClientTag, models.CASCADE, related_name="taggings", db_index=False)
    client = models.ForeignKey(ORGANIZATION, models.CASCADE, related_name="taggings", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "client"], name="organizations_tagging_once")]
        indexes = [models.Index(fields=["client"], include=["tag"], name="organizations_tagging_client")]

    def __str__(self):
        return f"{self.tag_id} on {self.client_id}"


class ClientNote(Model):
    """What a provider's staff should know about a client."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="+", db_index=False)
    client = models.OneToOneField(ORGANIZATION, models.CASCADE, related_name="note")
    text = models.TextField(max_length=10_000)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    def __str__(self):
        return f"On {self.client_id}"


class ClientContact(Model):
    """Somebody at a client whom a provider's staff may call or write to."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="+", db_index=False)
    client = models.ForeignKey(ORGANIZATION, models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=100)
    position = models.CharField(max_length=100, blank=True)
    email = models.EmailField(max_length=256, blank=True)
    phone = models.CharField(max_length=50, blank=True)

    def __str__(self):
        return self.name
