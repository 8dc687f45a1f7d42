from django.db import migrations

MEMBERS = "SELECT organization_id, status, role, {sign} AS sign FROM"
# The counts of an organization's row follow its members, however many a statement changes and whoever writes it.
# Differences are added, so that two transactions that change the same organization both count.
CHANGES = {
    "INSERT": ("NEW TABLE AS gained", f"{MEMBERS.format(sign=1)} gained"),
    "DELETE": ("OLD TABLE AS lost", f"{MEMBERS.format(sign=-1)} lost"),
    "UPDATE": (
        "OLD TABLE AS lost NEW TABLE AS gained",
        f"{MEMBERS.format(sign=-1)} lost UNION ALL {MEMBERS.format(sign=1)} gained",
    ),
}
DIFFERENCES = """
    SELECT organization_id,
        coalesce(sum(sign) FILTER (WHERE status IN (0, 1, 2)), 0) AS used,
        coalesce(sum(sign) FILTER (WHERE status = 2), 0) AS confirmed_members,
        coalesce(sum(sign) FILTER (WHERE status = 2 AND role = 0), 0) AS confirmed_owners,
        coalesce(sum(sign) FILTER (WHERE status = 1), 0) AS waiting_members
    FROM ({rows}) AS changes GROUP BY organization_id
"""
COUNT = """
CREATE FUNCTION organizations_count_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE organizations_organization o SET
        used = o.used + d.used,
        confirmed_members = o.confirmed_members + d.confirmed_members,
        confirmed_owners = o.confirmed_owners + d.confirmed_owners,
        waiting_members = o.waiting_members + d.waiting_members
    FROM ({differences}) d
    WHERE o.id = d.organization_id AND (d.used, d.confirmed_members, d.confirmed_owners, d.waiting_members) <> (0, 0, 0, 0);
    RETURN NULL;
END $$;
CREATE TRIGGER organizations_count_{name} AFTER {event} ON organizations_organizationmember
    REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION organizations_count_{name}();
"""
# Who saves a whole row saves the counts as they were when it was read.
KEEP = """
CREATE FUNCTION organizations_keep_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.used := OLD.used;
    NEW.confirmed_members := OLD.confirmed_members;
    NEW.confirmed_owners := OLD.confirmed_owners;
    NEW.waiting_members := OLD.waiting_members;
    RETURN NEW;
END $$;
CREATE TRIGGER organizations_keep_counts BEFORE UPDATE ON organizations_organization FOR EACH ROW
    WHEN (
        pg_trigger_depth() = 0
        AND (OLD.used, OLD.confirmed_members, OLD.confirmed_owners, OLD.waiting_members)
            <> (NEW.used, NEW.confirmed_members, NEW.confirmed_owners, NEW.waiting_members)
    )
    EXECUTE FUNCTION organizations_keep_counts();
"""
FILL = f"""
UPDATE organizations_organization o SET
    used = d.used, confirmed_members = d.confirmed_members,
    confirmed_owners = d.confirmed_owners, waiting_members = d.waiting_members
FROM ({DIFFERENCES.format(rows=f"{MEMBERS.format(sign=1)} organizations_organizationmember")}) d
WHERE o.id = d.organization_id
"""


def count(event):
    tables, rows = CHANGES[event]
    name = event.lower()
    sql = COUNT.format(name=name, event=event, tables=tables, differences=DIFFERENCES.format(rows=rows))
    return migrations.RunSQL(sql, f"DROP FUNCTION organizations_count_{name}() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("organizations", "0008_client_counts")]

    operations = [
        # Nobody changes members between the count and the first difference.
        migrations.RunSQL("LOCK TABLE organizations_organizationmember IN SHARE ROW EXCLUSIVE MODE", migrations.RunSQL.noop),
        *map(count, CHANGES),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(KEEP, "DROP FUNCTION organizations_keep_counts() CASCADE"),
    ]
