from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0004_import_chunk")]

    operations = [
        migrations.AddField(
            "send", "size", models.PositiveBigIntegerField(default=0, help_text="Bytes of the encrypted file")
        ),
        migrations.AddField(
            "send",
            "uploaded",
            models.BooleanField(default=True, help_text="Whether all of the file is there"),
        ),
    ]
