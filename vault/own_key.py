"""Everything that is encrypted with a person's own key, as lists of EncStrings by what holds them.

Both sides know nothing else of a rotation: the browser encrypts each EncString anew, the server puts the new ones where
the old ones stood. So nothing else of an item can change, and no field can be forgotten.
"""

import re

import orjson

from provider_portal.encstring import SYMMETRIC
from vault.models import Attachment, Cipher, EmergencyAccess, Folder, Send

# In a body each EncString is a JSON string of its own; none of its characters is ever escaped.
IN_BODY = re.compile(f'"({SYMMETRIC})"')


def key_of(body):
    return orjson.loads(f"{{{body}}}").get("key")


def strings_of_body(body):
    """Return the EncStrings of an item that are under its owner's key: its own key alone where it has one."""
    key = key_of(body)
    return [key] if key else IN_BODY.findall(body)


def body_with(body, strings):
    """Return the body with other EncStrings in place of those of `strings_of_body`."""
    key = key_of(body)
    if key:
        [new] = strings
        return body.replace(f'"{key}"', f'"{new}"', 1)
    rest = iter(strings)
    return IN_BODY.sub(lambda found: f'"{next(rest)}"', body)


def own_ciphers(user):
    return Cipher.objects.filter(tenant_id=user.pk)


def own_attachments(user):
    """Return the files of items that have no key of their own: theirs are under the person's key."""
    keyless = [pk for pk, body in own_ciphers(user).values_list("pk", "body") if not key_of(body)]
    return Attachment.objects.filter(cipher__in=keyless)


def own_strings(user):
    """Return {kind: {id: [EncString]}}."""
    attachments = own_attachments(user).values_list("pk", "file_name", "wrapped_key")
    return {
        "ciphers": {str(pk): strings_of_body(body) for pk, body in own_ciphers(user).values_list("pk", "body")},
        "attachments": {str(pk): [name, *filter(None, [key])] for pk, name, key in attachments},
        "folders": {str(pk): [name] for pk, name in Folder.objects.filter(user=user).values_list("pk", "name")},
        "sends": {str(pk): [key] for pk, key in Send.objects.filter(user=user).values_list("pk", "wrapped_key")},
    }


def opening_passkeys(user):
    """Return {id: public key under the person's key} of the passkeys to which the person's key is sealed."""
    keyed = user.login_passkeys.filter(wrapped_public_key__isnull=False)
    return {str(pk): key for pk, key in keyed.values_list("pk", "wrapped_public_key")}


def emergency_contacts(user):
    """Return the contacts to whom the person's key is sealed."""
    granted = EmergencyAccess.objects.filter(grantor=user, wrapped_key__isnull=False)
    return granted.select_related("grantee").order_by("pk")


def recovering_memberships(user):
    """Return the memberships whose organization can recover the account, having the key sealed to it."""
    enrolled = user.organization_memberships.filter(recovery_key__isnull=False)
    return enrolled.select_related("organization").order_by("pk")
