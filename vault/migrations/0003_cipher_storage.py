from django.db import migrations


class Migration(migrations.Migration):
    """Keep a cipher's body uncompressed in its row: ciphertext does not compress, and trying costs half the write."""

    dependencies = [("vault", "0002_tenant_integrity")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE vault_cipher ALTER body SET STORAGE EXTERNAL", "ALTER TABLE vault_cipher ALTER body SET STORAGE EXTENDED"
        ),
        migrations.RunSQL(
            "ALTER TABLE vault_cipher SET (toast_tuple_target = 8160)", "ALTER TABLE vault_cipher RESET (toast_tuple_target)"
        ),
    ]
