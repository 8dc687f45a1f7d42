from django.db.models import QuerySet


class ProviderQuerySet(QuerySet):
    def visible_to(self, user):
        """Return the providers whose confirmed member `user` is."""
        return self.filter(pk__in=user.provider_memberships.confirmed().values("provider"))


class ProviderMemberQuerySet(QuerySet):
    def confirmed(self):
        return self.filter(status=self.model.Status.CONFIRMED)
