import django.db.models.deletion
import django.utils.timezone
import provider_portal.encstring
import provider_portal.models
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("providers", "0002_former_contract"),
        ("vault", "0005_send_upload"),
    ]

    operations = [
        migrations.CreateModel(
            name="Blueprint",
            fields=[
                ("id", models.UUIDField(default=provider_portal.models.time_ordered_id, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("wrapped_key", provider_portal.encstring.EncStringField(shape="2\\.[A-Za-z0-9+/]{22}==\\|[A-Za-z0-9+/]{22,}={0,2}\\|[A-Za-z0-9+/]{43}=")),
                ("name", provider_portal.encstring.EncStringField(shape="2\\.[A-Za-z0-9+/]{22}==\\|[A-Za-z0-9+/]{22,}={0,2}\\|[A-Za-z0-9+/]{43}=")),
                ("structure", models.JSONField(help_text="What `vault.blueprints` reads from a client")),
                ("provider", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="blueprints", to="providers.provider")),
                ("provider_key", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="providers.providerkey")),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
