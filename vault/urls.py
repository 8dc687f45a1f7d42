from django.urls import path

from vault import (
    account_urls,
    attachment_urls,
    blueprint_urls,
    export_urls,
    own_import_urls,
    report_urls,
    settings_urls,
)
from vault.emergency import urls as emergency_urls
from vault.sends import urls as send_urls
from vault.views import (
    clients,
    collections,
    events,
    folders,
    generator,
    groups,
    imports,
    items,
    member_files,
    members,
    organizations,
    vaults,
)

app_name = "vault"

ORGANIZATION = "organizations/<uuid:organization_id>/"
MEMBERS = f"{ORGANIZATION}members/"
GROUPS = f"{ORGANIZATION}groups/"
IMPORT = f"{ORGANIZATION}import/"
ITEM = "vault/items/<uuid:cipher_id>/"
COLLECTION = "collections/<uuid:collection_id>/"
FOLDER = "vault/folders/<uuid:folder_id>/"

urlpatterns = [
    path("providers/<uuid:provider_id>/clients/new/", clients.create_client, name="create_client"),
    # Vaults
    path("vault/", vaults.member_vault, name="member_vault"),
    path("vault/items.json", vaults.member_items, name="member_items"),
    path("vault/fingerprints.json", vaults.member_fingerprints, name="member_fingerprints"),
    path("vault/items/chosen.json", vaults.chosen_member_items, name="chosen_member_items"),
    path(f"{ORGANIZATION}vault/", vaults.organization_vault, name="organization_vault"),
    path(f"{ORGANIZATION}vault/items.json", vaults.organization_items, name="organization_items"),
    path(f"{ORGANIZATION}vault/fingerprints.json", vaults.organization_fingerprints, name="organization_fingerprints"),
    path(f"{ORGANIZATION}vault/items/chosen.json", vaults.chosen_organization_items, name="chosen_organization_items"),
    path("vault/generator/", generator.generator, name="generator"),
    # Items
    path("vault/items/", items.create_item, name="create_item"),
    path("vault/items/trash/", items.trash_item, name="trash_item"),
    path("vault/items/restore/", items.restore_item, name="restore_item"),
    path("vault/items/delete/", items.delete_item, name="delete_item"),
    path("vault/items/move/", items.move_item, name="move_item"),
    path("vault/items/favorite/", items.favorite_item, name="favorite_item"),
    path("vault/items/archive/", items.archive_item, name="archive_item"),
    path("vault/items/assign/", items.assign_item, name="assign_item"),
    path("vault/items/share/", items.share_items, name="share_items"),
    path(ITEM, items.update_item, name="update_item"),
    path(f"{ITEM}share/", items.share_item, name="share_item"),
    path(f"{ITEM}collections/", items.update_item_collections, name="update_item_collections"),
    path(f"{ORGANIZATION}vault/items/", items.create_shared_item, name="create_shared_item"),
    # Folders
    path("vault/folders/", folders.create_folder, name="create_folder"),
    path(FOLDER, folders.update_folder, name="update_folder"),
    path(f"{FOLDER}delete/", folders.delete_folder, name="delete_folder"),
    # Collections
    path(f"{ORGANIZATION}collections/", collections.create_collection, name="create_collection"),
    path(COLLECTION, collections.update_collection, name="update_collection"),
    path(f"{COLLECTION}delete/", collections.delete_collection, name="delete_collection"),
    path(f"{COLLECTION}access/", collections.collection_access, name="collection_access"),
    path(f"{COLLECTION}access/people/", collections.collection_candidates, name="collection_candidates"),
    # Members
    path(MEMBERS, members.member_list, name="member_list"),
    path(f"{MEMBERS}invite/", members.invite_member, name="invite_member"),
    path(f"{MEMBERS}export/", members.export_members, name="export_members"),
    path(f"{MEMBERS}accounts/delete/", members.delete_member_account, name="delete_member_account"),
    path(f"{MEMBERS}invite/file/", member_files.invite_from_file, name="invite_from_file"),
    path(f"{MEMBERS}<uuid:member_id>/access/", members.member_access, name="member_access"),
    # Groups
    path(GROUPS, groups.group_list, name="group_list"),
    path(f"{GROUPS}new/", groups.create_group, name="create_group"),
    path(f"{GROUPS}people/", groups.group_candidates, name="group_candidates"),
    path(f"{GROUPS}delete/", groups.delete_group, name="delete_group"),
    path(f"{GROUPS}<uuid:group_id>/", groups.update_group, name="update_group"),
    # Settings
    *settings_urls.urlpatterns,
    path(f"{ORGANIZATION}delete/", organizations.delete_organization, name="delete_organization"),
    path(f"{ORGANIZATION}purge/", organizations.purge_organization, name="purge_organization"),
    # Event logs
    path("vault/events/", events.collect_events, name="collect_events"),
    path(f"{ORGANIZATION}events/", events.organization_event_log, name="organization_event_log"),
    path(f"{ORGANIZATION}events/export/", events.export_organization_events, name="export_organization_events"),
    # Import
    path(IMPORT, imports.import_items, name="import_items"),
    path(f"{IMPORT}chunks/", imports.add_import_chunk, name="add_import_chunk"),
    path(f"{IMPORT}finish/", imports.finish_import, name="finish_import"),
    *account_urls.urlpatterns,
    *attachment_urls.urlpatterns,
    *blueprint_urls.urlpatterns,
    *own_import_urls.urlpatterns,
    *export_urls.urlpatterns,
    *report_urls.urlpatterns,
    *send_urls.urlpatterns,
    *emergency_urls.urlpatterns,
]
