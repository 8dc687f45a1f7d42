from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_culture_chosen"),
    ]

    operations = [
        migrations.AlterField(
            model_name="mailtoken",
            name="purpose",
            field=models.CharField(choices=[("verify_email", "Verify Email"), ("organization_invitation", "Organization Invitation"), ("provider_invitation", "Provider Invitation"), ("provider_setup", "Provider Setup"), ("emergency_invitation", "Emergency Invitation"), ("provider_deletion", "Provider Deletion")], max_length=40),
        ),
    ]
