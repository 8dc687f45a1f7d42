from django.urls import path

from vault import (
    api,
    api_account,
    api_collections,
    api_console_items,
    api_console_urls,
    api_imports,
    api_items,
    api_member_changes,
    api_members,
    api_sends,
    attachment_urls,
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
    path("api/sync", api.sync, name="sync"),
    path("api/accounts/revision-date", api.revision_date, name="revision_date"),
    path("api/accounts/profile", api_account.profile, name="profile"),
    path("events/collect", api.collect_events, name="collect_events"),
    # Items
    path("api/ciphers", api_console_items.cipher_list, name="cipher_list"),
    path("api/ciphers/create", api.create_shared_cipher, name="create_shared_cipher"),
    path(CIPHER, api.cipher, name="cipher"),
    path(f"{CIPHER}/details", api.cipher_details, name="cipher_details"),
    path(f"{CIPHER}/partial", api.set_cipher_state, name="set_cipher_state"),
    path(f"{CIPHER}/delete", api.trash_cipher, name="trash_cipher"),
    path(f"{CIPHER}/restore", api.restore_cipher, name="restore_cipher"),
    path(f"{CIPHER}/share", api.share_cipher, name="share_cipher"),
    path(f"{CIPHER}/collections_v2", api.set_cipher_collections, name="set_cipher_collections"),
    path(f"{CIPHER}/archive", api_items.archiving_one(True), name="archive_cipher"),
    path(f"{CIPHER}/unarchive", api_items.archiving_one(False), name="unarchive_cipher"),
    # Many items
    path("api/ciphers/delete", api_items.trash_ciphers, name="trash_ciphers"),
    path("api/ciphers/restore", api_items.restore_ciphers, name="restore_ciphers"),
    path("api/ciphers/move", api_items.move_ciphers, name="move_ciphers"),
    path("api/ciphers/share", api_items.share_ciphers, name="share_ciphers"),
    path("api/ciphers/archive", api_items.archiving(True), name="archive_ciphers"),
    path("api/ciphers/unarchive", api_items.archiving(False), name="unarchive_ciphers"),
    path("api/ciphers/import", api_imports.import_own, name="import_own"),
    path("api/ciphers/import-organization", api_imports.import_into_organization, name="import_into_organization"),
    path(f"{ORGANIZATION}/export", api_imports.export_organization, name="export_organization"),
    # Collections
    path(f"{ORGANIZATION}/collections", api_collections.collection_list, name="collection_list"),
    path(f"{ORGANIZATION}/collections/details", api_collections.collection_list_with_access, name="collections_access"),
    path(COLLECTION, api_collections.collection, name="collection"),
    path(f"{COLLECTION}/details", api_collections.collection_details, name="collection_details"),
    path(f"{COLLECTION}/users", api_collections.collection_members, name="collection_members"),
    # Members
    path(MEMBERS, api_member_changes.member_list, name="member_list"),
    path(f"{MEMBERS}/mini-details", api_members.member_list_in_short, name="member_list_in_short"),
    path(f"{MEMBERS}/invite", api_member_changes.invite_members, name="invite_members"),
    path(f"{MEMBERS}/reinvite", api_member_changes.reinvite_members, name="reinvite_members"),
    path(f"{MEMBER}/accept", api_member_changes.accept_invitation, name="accept_invitation"),
    path(f"{MEMBERS}/public-keys", api_member_changes.member_public_keys, name="member_public_keys"),
    path(f"{MEMBERS}/confirm", api_member_changes.confirm_members, name="confirm_members"),
    path(f"{MEMBERS}/delete-account", api_member_changes.delete_accounts, name="delete_accounts"),
    path(f"{MEMBERS}/revoke", api_member_changes.revoke_members, name="revoke_members"),
    path(f"{MEMBERS}/restore", api_member_changes.restore_members, name="restore_members"),
    path(MEMBER, api_member_changes.member, name="member"),
    path(f"{MEMBER}/confirm", api_member_changes.confirm_member, name="confirm_member"),
    path(f"{MEMBER}/reinvite", api_member_changes.reinvite_member, name="reinvite_member"),
    path(f"{MEMBER}/revoke", api_member_changes.revoke_member, name="revoke_member"),
    path(f"{MEMBER}/restore", api_member_changes.restore_member, name="restore_member"),
    path(f"{MEMBER}/delete-account", api_member_changes.delete_account, name="delete_account"),
    path(f"{MEMBER}/restore/vnext", api_member_changes.restore_member, name="restore_member_newer"),
    # Sends
    path("identity/connect/token", api_sends.token, name="token"),
    path("api/sends", api_sends.send_list, name="send_list"),
    path("api/sends/file/v2", api_sends.create_file_send, name="create_file_send"),
    path("api/sends/access", api_sends.open_send, name="open_send"),
    path("api/sends/access/file/<str:file_id>", api_sends.request_file, name="request_send_file"),
    path(SEND, api_sends.send, name="send"),
    path(SEND_FILE, api_sends.send_file, name="send_file"),
    path(f"{SEND}/remove-password", api_sends.remove_password, name="remove_send_password"),
    path(f"{SEND}/remove-auth", api_sends.remove_password, name="remove_send_auth"),
    *attachment_urls.api_urlpatterns,
    *api_console_urls.urlpatterns,
    # Folders
    path("api/folders", api.folder_list, name="folder_list"),
    path("api/folders/all", api.delete_all_folders, name="delete_all_folders"),
    path("api/folders/<uuid:folder_id>", api.folder, name="folder"),
]
