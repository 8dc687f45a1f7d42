from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_emergency_invitation"),
    ]

    operations = [
        migrations.AddField(
            model_name="device",
            name="session_key",
            field=models.CharField(max_length=40, null=True),
        ),
    ]
