from django.db import migrations

# What happens to an account, 1000 to 1011, is told to each organization and each provider the person belongs to
# at that moment. `accounts`, which records it, knows neither: the database copies, in the same transaction.
# The condition keeps every other event free of cost, and copies from being copied.
COPY = """
CREATE FUNCTION organizations_copy_event_of_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO events_event (
        id, date, type, organization_id, provider_id, acting_user_id, user_id, member_id, provider_member_id,
        "system_user", device_type, ip_address
    )
    SELECT gen_random_uuid(), NEW.date, NEW.type, organization_id, NULL, NEW.acting_user_id, NEW.user_id, id, NULL,
        NEW."system_user", NEW.device_type, NEW.ip_address
    FROM organizations_organizationmember
    -- Confirmed members; who asks for a device's approval may also be one who waits to be confirmed.
    WHERE user_id = NEW.user_id AND (status = 2 OR NEW.type = 1010 AND status = 1)
    UNION ALL
    SELECT gen_random_uuid(), NEW.date, NEW.type, NULL, provider_id, NEW.acting_user_id, NEW.user_id, NULL, id,
        NEW."system_user", NEW.device_type, NEW.ip_address
    FROM providers_providermember
    WHERE user_id = NEW.user_id AND status = 2;
    RETURN NULL;
END $$;

CREATE TRIGGER organizations_copy_event_of_person AFTER INSERT ON events_event FOR EACH ROW
    WHEN (
        NEW.type BETWEEN 1000 AND 1011 AND NEW.user_id IS NOT NULL
        AND NEW.organization_id IS NULL AND NEW.provider_id IS NULL
    )
    EXECUTE FUNCTION organizations_copy_event_of_person();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0002_append_only_seat_ledger"),
        ("providers", "0001_initial"),
        ("events", "0004_indexes_of_each_log"),
    ]

    operations = [migrations.RunSQL(COPY, "DROP FUNCTION organizations_copy_event_of_person() CASCADE")]
