from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0005_seat_requests"),
    ]

    operations = [
        migrations.AddField(
            model_name="organization",
            name="checklist_hidden",
            field=models.BooleanField(default=False),
        ),
    ]
