"""An organization's log with what only the vault knows: whether an item or a collection is the organization's."""

from django.urls import reverse

from organizations.event_log.places import OrganizationLog
from vault.models import Cipher


class OrganizationEventLog(OrganizationLog):
    subjects = ("member", "group", "collection", "item")

    @property
    def path(self):
        return reverse("vault:organization_event_log", kwargs={"organization_id": self.organization.pk})

    @property
    def export_path(self):
        return reverse("vault:export_organization_events", kwargs={"organization_id": self.organization.pk})

    def owned(self, kind):
        if kind == "item":
            return Cipher.objects.filter(tenant_id=self.organization.pk)
        return self.organization.collections if kind == "collection" else super().owned(kind)
