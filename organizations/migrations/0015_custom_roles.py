import django.db.models.deletion
import django.utils.timezone
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.models.functions import Upper

import provider_portal.models


class Migration(migrations.Migration):
    dependencies = [("organizations", "0014_automatic_confirmation")]

    operations = [
        migrations.CreateModel(
            "CustomRole",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=provider_portal.models.time_ordered_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("name", models.CharField(max_length=40)),
                ("flags", ArrayField(models.CharField(max_length=40))),
                (
                    "organization",
                    models.ForeignKey(
                        "organizations.Organization",
                        django.db.models.deletion.CASCADE,
                        related_name="custom_roles",
                        db_index=False,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint("organization", Upper("name"), name="organizations_custom_role_once")
                ]
            },
        ),
    ]
