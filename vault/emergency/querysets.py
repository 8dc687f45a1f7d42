from datetime import timedelta

from django.db.models import DurationField, ExpressionWrapper, F, QuerySet, Value
from django.utils import timezone

DAY = timedelta(days=1)


class EmergencyAccessQuerySet(QuerySet):
    def given_by(self, user):
        """Return the people `user` trusts with their vault."""
        return self.filter(grantor=user)

    def given_to(self, user):
        """Return the people who trust `user` with theirs."""
        return self.filter(grantee=user)

    def waited_for(self, *, less=timedelta(0)):
        """Return the requests whose waiting time is over, or will be in `less`."""
        waiting = ExpressionWrapper(F("wait_days") * Value(DAY), output_field=DurationField())
        return self.filter(status=self.model.Status.RECOVERY_INITIATED).annotate(
            granted_at=F("initiated_at") + waiting
        ).filter(granted_at__lte=timezone.now() + less)
