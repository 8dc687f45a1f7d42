import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import provider_portal.models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0004_forget_auth_groups"),
        ("providers", "0002_former_contract"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SeatRequest",
            fields=[
                ("id", models.UUIDField(default=provider_portal.models.time_ordered_id, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("seats", models.PositiveIntegerField(help_text="How many more")),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("status", models.CharField(choices=[("waiting", "Waiting"), ("approved", "Approved"), ("declined", "Declined")], default="waiting", max_length=10)),
                ("answer", models.CharField(blank=True, max_length=500)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("organization", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="seat_requests", to="organizations.organization")),
                ("provider", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="seat_requests", to="providers.provider")),
                ("requested_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "indexes": [models.Index(fields=["provider", "status", "id"], name="organizations_seat_requests")],
                "constraints": [models.UniqueConstraint(condition=models.Q(("status", "waiting")), fields=("organization",), name="organizations_one_seat_request"), models.CheckConstraint(condition=models.Q(("seats__gte", 1)), name="organizations_seat_request_for_some")],
            },
        ),
    ]
