from django.db.models import Q, QuerySet


class EventQuerySet(QuerySet):
    def of_organization(self, organization_id):
        return self.filter(organization_id=organization_id)

    def of_provider(self, provider_id):
        """Return the provider's own events; what its staff did inside a client is in the client's log."""
        return self.filter(provider_id=provider_id, organization_id=None)

    def between(self, start, end):
        """Return the events from `start` to before `end`; the bounds let Postgres skip partitions."""
        return self.filter(date__gte=start, date__lt=end)

    def newest_first(self):
        return self.order_by("-date", "-id")

    def after(self, date, event_id):
        """Return what follows the row (`date`, `event_id`) in a newest-first list."""
        # The bound is what the index descends to; it cannot by the alternatives.
        return self.filter(Q(date__lt=date) | Q(date=date, id__lt=event_id), date__lte=date)
