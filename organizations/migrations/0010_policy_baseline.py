import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import provider_portal.models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0009_count_members"),
        ("providers", "0002_former_contract"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="organization",
            name="follows_baseline",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="BaselineException",
            fields=[
                ("id", models.UUIDField(default=provider_portal.models.time_ordered_id, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("kind", models.PositiveSmallIntegerField(choices=[(0, "Require two-step login"), (1, "Master password requirements"), (2, "Password generator"), (3, "Single organization"), (4, "Require single sign-on"), (5, "Organization data ownership"), (6, "Remove Send"), (7, "Send options"), (8, "Account recovery administration"), (9, "Session timeout"), (10, "Remove individual vault export"), (11, "Activate auto-fill"), (12, "Log in automatically with single sign-on"), (13, "Remove free Families sponsorship"), (14, "Remove unlock with PIN"), (15, "Restricted item types"), (16, "URI match default"), (17, "Autotype default"), (18, "Automatic user confirmation"), (19, "Block account creation for claimed domains"), (20, "Vault banner"), (21, "Send controls"), (22, "Fill assist")])),
                ("reason", models.CharField(max_length=500)),
                ("made_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("organization", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="baseline_exceptions", to="organizations.organization")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("organization", "kind"), name="organizations_exception_once")],
            },
        ),
        migrations.CreateModel(
            name="BaselinePolicy",
            fields=[
                ("id", models.UUIDField(default=provider_portal.models.time_ordered_id, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("kind", models.PositiveSmallIntegerField(choices=[(0, "Require two-step login"), (1, "Master password requirements"), (2, "Password generator"), (3, "Single organization"), (4, "Require single sign-on"), (5, "Organization data ownership"), (6, "Remove Send"), (7, "Send options"), (8, "Account recovery administration"), (9, "Session timeout"), (10, "Remove individual vault export"), (11, "Activate auto-fill"), (12, "Log in automatically with single sign-on"), (13, "Remove free Families sponsorship"), (14, "Remove unlock with PIN"), (15, "Restricted item types"), (16, "URI match default"), (17, "Autotype default"), (18, "Automatic user confirmation"), (19, "Block account creation for claimed domains"), (20, "Vault banner"), (21, "Send controls"), (22, "Fill assist")])),
                ("data", models.JSONField(default=dict)),
                ("provider", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="baseline_policies", to="providers.provider")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("provider", "kind"), name="organizations_baseline_once")],
            },
        ),
    ]
