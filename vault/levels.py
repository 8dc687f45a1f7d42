"""What a grant on a collection gives. The levels and flags are the protocol's (features 4.2)."""

from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission


@dataclass(frozen=True)
class Access:
    """What somebody effectively holds on a collection or an item, in the protocol's flags."""

    read_only: bool
    hide_passwords: bool
    manage: bool


class AccessLevel(Enum):
    """The five levels, from least to most: codename, label, readOnly, hidePasswords, manage."""

    VIEW_HIDDEN = ("view_hidden", _("View items, hidden passwords"), True, True, False)
    VIEW = ("view", _("View items"), True, False, False)
    EDIT_HIDDEN = ("edit_hidden", _("Edit items, hidden passwords"), False, True, False)
    EDIT = ("edit", _("Edit items"), False, False, False)
    MANAGE = ("manage", _("Manage collection"), False, False, True)

    @property
    def codename(self):
        return self.value[0]

    @property
    def label(self):
        return self.value[1]

    @property
    def access(self):
        return Access(*self.value[2:])

    @classmethod
    def from_codename(cls, codename):
        return next(level for level in cls if level.codename == codename)

    @classmethod
    def from_flags(cls, *, read_only, hide_passwords, manage):
        """Return the level for the protocol's flags; `manage` excludes the other two."""
        if manage:
            return cls.MANAGE
        return next(level for level in cls if level.access == Access(bool(read_only), bool(hide_passwords), False))


def most_permissive(accesses):
    """Return the union of several accesses, or None when there is none."""
    accesses = list(accesses)
    if not accesses:
        return None
    return Access(
        read_only=all(access.read_only for access in accesses),
        hide_passwords=all(access.hide_passwords for access in accesses),
        manage=any(access.manage for access in accesses),
    )


# What holding a permission on the organization means for each of its collections.
COLLECTION_FROM_ORGANIZATION = {
    Permission.COLLECTIONS_VIEW: {Permission.COLLECTION_VIEW},
    Permission.COLLECTIONS_EDIT: {Permission.COLLECTION_VIEW, Permission.COLLECTION_EDIT},
    Permission.COLLECTIONS_DELETE: {Permission.COLLECTION_VIEW, Permission.COLLECTION_DELETE},
    Permission.ITEMS_VIEW: {Permission.COLLECTION_VIEW, Permission.COLLECTION_ITEMS_VIEW},
    Permission.ITEMS_EDIT: {Permission.COLLECTION_ITEMS_EDIT},
}

# And for each of its items.
ITEM_FROM_ORGANIZATION = {
    Permission.ITEMS_VIEW: {Permission.ITEM_VIEW, Permission.ITEM_PASSWORD_VIEW},
    Permission.ITEMS_EDIT: {Permission.ITEM_EDIT, Permission.ITEM_DELETE},
}

OWN_ITEM = frozenset(
    {Permission.ITEM_VIEW, Permission.ITEM_PASSWORD_VIEW, Permission.ITEM_EDIT, Permission.ITEM_DELETE}
)


def inherited(table, permissions):
    """Return what `table` makes of the permissions held on the organization."""
    return set().union(*(table[permission] for permission in table if permission in permissions))


def collection_permissions(access, *, limit_deletion):
    """Return what an access gives on its collection."""
    if access is None:
        return set()
    granted = {Permission.COLLECTION_VIEW, Permission.COLLECTION_ITEMS_VIEW}
    if not access.read_only:
        granted |= {Permission.COLLECTION_ITEMS_EDIT}
    if access.manage:
        granted |= {Permission.COLLECTION_EDIT}
        if not limit_deletion:
            granted |= {Permission.COLLECTION_DELETE}
    return granted


def item_permissions(access, *, limit_deletion):
    """Return what an access gives on an item in its collection."""
    if access is None:
        return set()
    granted = {Permission.ITEM_VIEW}
    if not access.hide_passwords:
        granted |= {Permission.ITEM_PASSWORD_VIEW}
    if not access.read_only:
        granted |= {Permission.ITEM_EDIT}
    if access.manage or (not access.read_only and not limit_deletion):
        granted |= {Permission.ITEM_DELETE}
    return granted
