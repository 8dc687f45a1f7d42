from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("organizations", "0011_claimed_domains")]

    operations = [
        migrations.AddField("organization", "suspended_by_provider", models.BooleanField(default=False)),
        migrations.AddConstraint(
            "organization",
            models.CheckConstraint(
                condition=Q(suspended_by_provider=False) | Q(enabled=False, provider__isnull=False),
                name="organizations_suspended_by_provider",
            ),
        ),
    ]
