from collections import defaultdict

from django.apps import apps
from django.db.models import QuerySet, Value

from accounts.permissions import Permission
from organizations.models import Organization
from vault.levels import AccessLevel, most_permissive


def memberships_that_count(user):
    return user.organization_memberships.with_access()


class CollectionQuerySet(QuerySet):
    def visible_to(self, user):
        """Return the collections `user` may know of: all of an organization's, or those granted."""
        everything = Organization.objects.granting(Permission.COLLECTIONS_VIEW, user).values("pk")
        whole = self.model.objects.filter(organization__in=everything).values("pk")
        return self.filter(pk__in=whole.union(*granted_collections(user), all=True))

    def access_of(self, user):
        """Return {collection id: Access} of what is granted to `user`; a direct grant stands above the groups'."""
        member = {"organization__members__in": memberships_that_count(user)}
        direct = self.filter(user_grants__member__in=memberships_that_count(user))
        by_group = self.filter(group_grants__group__user=user, **member)
        rows = direct.values_list("pk", "user_grants__permission__codename", Value(True)).union(
            by_group.values_list("pk", "group_grants__permission__codename", Value(False)), all=True
        )
        access = {True: defaultdict(list), False: defaultdict(list)}
        for pk, codename, is_direct in rows:
            access[is_direct][pk].append(AccessLevel.from_codename(codename).access)
        return {pk: most_permissive(accesses) for pk, accesses in (access[False] | access[True]).items()}


class CipherQuerySet(QuerySet):
    def visible_to(self, user):
        """Return the items `user` may open: their own, those in granted collections, whole vaults they may see."""
        everything = Organization.objects.granting(Permission.ITEMS_VIEW, user).values("pk")
        own = self.model.objects.filter(tenant_id=user.pk).values("pk")
        whole = self.model.objects.filter(tenant_id__in=everything).values("pk")
        link = self.model.links.rel.related_model
        shared = [link.objects.filter(collection__in=ids).values("cipher") for ids in granted_collections(user)]
        return self.filter(pk__in=own.union(whole, *shared, all=True))


class FolderQuerySet(QuerySet):
    def visible_to(self, user):
        return self.filter(user=user)


def granted_collections(user):
    """Return two querysets of collection ids: granted directly, and through groups; the membership must count."""
    direct = apps.get_model("vault", "CollectionUserGrant").objects
    by_group = apps.get_model("vault", "CollectionGroupGrant").objects
    return (
        direct.filter(member__in=memberships_that_count(user)).values("content_object"),
        by_group.filter(
            group__user=user, organization__members__in=memberships_that_count(user)
        ).values("content_object"),
    )
