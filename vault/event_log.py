"""An organization's log with what only the vault knows: items and collections, whose names are encrypted."""

from functools import cached_property

from django.db.models.expressions import RawSQL
from django.urls import reverse

from organizations.event_log.names import Ciphertext
from organizations.event_log.page import ROWS
from organizations.event_log.places import OrganizationLog
from organizations.keyring import holds_key, keyring_for
from vault.models import Cipher

# An item is kept as members without their braces.
MEMBER = "('{' || vault_cipher.body || '}')::json ->> %s"


class OrganizationEventLog(OrganizationLog):
    subjects = ("member", "group", "collection", "item")

    @property
    def path(self):
        return reverse("vault:organization_event_log", kwargs={"organization_id": self.organization.pk})

    @property
    def export_path(self):
        return reverse("vault:export_organization_events", kwargs={"organization_id": self.organization.pk})

    @property
    def keyring(self):
        return keyring_for(self.user, [self.organization])

    def owned(self, kind):
        if kind == "item":
            return Cipher.objects.filter(tenant_id=self.organization.pk)
        return self.organization.collections if kind == "collection" else super().owned(kind)

    @cached_property
    def ciphertexts(self):
        if not holds_key(self.user, self.organization):
            return {}
        events = self.found[:ROWS]
        wanted = {event.cipher_id for event in events} | {event.collection_id for event in events}
        wanted |= {self.subject[1]} if self.subject else set()
        items = self.owned("item").filter(pk__in=wanted - {None}).visible_to(self.user)
        rows = items.values_list("pk", RawSQL(MEMBER, ["name"]), RawSQL(MEMBER, ["key"]))
        collections = self.owned("collection").filter(pk__in=wanted - {None}).visible_to(self.user)
        return {
            pk: Ciphertext(self.organization.pk, name, key)
            for pk, name, key in [*rows, *((pk, name, None) for pk, name in collections.values_list("pk", "name"))]
        }
