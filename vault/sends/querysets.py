from django.db.models import F, Q, QuerySet
from django.utils import timezone


class SendQuerySet(QuerySet):
    def visible_to(self, user):
        """Return the person's own Sends; whoever else opens one does so by its link."""
        return self.filter(user=user)

    def available(self):
        """Return those that a link opens now."""
        now = timezone.now()
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=now),
            Q(max_access_count=None) | Q(access_count__lt=F("max_access_count")),
            deletes_at__gt=now,
            disabled=False,
            uploaded=True,
            user__is_active=True,
        )

    def due(self):
        """Return those whose time is over."""
        return self.filter(deletes_at__lte=timezone.now())
