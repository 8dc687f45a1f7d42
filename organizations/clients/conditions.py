"""What may be the matter with a client, as conditions over its own row; each that a list filters by has an index."""

from django.db.models import F, Q

FULL = Q(used__gte=F("seats"))
# At most a tenth of the seats is free, which a full client fulfills as well.
NEARLY_FULL = Q(used__gte=F("seats") - F("seats") / 10)
WITHOUT_OWNER = Q(confirmed_owners=0)
WAITING = Q(waiting_members__gt=0)
SUSPENDED = Q(enabled=False)
CONFIRMS_AUTOMATICALLY = Q(automatic_confirmation__isnull=False)
