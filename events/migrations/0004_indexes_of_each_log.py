from django.db import migrations

# A provider's staff act in its clients far more often than the provider's own log has rows, so that log has
# an index of its own. A person acts in many clients: the index by person is read across all of them.
# A search for a kind of event would read all others on its way; those that are frequent need no index, being found
# at once: logged in, viewed, revealed, copied, auto-filled.
INDEXES = """
DROP INDEX events_event_provider;
DROP INDEX events_event_actor;
CREATE INDEX events_event_provider ON events_event (provider_id, date DESC, id DESC)
    WHERE provider_id IS NOT NULL AND organization_id IS NULL;
CREATE INDEX events_event_actor ON events_event (acting_user_id, date DESC, id DESC)
    WHERE acting_user_id IS NOT NULL;
CREATE INDEX events_event_member ON events_event (member_id, date DESC, id DESC) WHERE member_id IS NOT NULL;
CREATE INDEX events_event_collection ON events_event (collection_id, date DESC, id DESC)
    WHERE collection_id IS NOT NULL;
CREATE INDEX events_event_group ON events_event (group_id, date DESC, id DESC) WHERE group_id IS NOT NULL;
CREATE INDEX events_event_provider_member ON events_event (provider_member_id, date DESC, id DESC)
    WHERE provider_member_id IS NOT NULL;
CREATE INDEX events_event_type ON events_event (type, date DESC, id DESC)
    WHERE type NOT IN (1000, 1107, 1108, 1111, 1114);
"""

BEFORE = """
DROP INDEX events_event_type, events_event_provider_member, events_event_group, events_event_collection, events_event_member,
    events_event_actor, events_event_provider;
CREATE INDEX events_event_provider ON events_event (provider_id, date DESC, id DESC) WHERE provider_id IS NOT NULL;
CREATE INDEX events_event_actor ON events_event (organization_id, acting_user_id, date DESC, id DESC)
    WHERE acting_user_id IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0003_account_events")]

    operations = [migrations.RunSQL(INDEXES, BEFORE)]
