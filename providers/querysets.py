from django.db.models import Q, QuerySet

from providers.roles import ProviderRole


class ProviderQuerySet(QuerySet):
    def visible_to(self, user):
        """Return the providers whose confirmed member `user` is."""
        return self.filter(pk__in=user.provider_memberships.confirmed().values("provider"))

    def matching(self, text):
        """Return those whose name, or the address of one of whose members, contains `text`."""
        if not text:
            return self
        members = self.model.members.rel.related_model.objects.filter(user__email__icontains=text)
        return self.filter(Q(name__icontains=text) | Q(pk__in=members.values("provider")))


class ProviderMemberQuerySet(QuerySet):
    def confirmed(self):
        return self.filter(status=self.model.Status.CONFIRMED)

    def provider_admins(self):
        return self.confirmed().filter(role=ProviderRole.PROVIDER_ADMIN)


class ProviderApplicationQuerySet(QuerySet):
    def in_status(self, status):
        """Return those of one status, or all where none is named."""
        return self.filter(status=status) if status else self

    def newest_first(self, before=None):
        """Return them by the time of their coming, which their ids carry; `before` is the last one seen."""
        return (self.filter(pk__lt=before) if before else self).order_by("-pk")
