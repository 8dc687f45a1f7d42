from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("providers", "0002_former_contract"),
    ]

    operations = [
        migrations.AddField(
            model_name="providerapplication",
            name="culture",
            field=models.CharField(default="en", max_length=10),
        ),
    ]
