from django.db import migrations

APPEND_ONLY = """
CREATE TRIGGER organizations_seatchange_append_only BEFORE UPDATE OR DELETE ON organizations_seatchange
    FOR EACH ROW EXECUTE FUNCTION portal_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("organizations", "0001_initial"), ("events", "0001_initial")]

    operations = [
        migrations.RunSQL(
            APPEND_ONLY, "DROP TRIGGER organizations_seatchange_append_only ON organizations_seatchange"
        ),
    ]
