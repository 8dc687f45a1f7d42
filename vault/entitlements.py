"""What somebody may do with many items or collections at once, in a number of statements that does not grow."""

from collections import defaultdict

from accounts.backends import permissions_on
from accounts.permissions import Permission
from vault import levels
from vault.models import CipherCollection, Collection


def permissions_on_items(items, user):
    """Return {item id: permissions}; as `Cipher.permissions_of` for each."""
    shared = [item for item in items if item.organization_id]
    linked = defaultdict(list)
    for cipher_id, collection_id in CipherCollection.objects.filter(cipher__in=shared).values_list(
        "cipher", "collection"
    ):
        linked[cipher_id].append(collection_id)
    collections = {pk for pks in linked.values() for pk in pks}
    granted = Collection.objects.filter(pk__in=collections).access_of(user)
    permissions = {item.pk: item.permissions_of(user) for item in items if not item.organization_id}
    for item in shared:
        access = levels.most_permissive(granted[pk] for pk in linked[item.pk] if pk in granted)
        permissions[item.pk] = levels.inherited(
            levels.ITEM_FROM_ORGANIZATION, permissions_on(item.organization, user)
        ) | levels.item_permissions(access, limit_deletion=item.organization.limit_item_deletion)
    return permissions


def collections_to_fill(organization, user):
    """Return the ids of the collections of `organization` into which `user` may put items."""
    collections = organization.collections.filter(type=Collection.Type.SHARED)
    if Permission.ITEMS_EDIT in permissions_on(organization, user):
        return set(collections.values_list("pk", flat=True))
    return {pk for pk, access in collections.access_of(user).items() if not access.read_only}
