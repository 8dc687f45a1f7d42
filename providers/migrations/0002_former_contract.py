import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import provider_portal.models


class Migration(migrations.Migration):
    dependencies = [("providers", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="FormerContract",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=provider_portal.models.time_ordered_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("until", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("teams_seat_minimum", models.PositiveIntegerField()),
                ("enterprise_seat_minimum", models.PositiveIntegerField()),
                ("discount_percent", models.DecimalField(decimal_places=2, max_digits=5)),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_contracts",
                        to="providers.provider",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
    ]
