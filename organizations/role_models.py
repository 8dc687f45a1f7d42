"""What an organization calls the custom roles that it gives again and again."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Upper

from provider_portal.models import Model


class CustomRole(Model):
    """A named choice of custom flags. It fills in a form: who was given it keeps theirs when it changes."""

    organization = models.ForeignKey(
        "organizations.Organization", models.CASCADE, related_name="custom_roles", db_index=False
    )
    name = models.CharField(max_length=40)
    flags = ArrayField(models.CharField(max_length=40))

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", Upper("name"), name="organizations_custom_role_once")
        ]

    def __str__(self):
        return self.name
