"""Collections, who was granted them, and the items."""

from datetime import timedelta

from django.utils import timezone

from script.client.items import encrypt_folder, encrypt_item
from script.demo.content import Writer
from script.demo.names import COLLECTIONS, GROUPS
from vault import grants
from vault.ciphers import render_body
from vault.levels import AccessLevel
from vault.models import Cipher, CipherCollection, CipherUserState, Collection, Folder
from vault.schemas import CipherRequest

MEMBER_COLLECTIONS = {
    "Marketing/Website": AccessLevel.EDIT,
    "Company-wide/Wi-Fi and doors": AccessLevel.VIEW,
    "IT/Service accounts": AccessLevel.VIEW_HIDDEN,
}
OWN_FOLDERS = ("Home", "Home/Bills", "Shopping", "Travel")
# What the member of Acme keeps for herself: type, name, folder, favorite.
OWN_ITEMS = (
    (1, "Web mail", None, True),
    (2, "Wi-Fi at home", "Home", False),
    (3, "Debit card", "Shopping", True),
    (4, "Me", None, False),
    (5, "Laptop key", None, False),
    (6, "Current account", "Home/Bills", False),
    (7, "Driver's license", "Travel", False),
    (8, "Passport", "Travel", False),
    (1, "Book shop", "Shopping", False),
    (1, "Train tickets", "Travel", True),
)


def make_collections(tenant, random):
    """Make the client's collections; `tenant.collections` has them by plain name."""
    names = choose_collections(tenant.plan.collections, random)
    tenant.collections = {
        name: Collection(organization=tenant.row, name=tenant.opened.encrypt(name)) for name in names
    }
    Collection.objects.bulk_create(tenant.collections.values())


def choose_collections(count, random):
    """Return `count` names; a nested one comes with what it is nested in."""
    if count >= len(COLLECTIONS):
        return COLLECTIONS
    tops = [name for name in COLLECTIONS if "/" not in name]
    random.shuffle(tops)
    names = [name for top in tops for name in COLLECTIONS if name.split("/")[0] == top and name.count("/") < 2]
    return names[:count]


def make_grants(tenant, random, alone):
    """Grant each collection to a manager, to groups and to members."""
    collections = list(tenant.collections.values())
    direct = [(tenant.owner, collection, AccessLevel.MANAGE) for collection in collections]
    for member in tenant.members[1:]:
        if member.user not in alone and random.random() < 0.4:
            some = random.sample(collections, min(len(collections), random.randint(1, 3)))
            direct += [(member, collection, random.choice(list(AccessLevel))) for collection in some]
    grants.grant_to_members(direct)
    grants.grant_to_groups(group_grants(tenant))


def group_grants(tenant):
    table = {name: (starts, AccessLevel.from_codename(level)) for name, starts, level in GROUPS}
    # Small clients have two groups, which hold everything.
    whole = {"Everyone": (("",), AccessLevel.VIEW), "Managers": (("",), AccessLevel.MANAGE)}
    for group in tenant.groups:
        starts, level = (whole if len(tenant.groups) == len(whole) else table)[group.name]
        for name, collection in tenant.collections.items():
            if name.startswith(starts):
                yield group, collection, level


def grant_three(member, tenant):
    """Grant the member of Acme her three collections."""
    grants.grant_to_members(
        (member, tenant.collections[name], level) for name, level in MEMBER_COLLECTIONS.items()
    )


def make_items(tenant, random):
    """Fill the client's collections evenly; a few items are in two, and a few are in the trash."""
    collections = list(tenant.collections.values())
    links = []
    for number, item in enumerate(Writer(random, tenant.plan.domain).items(tenant.plan.items)):
        cipher = make_cipher(item, tenant.opened.key, organization=tenant.row, tenant_id=tenant.row.pk)
        age(cipher, random, days=30 * tenant.plan.months)
        tenant.items.append(cipher)
        homes = {collections[number % len(collections)]}
        if random.random() < 0.1:
            homes.add(random.choice(collections))
        links += [CipherCollection(cipher=cipher, collection=home, organization=tenant.row) for home in homes]
    Cipher.objects.bulk_create(tenant.items, batch_size=1000)
    CipherCollection.objects.bulk_create(links, batch_size=5000)


def make_cipher(item, key, **owner):
    """Encrypt `item` and return its unsaved row."""
    request = CipherRequest.model_validate(encrypt_item(item, key))
    return Cipher(type=item["type"], body=render_body(request), **owner)


def age(cipher, random, *, days):
    """Give the item a past, and one in a hundred a place in the trash."""
    now = timezone.now()
    cipher.created_at = now - timedelta(days=random.uniform(1, days))
    cipher.revision_date = now - (now - cipher.created_at) * random.random()
    if random.random() < 0.01:
        cipher.deleted_at = cipher.revision_date


def make_own_vault(user, account, tenant, random):
    """Give the member of Acme folders, items of her own, and favorites among the shared ones."""
    folders = {name: Folder(user=user, **encrypt_folder(name, account.user_key)) for name in OWN_FOLDERS}
    Folder.objects.bulk_create(folders.values())
    writer = Writer(random, "private.example")
    states = []
    for number, (kind, name, folder, favorite) in enumerate(OWN_ITEMS, 1):
        item = writer.item(kind, number) | {"name": name}
        cipher = make_cipher(item, account.user_key, user=user, tenant_id=user.pk)
        states.append(CipherUserState(user=user, cipher=cipher, folder=folders.get(folder), favorite=favorite))
    Cipher.objects.bulk_create(state.cipher for state in states)
    shared = tenant.collections["Marketing/Website"].ciphers.filter(deleted_at=None).order_by("pk").first()
    if shared:
        states.append(CipherUserState(user=user, cipher=shared, folder=folders["Shopping"], favorite=True))
    CipherUserState.objects.bulk_create(states)
