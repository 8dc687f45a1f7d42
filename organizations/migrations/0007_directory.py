from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0006_checklist_hidden"),
    ]

    operations = [
        migrations.AddField("organization", "scim_key_digest", models.CharField(max_length=64, null=True)),
        migrations.AddField("organizationmember", "directory", models.JSONField(null=True)),
    ]
