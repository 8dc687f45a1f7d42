from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("organizations", "0013_client_tags")]

    operations = [
        migrations.AddField("organization", "automatic_confirmation", models.CharField(max_length=44, null=True)),
        migrations.AddIndex(
            "organization",
            models.Index("id", condition=Q(automatic_confirmation__isnull=False), name="organizations_automatic"),
        ),
    ]
