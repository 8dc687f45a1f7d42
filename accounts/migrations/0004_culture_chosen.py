from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0003_session_of_device"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="culture_chosen",
            field=models.BooleanField(default=False),
        ),
    ]
