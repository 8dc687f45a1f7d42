"""Every change of an item. Each is atomic, recorded when it is an organization's, and bumps one revision last."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.backends import permissions_on
from accounts.credentials import holds_current_key
from accounts.models import User
from accounts.permissions import Permission
from events.types import EventType
from organizations.models import Organization
from organizations.services.events import record_in, record_many_in
from provider_portal.notifications.kinds import Kind
from provider_portal.notifications.publish import notify_organizations, notify_people
from vault import ciphers, refusals, stored_files
from vault.entitlements import collections_to_fill
from vault.models import Attachment, Cipher, CipherCollection, CipherUserState, Collection
from vault.policy_checks import refuse_items
from vault.revisions import bump
from vault.storage_quota import check_room

# Clients echo dates in milliseconds, some of them rounded to seconds.
DATE_TOLERANCE = timedelta(seconds=1)


@transaction.atomic
def create_cipher(request, *, actor, organization=None, collections=()):
    """Keep a new item, of `actor` or of `organization`; `collections` are ids in it. Returns the item."""
    check_encryptor(request, actor=actor, personal=organization is None)
    if organization is None:
        check_key(actor)
    check_owner(request, organization.pk if organization else None)
    refuse_items([request.type], actor=actor, organization=organization)
    chosen = check_collections(organization, collections, actor=actor) if organization else set()
    owner = {"organization": organization} if organization else {"user": actor}
    cipher = Cipher.objects.create(
        tenant_id=(organization or actor).pk,
        type=request.type,
        reprompt=request.reprompt or 0,
        body=rendered(request),
        **owner,
    )
    link(cipher, chosen)
    keep_state(cipher, folder_id=request.folder_id, favorite=request.favorite, actor=actor)
    if organization:
        record_in(organization, EventType.CIPHER_CREATED, actor=actor, cipher_id=cipher.pk)
    touch([cipher], Kind.CIPHER_CREATED, actor=actor)
    return cipher


def in_organization_of(known, cipher):
    """Give an item that was read anew the organization that is loaded already, with what it was asked."""
    if cipher.organization_id and cipher.organization_id == known.organization_id:
        cipher.organization = known.organization
    return cipher


def locked_item(cipher):
    """Return the item as it is now; nobody else changes it until the transaction ends."""
    return in_organization_of(cipher, Cipher.objects.select_for_update().get(pk=cipher.pk))


@transaction.atomic
def update_cipher(cipher, request, *, actor, collections=None):
    """Replace the content of an item, unless it changed since the client last saw it, and perhaps its collections."""
    cipher = locked_item(cipher)
    check_encryptor(request, actor=actor, personal=cipher.organization_id is None)
    if cipher.organization_id is None:
        check_key(actor)
    check_owner(request, cipher.organization_id)
    check_date(cipher, request)
    check_item_key(cipher, request)
    cipher.type = request.type
    cipher.reprompt = request.reprompt or 0
    cipher.body = rendered(request)
    cipher.revision_date = cipher.updated_at = timezone.now()
    cipher.save(update_fields=["type", "reprompt", "body", "revision_date", "updated_at"])
    rewrap_attachments(cipher, request)
    keep_state(cipher, folder_id=request.folder_id, favorite=request.favorite, actor=actor)
    if cipher.organization_id:
        record_in(cipher.organization, EventType.CIPHER_UPDATED, actor=actor, cipher_id=cipher.pk)
    if collections is not None:
        cipher = update_collections(cipher, collections, actor=actor)
    touch([cipher], Kind.CIPHER_UPDATED, actor=actor)
    return cipher


@transaction.atomic
def share_cipher(cipher, request, *, organization, collections, actor):
    """Move a person's own item into an organization, encrypted anew by the client. There is no way back."""
    cipher = Cipher.objects.select_for_update().get(pk=cipher.pk)
    if cipher.organization_id:
        raise refusals.OrganizationMismatch
    check_encryptor(request, actor=actor, personal=False)
    check_owner(request, organization.pk)
    refuse_items([request.type], actor=actor, organization=organization)
    check_date(cipher, request)
    chosen = check_collections(organization, collections, actor=actor)
    rewrap_attachments(cipher, request, complete=True)
    cipher.tenant_id, cipher.organization, cipher.user = organization.pk, organization, None
    cipher.body = rendered(request)
    cipher.reprompt = request.reprompt or 0
    cipher.revision_date = cipher.updated_at = timezone.now()
    cipher.save()
    check_room(cipher, 0)
    link(cipher, chosen)
    record_in(organization, EventType.CIPHER_SHARED, actor=actor, cipher_id=cipher.pk)
    touch([cipher], Kind.CIPHER_UPDATED, actor=actor)
    return cipher


@transaction.atomic
def share_ciphers(requests, *, organization, collections, actor):
    """Move several own items, pairs of item and request, as `share_cipher` does: all or none."""
    for cipher, request in sorted(requests, key=lambda pair: pair[0].pk):
        share_cipher(cipher, request, organization=organization, collections=collections, actor=actor)


@transaction.atomic
def update_collections(cipher, collections, *, actor):
    """Put an item into exactly `collections`, as far as `actor` may fill them; others stay as they are."""
    cipher = locked_item(cipher)
    organization = cipher.organization
    if organization is None:
        raise refusals.OrganizationMismatch
    chosen = existing(organization, collections, actor=actor)
    fillable = collections_to_fill(organization, actor)
    before = set(CipherCollection.objects.filter(cipher=cipher).values_list("collection", flat=True))
    if chosen - fillable - before:
        raise refusals.NoCollection
    after = chosen & fillable | before - fillable
    if after == before:
        return cipher
    if not after and Permission.ITEMS_EDIT not in permissions_on(organization, actor):
        raise refusals.NoCollection
    # Who is not shown the passwords could otherwise take an item away from those who are.
    if before - after and Permission.ITEM_PASSWORD_VIEW not in permissions_on(cipher, actor):
        raise refusals.NoCollection
    CipherCollection.objects.filter(cipher=cipher, collection__in=before - after).delete()
    link(cipher, after - before)
    cipher.revision_date = timezone.now()
    cipher.save(update_fields=["revision_date"])
    record_in(organization, EventType.CIPHER_UPDATED_COLLECTIONS, actor=actor, cipher_id=cipher.pk)
    if not before or not after:
        bump(Organization, [organization.pk], announced=True)
    bump(Collection, before | after, announced=True)
    # Those who lost it are told as well.
    announce([cipher], before | after, Kind.CIPHER_UPDATED, actor=actor)
    return cipher


@transaction.atomic
def trash_ciphers(items, *, actor):
    """Move items to the trash; those that are there stay as they are."""
    items = [item for item in locked(items) if item.deleted_at is None]
    now = timezone.now()
    Cipher.objects.filter(pk__in=[item.pk for item in items]).update(deleted_at=now, revision_date=now)
    finish(items, EventType.CIPHER_TRASHED, now, actor=actor)


@transaction.atomic
def restore_ciphers(items, *, actor):
    """Take items out of the trash."""
    items = [item for item in locked(items) if item.deleted_at is not None]
    now = timezone.now()
    Cipher.objects.filter(pk__in=[item.pk for item in items]).update(deleted_at=None, revision_date=now)
    finish(items, EventType.CIPHER_RESTORED, now, actor=actor)


@transaction.atomic
def delete_ciphers(items, *, actor):
    """Delete items for good."""
    items = locked(items)
    # What the revision of their collections says is found before the links are gone.
    bumps = concerned(items)
    record_of(items, EventType.CIPHER_DELETED, actor=actor)
    files = Attachment.objects.filter(cipher__in=items).values_list("file", flat=True)
    stored_files.delete_on_commit(list(files))
    Cipher.objects.filter(pk__in=[item.pk for item in items]).delete()
    bump_all(bumps, actor=actor)
    announce(items, bumps[0], Kind.CIPHER_DELETED, actor=actor)


@transaction.atomic
def set_state(cipher, *, folder_id, favorite, actor):
    """Set what `actor` alone made of an item: its folder and whether it is a favorite."""
    keep_state(cipher, folder_id=folder_id, favorite=favorite, actor=actor)
    bump(User, [actor.pk])


@transaction.atomic
def move_ciphers(items, *, folder_id, actor):
    """Put items into one of the actor's folders, or into none."""
    folder_id = own_folder(folder_id, actor)
    CipherUserState.objects.bulk_create(
        (CipherUserState(user=actor, cipher=item, folder_id=folder_id) for item in items),
        update_conflicts=True,
        unique_fields=["user", "cipher"],
        update_fields=["folder"],
    )
    bump(User, [actor.pk])


@transaction.atomic
def archive_ciphers(items, *, archived, actor):
    """Put items out of the way for `actor` alone, or take them back."""
    CipherUserState.objects.bulk_create(
        (CipherUserState(user=actor, cipher=item, archived_at=timezone.now() if archived else None) for item in items),
        update_conflicts=True,
        unique_fields=["user", "cipher"],
        update_fields=["archived_at"],
    )
    bump(User, [actor.pk])


def check_encryptor(request, *, actor, personal):
    """Refuse what another account, or a key that is no longer the account's, encrypted."""
    if request.encrypted_for and request.encrypted_for != actor.pk:
        raise refusals.EncryptedForSomebodyElse
    key_id = request.encrypted_by_key_id
    if personal and key_id and actor.user_key_id and key_id.lower() != actor.user_key_id:
        raise refusals.EncryptedWithOldKey


def check_key(actor):
    """Refuse what was encrypted with a key that is being replaced in this moment."""
    if not holds_current_key(actor):
        raise refusals.EncryptedWithOldKey


def check_owner(request, organization_id):
    if request.organization_id != organization_id:
        raise refusals.OrganizationMismatch


def check_date(cipher, request):
    known = request.last_known_revision_date
    if known and cipher.revision_date - datetime.fromisoformat(known) > DATE_TOLERANCE:
        raise refusals.OutOfDate


def check_item_key(cipher, request):
    """Refuse a client that leaves out the item's own key and keeps what is encrypted to it: nobody could open that again.

    One that knows of such keys may take it away, since it encrypts the whole item anew.
    """
    if request.key is None and ciphers.is_kept(request.name, cipher):
        raise refusals.ItemKeyMissing


def check_collections(organization, collections, *, actor):
    """Return the set of collection ids, each of which `actor` may fill; none only for those who see every item."""
    chosen = existing(organization, collections, actor=actor)
    if chosen - collections_to_fill(organization, actor):
        raise refusals.NoCollection
    if not chosen and Permission.ITEMS_EDIT not in permissions_on(organization, actor):
        raise refusals.NoCollection
    return chosen


def existing(organization, collections, *, actor):
    """Return the ids as a set, all of which `actor` may know of; raises Absent otherwise."""
    chosen = set(collections)
    if organization.collections.visible_to(actor).filter(pk__in=chosen).count() != len(chosen):
        raise refusals.Absent
    return chosen


def rendered(request):
    try:
        return ciphers.render_body(request)
    except ciphers.ContentMissing:
        raise refusals.Malformed from None
    except ciphers.TooLong:
        raise refusals.TooLarge from None


def rewrap_attachments(cipher, request, *, complete=False):
    """Take over the names and keys of files that the client encrypted anew, as the item's own key changed.

    `complete` refuses when one of the files is left out: nobody could open it any more.
    """
    given = request.attachments2 or {}
    if not given and not complete:
        return
    known = {str(row.pk): row for row in cipher.attachments.select_for_update()}
    if not given.keys() <= known.keys() or (complete and given.keys() != known.keys()):
        raise refusals.OutOfDate(_("The files of this item changed meanwhile. Load it anew and try again."))
    rows = [known[pk] for pk in given]
    for row in rows:
        row.file_name, row.wrapped_key = given[str(row.pk)].file_name, given[str(row.pk)].key
    Attachment.objects.bulk_update(rows, ["file_name", "wrapped_key"])


def link(cipher, collections):
    CipherCollection.objects.bulk_create(
        CipherCollection(cipher=cipher, collection_id=pk, organization_id=cipher.organization_id)
        for pk in collections
    )


def keep_state(cipher, *, folder_id, favorite, actor):
    state = {"folder_id": own_folder(folder_id, actor), "favorite": favorite}
    if any(state.values()):
        CipherUserState.objects.update_or_create(user=actor, cipher=cipher, defaults=state)
    else:
        CipherUserState.objects.filter(user=actor, cipher=cipher).update(**state)


def own_folder(folder_id, actor):
    """Return the folder's id, which is the actor's or None; raises Absent otherwise."""
    if folder_id and not actor.folders.filter(pk=folder_id).exists():
        raise refusals.Absent
    return folder_id


def locked(items):
    """Lock the items in the order of their ids; those deleted meanwhile are left out."""
    found = Cipher.objects.filter(pk__in=[item.pk for item in items]).order_by("pk").defer("body")
    return list(found.select_for_update())


def finish(items, event_type, now, *, actor):
    record_of(items, event_type, actor=actor)
    for item in items:
        item.revision_date = now
    # Not as deleted: apps would take what is in the trash for gone.
    touch(items, Kind.CIPHER_UPDATED, actor=actor)


def record_of(items, event_type, *, actor):
    """Record one event for each item of an organization."""
    ids = {item.organization_id for item in items if item.organization_id}
    for organization in Organization.objects.filter(pk__in=ids):
        targets = [{"cipher_id": item.pk} for item in items if item.organization_id == organization.pk]
        record_many_in(organization, event_type, targets, actor=actor)


def touch(items, kind, *, actor):
    bumps = concerned(items)
    bump_all(bumps, actor=actor)
    announce(items, bumps[0], kind, actor=actor)


def announce(items, collections, kind, *, actor):
    """Tell apps what became of one item; of several, only that they should look."""
    organizations = {item.organization_id for item in items} - {None}
    if len(items) != 1:
        notify_organizations(Kind.CIPHERS, organizations)
        notify_people(Kind.CIPHERS, [actor.pk] if items else [])
        return
    [item] = items
    payload = {
        "Id": item.pk,
        "UserId": item.user_id,
        "OrganizationId": item.organization_id,
        "CollectionIds": sorted(map(str, collections)) if organizations else None,
        "RevisionDate": item.revision_date,
    }
    if organizations:
        notify_organizations(kind, organizations, payload)
    else:
        notify_people(kind, [item.user_id], payload)


def concerned(items):
    """Return the ids of the collections, and of the organizations of items in no collection, to bump."""
    shared = {item.pk: item.organization_id for item in items if item.organization_id}
    links = set(CipherCollection.objects.filter(cipher__in=shared).values_list("cipher", "collection"))
    unassigned = set(shared) - {cipher for cipher, _ in links}
    return {collection for _, collection in links}, {shared[pk] for pk in unassigned}


def bump_all(ids, *, actor):
    """Bump organizations, collections and the actor's own row, always in this order."""
    collections, organizations = ids
    bump(Organization, organizations, announced=True)
    bump(Collection, collections, announced=True)
    bump(User, [actor.pk], announced=True)
