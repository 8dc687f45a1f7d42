import django.utils.timezone
import provider_portal.models
from django.db import migrations, models


TABLE = """
CREATE TABLE events_event (
    id uuid NOT NULL,
    date timestamptz NOT NULL,
    type smallint NOT NULL,
    organization_id uuid,
    provider_id uuid,
    acting_user_id uuid,
    user_id uuid,
    member_id uuid,
    provider_member_id uuid,
    client_id uuid,
    collection_id uuid,
    cipher_id uuid,
    group_id uuid,
    policy_id uuid,
    send_id uuid,
    domain_name varchar(255),
    "system_user" smallint,
    device_type smallint,
    ip_address inet,
    PRIMARY KEY (date, id)
) PARTITION BY RANGE (date);

CREATE TABLE events_event_default PARTITION OF events_event DEFAULT;

CREATE INDEX events_event_organization ON events_event (organization_id, date DESC, id DESC);
CREATE INDEX events_event_provider ON events_event (provider_id, date DESC, id DESC) WHERE provider_id IS NOT NULL;
CREATE INDEX events_event_actor ON events_event (organization_id, acting_user_id, date DESC, id DESC)
    WHERE acting_user_id IS NOT NULL;
CREATE INDEX events_event_cipher ON events_event (cipher_id, date DESC, id DESC) WHERE cipher_id IS NOT NULL;
"""

APPEND_ONLY = """
CREATE FUNCTION portal_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP;
END $$;

CREATE TRIGGER events_event_append_only BEFORE UPDATE OR DELETE ON events_event
    FOR EACH ROW EXECUTE FUNCTION portal_refuse_change();
"""

# A few months back, so that a demonstration or an import of the recent past is partitioned too.
PARTITIONS = """
CREATE FUNCTION events_make_partition(year int, month int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name text := format('events_event_%s_%s', year, lpad(month::text, 2, '0'));
    first timestamptz := make_timestamptz(year, month, 1, 0, 0, 0, 'UTC');
    next timestamptz := first + interval '1 month';
BEGIN
    IF to_regclass(name) IS NOT NULL
       OR EXISTS (SELECT 1 FROM events_event_default WHERE date >= first AND date < next) THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE %I PARTITION OF events_event FOR VALUES FROM (%L) TO (%L)', name, first, next);
END $$;

SELECT events_make_partition(
    extract(year FROM month)::int, extract(month FROM month)::int
) FROM generate_series(
    date_trunc('month', now() AT TIME ZONE 'UTC') - interval '3 months',
    date_trunc('month', now() AT TIME ZONE 'UTC') + interval '3 months',
    interval '1 month'
) AS month;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        # Partitioned, which Django cannot say.
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(TABLE, "DROP TABLE events_event")],
            state_operations=[
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('pk', models.CompositePrimaryKey('date', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                        ('id', models.UUIDField(default=provider_portal.models.time_ordered_id, editable=False)),
                        ('date', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('type', models.PositiveSmallIntegerField(choices=[(1000, 'Logged in'), (1001, 'Changed the master password'), (1002, 'Turned on or changed two-step login'), (1003, 'Turned off two-step login'), (1004, 'Used the recovery code'), (1005, 'Login failed: wrong master password'), (1006, 'Login failed: wrong two-step code'), (1007, 'Exported their own vault'), (1008, 'Replaced a temporary master password'), (1010, 'Asked an admin to approve a device'), (1100, 'Created item %(cipher)s'), (1101, 'Edited item %(cipher)s'), (1102, 'Deleted item %(cipher)s for good'), (1103, 'Added an attachment to item %(cipher)s'), (1104, 'Deleted an attachment of item %(cipher)s'), (1105, 'Moved item %(cipher)s to the organization'), (1106, 'Changed the collections of item %(cipher)s'), (1107, 'Viewed item %(cipher)s'), (1108, 'Revealed the password of item %(cipher)s'), (1109, 'Revealed a hidden field of item %(cipher)s'), (1110, 'Revealed the security code of item %(cipher)s'), (1111, 'Copied the password of item %(cipher)s'), (1112, 'Copied a hidden field of item %(cipher)s'), (1113, 'Copied the security code of item %(cipher)s'), (1114, 'Auto-filled item %(cipher)s'), (1115, 'Moved item %(cipher)s to the trash'), (1116, 'Restored item %(cipher)s'), (1117, 'Revealed the card number of item %(cipher)s'), (1118, 'Revealed the authenticator key of item %(cipher)s'), (1300, 'Created collection %(collection)s'), (1301, 'Edited collection %(collection)s'), (1302, 'Deleted collection %(collection)s'), (1400, 'Created group %(group)s'), (1401, 'Edited group %(group)s'), (1402, 'Deleted group %(group)s'), (1500, 'Invited member %(member)s'), (1501, 'Confirmed member %(member)s'), (1502, 'Edited member %(member)s'), (1503, 'Removed member %(member)s'), (1504, 'Changed the groups of member %(member)s'), (1506, 'Enrolled in account recovery'), (1507, 'Withdrew from account recovery'), (1508, 'Recovered the account of member %(member)s'), (1511, 'Revoked member %(member)s'), (1512, 'Restored member %(member)s'), (1513, 'Approved a device of member %(member)s'), (1514, 'Denied a device of member %(member)s'), (1515, 'Deleted the account of member %(member)s'), (1516, 'Left the organization'), (1517, 'Confirmed member %(member)s automatically'), (1519, 'Turned off two-step login of member %(member)s'), (1520, 'Revoked member %(member)s: no two-step login'), (1521, 'Revoked member %(member)s: in another organization'), (1600, "Edited the organization's settings"), (1601, "Purged the organization's vault"), (1602, "Exported the organization's vault"), (1603, 'Opened the organization as its provider'), (1610, 'Limited creating collections to owners and admins'), (1611, 'Allowed every member to create collections'), (1612, 'Limited deleting collections to owners and admins'), (1613, 'Allowed deleting collections to those who manage them'), (1614, 'Limited deleting items to those who manage a collection'), (1615, 'Allowed deleting items to those who may edit them'), (1616, 'Gave owners and admins access to all collections and items'), (1617, 'Took from owners and admins the access to all items'), (1700, 'Changed policy %(policy)s'), (1800, 'Invited provider member %(provider_member)s'), (1801, 'Confirmed provider member %(provider_member)s'), (1802, 'Edited provider member %(provider_member)s'), (1803, 'Removed provider member %(provider_member)s'), (1900, 'Created client %(client)s'), (1901, 'Added client %(client)s'), (1902, 'Unlinked client %(client)s'), (1903, 'Opened client %(client)s'), (2000, 'Added domain %(domain)s'), (2001, 'Removed domain %(domain)s'), (2002, 'Verified domain %(domain)s'), (2003, 'Could not verify domain %(domain)s'), (5000, 'Applied to become a provider'), (5001, 'Approved a provider application'), (5002, 'Declined a provider application'), (5003, 'Set the provider up'), (5004, "Edited the provider's settings"), (5010, 'Renamed client %(client)s'), (5011, 'Changed the seats of client %(client)s'), (5020, 'Imported items')])),
                        ('organization_id', models.UUIDField(null=True)),
                        ('provider_id', models.UUIDField(null=True)),
                        ('acting_user_id', models.UUIDField(null=True)),
                        ('user_id', models.UUIDField(null=True)),
                        ('member_id', models.UUIDField(null=True)),
                        ('provider_member_id', models.UUIDField(null=True)),
                        ('client_id', models.UUIDField(null=True)),
                        ('collection_id', models.UUIDField(null=True)),
                        ('cipher_id', models.UUIDField(null=True)),
                        ('group_id', models.UUIDField(null=True)),
                        ('policy_id', models.UUIDField(null=True)),
                        ('send_id', models.UUIDField(null=True)),
                        ('domain_name', models.CharField(max_length=255, null=True)),
                        ('system_user', models.PositiveSmallIntegerField(choices=[(1, 'SCIM'), (2, 'Domain verification'), (3, 'Public API'), (4, 'Two-step login turned off'), (5, 'Platform operator')], null=True)),
                        ('device_type', models.PositiveSmallIntegerField(null=True)),
                        ('ip_address', models.GenericIPAddressField(null=True)),
                    ],
                    options={
                        'db_table': 'events_event',
                    },
                ),
            ],
        ),
        migrations.RunSQL(APPEND_ONLY, "DROP FUNCTION portal_refuse_change() CASCADE"),
        migrations.RunSQL(PARTITIONS, "DROP FUNCTION events_make_partition(int, int)"),
    ]
