from django.urls import path

from vault import api, attachment_urls

app_name = "vault_api"

CIPHER = "api/ciphers/<uuid:cipher_id>"

urlpatterns = [
    path("api/sync", api.sync, name="sync"),
    path("api/accounts/revision-date", api.revision_date, name="revision_date"),
    path("events/collect", api.collect_events, name="collect_events"),
    # Items
    path("api/ciphers", api.create_cipher, name="create_cipher"),
    path("api/ciphers/create", api.create_shared_cipher, name="create_shared_cipher"),
    path(CIPHER, api.cipher, name="cipher"),
    path(f"{CIPHER}/details", api.cipher_details, name="cipher_details"),
    path(f"{CIPHER}/partial", api.set_cipher_state, name="set_cipher_state"),
    path(f"{CIPHER}/delete", api.trash_cipher, name="trash_cipher"),
    path(f"{CIPHER}/restore", api.restore_cipher, name="restore_cipher"),
    path(f"{CIPHER}/share", api.share_cipher, name="share_cipher"),
    path(f"{CIPHER}/collections_v2", api.set_cipher_collections, name="set_cipher_collections"),
    *attachment_urls.api_urlpatterns,
    # Folders
    path("api/folders", api.folder_list, name="folder_list"),
    path("api/folders/<uuid:folder_id>", api.folder, name="folder"),
]
