from django.db import migrations

# What stands behind a group goes with it, however the group is deleted: by itself or with its organization.
FORGET = """
CREATE FUNCTION organizations_forget_auth_group() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM accounts_user_groups WHERE group_id = OLD.auth_group_id;
    DELETE FROM auth_group_permissions WHERE group_id = OLD.auth_group_id;
    DELETE FROM auth_group WHERE id = OLD.auth_group_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER organizations_group_forget_auth_group AFTER DELETE ON organizations_group
    FOR EACH ROW EXECUTE FUNCTION organizations_forget_auth_group();
"""
REMEMBER = """
DROP TRIGGER organizations_group_forget_auth_group ON organizations_group;
DROP FUNCTION organizations_forget_auth_group();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0003_events_of_people"),
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunSQL(FORGET, REMEMBER)]
