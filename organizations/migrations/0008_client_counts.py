from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Upper

COUNTS = ("used", "confirmed_members", "confirmed_owners", "waiting_members")
CONDITIONS = {
    "nearly_full": Q(used__gte=F("seats") - F("seats") / 10),
    "without_owner": Q(confirmed_owners=0),
    "waiting": Q(waiting_members__gt=0),
    "suspended": Q(enabled=False),
}


def index(name, *terms, **options):
    return migrations.AddIndex(
        "organization", models.Index("provider", *terms, Upper("name"), "id", name=f"organizations_{name}", **options)
    )


class Migration(migrations.Migration):
    dependencies = [("organizations", "0007_directory")]

    operations = [
        *(
            migrations.AddField("organization", name, models.PositiveIntegerField(default=0, editable=False))
            for name in COUNTS
        ),
        index("by_plan", "plan"),
        index("by_seats", "seats"),
        index("by_used_seats", "used"),
        index("by_free_seats", F("seats") - F("used")),
        *(index(name, condition=condition) for name, condition in CONDITIONS.items()),
    ]
