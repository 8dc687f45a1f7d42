"""Wire routes by which clients give an account another key. Source: `spec/api.md` 15."""

from types import SimpleNamespace

from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts import step_up
from accounts.api.credentials import relocking
from accounts.api.lock_schemas import settings_of
from accounts.credentials import Lock, kdf_of
from accounts.guards import account_view
from provider_portal.api import ApiError, json_body, json_response
from vault import own_key
from vault.api.rotation_schemas import AccountRotation
from vault.services import rotation
from vault.views.answers import answers_refusals


@account_view
@require_GET
def key_rotation_data(request):
    """Give whom the new key has to be sealed to."""
    user = request.user
    contacts, memberships = own_key.emergency_contacts(user), own_key.recovering_memberships(user)
    passkeys = user.login_passkeys.filter(pk__in=own_key.opening_passkeys(user)).order_by("pk")
    document = {
        "organizationPasswordResetKeyData": [
            {
                "organizationId": row.organization_id,
                "organizationName": row.organization.name,
                "publicKey": row.organization.public_key,
            }
            for row in memberships
        ],
        "emergencyAccessKeyData": [
            {
                "id": row.pk,
                "granteeId": row.grantee_id,
                "granteeName": row.grantee.name,
                "granteeEmail": row.grantee.email,
                "publicKey": row.grantee.public_key,
            }
            for row in contacts
        ],
        "trustedDeviceKeyData": [],
        "passkeyKeyData": [
            {"id": row.pk, "encryptedPublicKey": row.wrapped_public_key, "encryptedUserKey": row.wrapped_user_key}
            for row in passkeys
        ],
    }
    return json_response(document)


@relocking
@answers_refusals
def rotate_account_keys(request):
    body, user = json_body(request, AccountRotation), request.user
    step_up.check(request, body.old_master_key_authentication_hash)
    lock = lock_of(body.account_unlock_data.master_password_unlock_data, user)
    if body.account_keys.account_public_key != user.public_key:
        raise ApiError(_("The key pair of an account stays the same."))
    items = {cipher.id: cipher for cipher in body.account_data.ciphers}
    rotation.rotate_keys(user, successors_of(body, user), lock, actor=user, items=items)


def lock_of(unlock, user):
    kdf = settings_of(unlock.kdf_type, unlock.kdf_iterations, unlock.kdf_memory, unlock.kdf_parallelism)
    if kdf != kdf_of(user) or unlock.email.lower() != user.kdf_salt:
        raise ApiError(_("The derivation of the key cannot be changed here."))
    return Lock(unlock.master_key_authentication_hash, unlock.master_key_encrypted_user_key, kdf)


def successors_of(body, user):
    """Return what is under the account's key besides the items, as a rotation by the page names it."""
    unlock, data = body.account_unlock_data, body.account_data
    files = [file for cipher in data.ciphers for file in (cipher.attachments2 or {}).items()]
    members = {row.organization_id: row.pk for row in own_key.recovering_memberships(user)}
    return SimpleNamespace(
        # Clients have read no revision; their items carry the dates of what they read.
        revision=None,
        private_key=body.account_keys.user_key_encrypted_account_private_key,
        key_id=body.new_user_key_id or unlock.master_password_unlock_data.contained_key_id,
        attachments={pk: [file.file_name, file.key] for pk, file in files},
        folders={folder.id: [folder.name] for folder in data.folders},
        sends={send.id: [send.key] for send in data.sends},
        contacts={row.id: row.key_encrypted for row in unlock.emergency_access_unlock_data},
        recoveries={
            members.get(row.organization_id): row.reset_password_key
            for row in unlock.organization_account_recovery_unlock_data
        },
        passkeys={row.id: row for row in unlock.passkey_unlock_data},
    )
