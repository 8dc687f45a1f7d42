"""What the services of the vault refuse, in words for the person who asked."""

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """A service did nothing, and says why. `message` is for the person.

    `status` is the answer to a page; the protocol's clients are told 400, but 404 for what does not exist.
    """

    message = _("This is not possible.")
    status = wire_status = 400

    def __init__(self, message=None):
        super().__init__(message or self.message)
        self.message = message or self.message


class Absent(Refused):
    message = _("This does not exist any more, or never did. Reload the page and try again.")
    status = wire_status = 404


class Malformed(Refused):
    message = _("The item does not have the content of its type.")


class TooLarge(Refused):
    message = _("The item is too large. Shorten its notes or fields.")


class EncryptedForSomebodyElse(Refused):
    message = _("The item was encrypted for another account. Log in again and repeat the change.")


class EncryptedWithOldKey(Refused):
    message = _("Cipher was not encrypted with the current user key. Please try again.")


class ItemKeyMissing(Refused):
    message = _(
        "This item has a key of its own, which the app does not know of. Nothing was changed: use a newer app."
    )


class OutOfDate(Refused):
    message = _(
        "The cipher you are updating is out of date. Please save your work, sync your vault, and try again."
    )
    status = 409


class OrganizationMismatch(Refused):
    message = _("Organization mismatch. Re-sync if you recently moved this item, then try again.")
    status = 404


class NoCollection(Refused):
    message = _("Choose at least one collection that you may edit.")


class CollectionLimitReached(Refused):
    message = _("The plan of this organization includes no more collections.")


class DefaultCollection(Refused):
    message = _("The collection of a member's own items cannot be changed.")
