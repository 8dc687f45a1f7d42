from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_idle_action")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="stays_unlocked",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
