"""One page of an organization's groups, found by index first, what is in them counted second."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, F
from django.db.models.functions import Upper

from accounts.models import User
from organizations.models import Group
from vault.models import CollectionGroupGrant

SIZE = 50


@dataclass(frozen=True)
class Row:
    group: Group
    members: int
    collections: int


class GroupPage:
    """Groups by name; the number of statements does not grow with them."""

    def __init__(self, organization, query):
        self.search = query.get("q", "").strip()[:200]
        found = organization.groups.all()
        if self.search:
            found = found.filter(name__icontains=self.search)
        self.page = Paginator(found.order_by(Upper("name"), F("pk")), SIZE).get_page(query.get("page"))
        self.rows = self.counted(list(self.page.object_list))

    def counted(self, groups):
        ids = [group.auth_group_id for group in groups]
        places = User.groups.through.objects.filter(group__in=ids)
        members = dict(places.values_list("group").annotate(Count("pk")))
        grants = CollectionGroupGrant.objects.filter(group__in=ids)
        collections = dict(grants.values_list("group").annotate(Count("pk")))
        return [
            Row(group, members.get(group.auth_group_id, 0), collections.get(group.auth_group_id, 0))
            for group in groups
        ]
