"""Who reaches what in an organization, in a number of statements that does not grow with it."""

from collections import defaultdict

from accounts.models import TwoFactorMethod, User
from accounts.permissions import Permission
from vault.levels import AccessLevel
from vault.models import CipherCollection, CollectionGroupGrant, CollectionUserGrant

LABELS = {level.codename: level.label for level in AccessLevel}


def member_report(organization):
    """Return {members, collections} for the page: names of collections are ciphertext, `places` index them."""
    collections = list(organization.collections.order_by("pk"))
    place_of = {row.pk: index for index, row in enumerate(collections)}
    items = items_by_collection(organization)
    grants, groups = Grants(organization), names_of_groups(organization)
    members = list(organization.members.confirmed().select_related("user", "organization").order_by("user__email"))
    secured = with_two_step(members)
    total = organization.ciphers.filter(deleted_at=None).count()
    return {
        "collections": [
            {"id": str(row.pk), "name": row.name, "items": len(items[row.pk])} for row in collections
        ],
        "members": [
            row_of(member, grants, groups, items, place_of, total, member.user_id in secured) for member in members
        ],
    }


def row_of(member, grants, groups, items, place_of, total, two_step):
    held = grants.of(member)
    reached = set().union(*(items[collection] for _, collection, _ in held))
    sees_all = Permission.ITEMS_VIEW in member.permissions
    return {
        "name": member.user.name,
        "email": member.user.email,
        "role": str(member.get_role_display()),
        "twoStep": two_step,
        "recovery": member.recovery_key is not None,
        "groups": len(grants.groups_of[member.user_id]),
        "collections": len(place_of) if sees_all else len({collection for _, collection, _ in held}),
        "items": total if sees_all else len(reached),
        "everything": sees_all,
        "grants": [
            {"group": groups.get(group, ""), "place": place_of[collection], "level": str(LABELS[level])}
            for group, collection, level in held
        ],
    }


class Grants:
    """What members are granted, directly or by their groups."""

    def __init__(self, organization):
        columns = ("content_object", "permission__codename")
        self.direct, self.by_group, self.groups_of = defaultdict(list), defaultdict(list), defaultdict(list)
        direct = CollectionUserGrant.objects.filter(organization=organization).order_by("content_object")
        for member, collection, level in direct.values_list("member", *columns):
            self.direct[member].append((None, collection, level))
        granted = CollectionGroupGrant.objects.filter(organization=organization).order_by("content_object")
        for group, collection, level in granted.values_list("group", *columns):
            self.by_group[group].append((group, collection, level))
        places = User.groups.through.objects.filter(group__group__organization=organization)
        for user, group in places.values_list("user", "group"):
            self.groups_of[user].append(group)

    def of(self, member):
        """Return (group, collection, level) of each grant that counts: a direct one outweighs those of groups."""
        direct = self.direct[member.pk]
        own = {collection for _, collection, _ in direct}
        inherited = [grant for group in self.groups_of[member.user_id] for grant in self.by_group[group]]
        return direct + [grant for grant in inherited if grant[1] not in own]


def names_of_groups(organization):
    return dict(organization.groups.values_list("auth_group", "name"))


def items_by_collection(organization):
    links = CipherCollection.objects.filter(organization=organization, cipher__deleted_at=None)
    items = defaultdict(set)
    for collection, cipher in links.values_list("collection", "cipher"):
        items[collection].add(cipher)
    return items


def with_two_step(members):
    methods = TwoFactorMethod.objects.filter(user__in=[member.user_id for member in members], enabled=True)
    return set(methods.exclude(kind=TwoFactorMethod.Kind.RECOVERY_CODE).values_list("user", flat=True))
