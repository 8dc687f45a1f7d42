from django.urls import path

from vault import attachment_urls
from vault.api import (
    account,
    collections,
    console_items,
    console_urls,
    imports,
    items,
    member_changes,
    members,
    older_urls,
    rotation,
    sends,
    sends_of_old,
    vault,
)

app_name = "vault_api"

CIPHER = "api/ciphers/<uuid:cipher_id>"
ORGANIZATION = "api/organizations/<uuid:organization_id>"
COLLECTION = f"{ORGANIZATION}/collections/<uuid:collection_id>"
MEMBERS = f"{ORGANIZATION}/users"
MEMBER = f"{MEMBERS}/<uuid:member_id>"
SEND = "api/sends/<uuid:send_id>"
SEND_FILE = f"{SEND}/file/<str:file_id>"

urlpatterns = [
    path("api/sync", vault.sync, name="sync"),
    path("api/accounts/revision-date", vault.revision_date, name="revision_date"),
    path("api/accounts/profile", account.profile, name="profile"),
    path("api/accounts/key-management/key-rotation-data", rotation.key_rotation_data, name="key_rotation_data"),
    path(
        "api/accounts/key-management/rotate-user-account-keys", rotation.rotate_account_keys, name="rotate_account_keys"
    ),
    path("events/collect", vault.collect_events, name="collect_events"),
    # Items
    path("api/ciphers", console_items.cipher_list, name="cipher_list"),
    path("api/ciphers/create", vault.create_shared_cipher, name="create_shared_cipher"),
    path(CIPHER, vault.cipher, name="cipher"),
    path(f"{CIPHER}/details", vault.cipher_details, name="cipher_details"),
    path(f"{CIPHER}/partial", vault.set_cipher_state, name="set_cipher_state"),
    path(f"{CIPHER}/delete", vault.trash_or_delete_cipher, name="trash_cipher"),
    path(f"{CIPHER}/restore", vault.restore_cipher, name="restore_cipher"),
    path(f"{CIPHER}/share", vault.share_cipher, name="share_cipher"),
    path(f"{CIPHER}/collections_v2", vault.set_cipher_collections, name="set_cipher_collections"),
    path(f"{CIPHER}/archive", items.archiving_one(True), name="archive_cipher"),
    path(f"{CIPHER}/unarchive", items.archiving_one(False), name="unarchive_cipher"),
    # Many items
    path("api/ciphers/delete", items.trash_or_delete_ciphers, name="trash_ciphers"),
    path("api/ciphers/restore", items.restore_ciphers, name="restore_ciphers"),
    path("api/ciphers/move", items.move_ciphers, name="move_ciphers"),
    path("api/ciphers/share", items.share_ciphers, name="share_ciphers"),
    path("api/ciphers/archive", items.archiving(True), name="archive_ciphers"),
    path("api/ciphers/unarchive", items.archiving(False), name="unarchive_ciphers"),
    path("api/ciphers/import", imports.import_own, name="import_own"),
    path("api/ciphers/import-organization", imports.import_into_organization, name="import_into_organization"),
    path(f"{ORGANIZATION}/export", imports.export_organization, name="export_organization"),
    # Collections
    path(f"{ORGANIZATION}/collections", collections.collection_list, name="collection_list"),
    path(f"{ORGANIZATION}/collections/details", collections.collection_list_with_access, name="collections_access"),
    path(COLLECTION, collections.collection, name="collection"),
    path(f"{COLLECTION}/details", collections.collection_details, name="collection_details"),
    path(f"{COLLECTION}/users", collections.collection_members, name="collection_members"),
    # Members
    path(MEMBERS, member_changes.member_list, name="member_list"),
    path(f"{MEMBERS}/mini-details", members.member_list_in_short, name="member_list_in_short"),
    path(f"{MEMBERS}/invite", member_changes.invite_members, name="invite_members"),
    path(f"{MEMBERS}/reinvite", member_changes.reinvite_members, name="reinvite_members"),
    path(f"{MEMBER}/accept", member_changes.accept_invitation, name="accept_invitation"),
    path(f"{MEMBERS}/public-keys", member_changes.member_public_keys, name="member_public_keys"),
    path(f"{MEMBERS}/confirm", member_changes.confirm_members, name="confirm_members"),
    path(f"{MEMBERS}/delete-account", member_changes.delete_accounts, name="delete_accounts"),
    path(f"{MEMBERS}/revoke", member_changes.revoke_members, name="revoke_members"),
    path(f"{MEMBERS}/restore", member_changes.restore_members, name="restore_members"),
    path(MEMBER, member_changes.member, name="member"),
    path(f"{MEMBER}/confirm", member_changes.confirm_member, name="confirm_member"),
    path(f"{MEMBER}/reinvite", member_changes.reinvite_member, name="reinvite_member"),
    path(f"{MEMBER}/revoke", member_changes.revoke_member, name="revoke_member"),
    path(f"{MEMBER}/restore", member_changes.restore_member, name="restore_member"),
    path(f"{MEMBER}/delete-account", member_changes.delete_account, name="delete_account"),
    path(f"{MEMBER}/restore/vnext", member_changes.restore_member, name="restore_member_newer"),
    # Sends
    path("identity/connect/token", sends.token, name="token"),
    path("api/sends", sends.send_list, name="send_list"),
    path("api/sends/file/v2", sends.create_file_send, name="create_file_send"),
    path("api/sends/access", sends.open_send, name="open_send"),
    path("api/sends/access/file/<str:file_id>", sends.request_file, name="request_send_file"),
    path("api/sends/access/<str:link>", sends_of_old.open_send, name="open_send_of_old_clients"),
    path(
        "api/sends/<str:link>/access/file/<str:file_id>",
        sends_of_old.request_file,
        name="request_send_file_of_old_clients",
    ),
    path(SEND, sends.send, name="send"),
    path(SEND_FILE, sends.send_file, name="send_file"),
    path(f"{SEND}/remove-password", sends.remove_password, name="remove_send_password"),
    path(f"{SEND}/remove-auth", sends.remove_password, name="remove_send_auth"),
    *attachment_urls.api_urlpatterns,
    *console_urls.urlpatterns,
    *older_urls.urlpatterns,
    # Folders
    path("api/folders", vault.folder_list, name="folder_list"),
    path("api/folders/all", vault.delete_all_folders, name="delete_all_folders"),
    path("api/folders/<uuid:folder_id>", vault.folder, name="folder"),
]
