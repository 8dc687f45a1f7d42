"""Changes of many items at once, set-based, that have no counterpart for one: favorites, further collections."""

from django.db import transaction
from django.utils import timezone

from accounts.backends import permissions_on
from accounts.models import User
from accounts.permissions import Permission
from events.types import EventType
from organizations.models import Organization
from provider_portal.notifications.kinds import Kind
from vault import refusals
from vault.entitlements import collections_to_fill, permissions_on_items
from vault.models import Cipher, CipherCollection, CipherUserState, Collection
from vault.revisions import bump
from vault.services.ciphers import announce, concerned, existing, locked, record_of


@transaction.atomic
def favorite_ciphers(items, *, favorite, actor):
    """Let items be favorites of `actor`, or no longer."""
    CipherUserState.objects.bulk_create(
        (CipherUserState(user=actor, cipher=item, favorite=favorite) for item in items),
        update_conflicts=True,
        unique_fields=["user", "cipher"],
        update_fields=["favorite"],
    )
    bump(User, [actor.pk])


@transaction.atomic
def assign_ciphers(items, *, collections, actor):
    """Put items of one organization into `collections` besides those they are in."""
    organization, chosen = fillable(items, collections, actor=actor)
    items = locked(items)
    before, unassigned = concerned(items)
    CipherCollection.objects.bulk_create(
        (
            CipherCollection(cipher=item, collection_id=pk, organization=organization)
            for item in items
            for pk in chosen
        ),
        ignore_conflicts=True,
    )
    Cipher.objects.filter(pk__in=[item.pk for item in items]).update(revision_date=timezone.now())
    record_of(items, EventType.CIPHER_UPDATED_COLLECTIONS, actor=actor)
    bump(Organization, unassigned, announced=True)
    bump(Collection, before | chosen, announced=True)
    announce(items, before | chosen, Kind.CIPHER_UPDATED, actor=actor)


@transaction.atomic
def unassign_ciphers(items, *, collections, actor):
    """Take items of one organization out of `collections`; only who sees every item may leave one in none."""
    organization, chosen = fillable(items, collections, actor=actor)
    # Who is not shown the passwords could otherwise take an item away from those who are.
    permissions = permissions_on_items(items, actor)
    if not all(Permission.ITEM_PASSWORD_VIEW in permissions[item.pk] for item in items):
        raise refusals.NoCollection
    items = locked(items)
    links = CipherCollection.objects.filter(cipher__in=items)
    concerned_ids = set(links.filter(collection__in=chosen).values_list("cipher", flat=True))
    links.filter(collection__in=chosen).delete()
    left = concerned_ids - set(links.values_list("cipher", flat=True))
    if left and Permission.ITEMS_EDIT not in permissions_on(organization, actor):
        raise refusals.NoCollection
    changed = [item for item in items if item.pk in concerned_ids]
    Cipher.objects.filter(pk__in=concerned_ids).update(revision_date=timezone.now())
    record_of(changed, EventType.CIPHER_UPDATED_COLLECTIONS, actor=actor)
    if left:
        bump(Organization, [organization.pk], announced=True)
    bump(Collection, chosen, announced=True)
    announce(changed, chosen, Kind.CIPHER_UPDATED, actor=actor)


def fillable(items, collections, *, actor):
    """Return the one organization of the items, and the ids, each of which `actor` may fill."""
    organizations = {item.organization_id for item in items}
    if None in organizations or len(organizations) != 1:
        raise refusals.OrganizationMismatch
    organization = Organization.objects.get(pk=organizations.pop())
    chosen = existing(organization, collections, actor=actor)
    if not chosen or chosen - collections_to_fill(organization, actor):
        raise refusals.NoCollection
    return organization, chosen
