from django.db.models import F, Q, QuerySet

from accounts.permissions import (
    ALL_COLLECTIONS,
    ITEM_CONTENT,
    MEMBER_WHILE_SUSPENDED,
    PROVIDER_WHILE_SUSPENDED,
    Permission,
)
from organizations.roles import MemberRole, custom_flags_with, provider_roles_with, roles_with


class OrganizationQuerySet(QuerySet):
    def visible_to(self, user):
        """Return the organizations `user` may open, as a member or through the provider."""
        return self.granting(Permission.ORGANIZATION_VIEW, user)

    def granting(self, permission, user):
        """Return the organizations on which `user` holds `permission`: `permissions_of` as a query.

        `COLLECTIONS_CREATE`, which a setting gives to members, is not asked this way.
        """
        members = user.organization_memberships.confirmed()
        if permission not in MEMBER_WHILE_SUSPENDED:
            members = members.with_access()
        by_role = members.filter(role__in=roles_with(permission))
        if permission in ALL_COLLECTIONS:
            by_role = by_role.filter(organization__allow_admin_access_to_all=True)
        flags = custom_flags_with(permission)
        if permission == Permission.ORGANIZATION_VIEW:
            by_flag = members.filter(role=MemberRole.CUSTOM)
        else:
            by_flag = members.filter(role=MemberRole.CUSTOM, custom_flags__overlap=flags)
        # Each way is a query of its own: joined by OR, Postgres would read every organization.
        return self.filter(
            pk__in=by_role.values("organization").union(
                by_flag.values("organization"), self.clients_granting(permission, user).values("pk"), all=True
            )
        )

    def clients_granting(self, permission, user):
        """Return the clients in which `user` holds `permission` by working for their provider."""
        roles = provider_roles_with(permission)
        providers = user.provider_memberships.confirmed().filter(role__in=roles).values("provider")
        clients = self.model.objects.filter(provider__in=providers)
        if permission not in PROVIDER_WHILE_SUSPENDED:
            clients = clients.filter(enabled=True, provider__enabled=True)
        if permission in ITEM_CONTENT:
            clients = clients.filter(provider_item_access=self.model.ProviderItemAccess.FULL)
        return clients

    def named_like(self, text):
        """Return those whose name contains `text`, in any case."""
        return self.filter(name__icontains=text) if text else self

    def with_free_seats(self):
        """Return those with a seat that nobody uses."""
        return self.filter(used__lt=F("seats"))


class MemberQuerySet(QuerySet):
    def confirmed(self):
        return self.filter(status=self.model.Status.CONFIRMED)

    def with_access(self):
        """Return the confirmed ones that open anything: in a suspended organization, its owners'."""
        return self.confirmed().filter(Q(organization__enabled=True) | Q(role=MemberRole.OWNER))

    def occupying_a_seat(self):
        """Return those who take a seat: invited, accepted or confirmed, not revoked or staged."""
        status = self.model.Status
        return self.filter(status__in=[status.INVITED, status.ACCEPTED, status.CONFIRMED])


class SeatRequestQuerySet(QuerySet):
    def waiting(self):
        return self.filter(status=self.model.Status.WAITING)

    def answered(self):
        return self.exclude(status=self.model.Status.WAITING)


class DomainQuerySet(QuerySet):
    def claimed(self):
        return self.filter(claimed_at__isnull=False)

    def waiting(self):
        return self.filter(claimed_at__isnull=True)
