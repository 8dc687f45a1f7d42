"""How much room the encrypted files of an organization, or of a person's own items, may take."""

from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import User
from organizations.models import Organization
from vault.models import Attachment
from vault.refusals import Refused

GIGABYTE = 1024**3
PERSONAL_GIGABYTES = 5


def check_room(cipher, length):
    """Refuse what the owner of the item has no room left for; concurrent requests wait for each other."""
    if cipher.organization_id:
        owner = Organization.objects.select_for_update(no_key=True).get(pk=cipher.organization_id)
        gigabytes = owner.storage_gigabytes
    else:
        User.objects.select_for_update(no_key=True).get(pk=cipher.user_id)
        gigabytes = PERSONAL_GIGABYTES
    if used_by(cipher.tenant_id) + length > gigabytes * GIGABYTE:
        raise Refused(
            _("The files would take more than the %(gigabytes)d GB there are. Delete a file first.")
            % {"gigabytes": gigabytes}
        )


def used_by(tenant_id):
    """Return the bytes of all files, also of those still on their way."""
    files = Attachment.objects.filter(cipher__tenant_id=tenant_id)
    return files.aggregate(bytes=Sum("size"))["bytes"] or 0
