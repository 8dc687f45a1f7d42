"""Where the wire routes are by which the web vault's console and settings administer."""

from django.urls import path

from accounts.api.stubs import nothing
from providers.api import urls as providers
from vault.api import (
    account,
    clients,
    collections,
    console_items,
    emergency,
    events,
    groups,
    organizations,
    registration,
)
from vault.api import items as api_items
from vault.api import vault as items

CIPHERS = "api/ciphers"
CIPHER = f"{CIPHERS}/<uuid:cipher_id>"
ORGANIZATION = "api/organizations/<uuid:organization_id>"
GROUPS = f"{ORGANIZATION}/groups"
GROUP = f"{GROUPS}/<uuid:group_id>"
PROVIDER = providers.PROVIDER
TRUST = "api/emergency-access"
CONTACT = f"{TRUST}/<uuid:access_id>"
REGISTER = "identity/accounts/register"

urlpatterns = [
    # The account
    path(f"{REGISTER}/send-verification-email", registration.start, name="start_registration"),
    path(f"{REGISTER}/verification-email-clicked", registration.open_link, name="open_registration_link"),
    path(f"{REGISTER}/finish", registration.finish, name="finish_registration"),
    path("api/accounts", account.own_account, name="own_account"),
    path("api/accounts/avatar", account.set_avatar, name="set_avatar"),
    path("api/accounts/organizations", account.organization_list, name="own_organizations"),
    path("api/accounts/subscription", account.subscription, name="own_subscription"),
    # Items
    path(f"{CIPHERS}/admin", console_items.administered_ciphers, name="administered_ciphers"),
    path(f"{CIPHERS}/delete-admin", api_items.trash_or_delete_ciphers, name="trash_administered_ciphers"),
    path(f"{CIPHERS}/restore-admin", api_items.restore_ciphers, name="restore_administered_ciphers"),
    path(f"{CIPHERS}/bulk-collections", console_items.change_collections, name="change_collections"),
    path(f"{CIPHERS}/purge", console_items.purge_vault, name="purge_vault"),
    path(f"{CIPHERS}/organization-details", console_items.organization_items, name="organization_items"),
    path(f"{CIPHERS}/organization-details/assigned", console_items.assigned_items, name="assigned_items"),
    path(f"{CIPHERS}/has-unassigned-ciphers", console_items.has_unassigned_items, name="has_unassigned_items"),
    path(f"{CIPHER}/full-details", items.cipher_details, name="full_cipher_details"),
    path(f"{CIPHER}/admin", console_items.administered_cipher, name="administered_cipher"),
    path(f"{CIPHER}/delete-admin", items.trash_or_delete_cipher, name="trash_administered_cipher"),
    path(f"{CIPHER}/restore-admin", items.restore_cipher, name="restore_administered_cipher"),
    path(f"{CIPHER}/collections", console_items.set_cipher_collections, name="set_collections_of_cipher"),
    path(f"{CIPHER}/collections-admin", console_items.set_cipher_collections, name="set_administered_collections"),
    path(f"{CIPHER}/events", events.cipher_events, name="cipher_events"),
    # Organizations
    path("api/organizations", organizations.found_organization, name="found_organization"),
    path(
        "api/organizations/create-without-payment",
        organizations.found_organization,
        name="found_organization_unpaid",
    ),
    path(ORGANIZATION, organizations.organization, name="organization"),
    path(f"{ORGANIZATION}/delete", organizations.delete_by_post, name="delete_organization"),
    path(f"{ORGANIZATION}/leave", organizations.leave, name="leave_organization"),
    path(f"{ORGANIZATION}/keys", organizations.keys, name="organization_keys"),
    path(f"{ORGANIZATION}/public-key", organizations.public_key, name="organization_public_key"),
    path(
        f"{ORGANIZATION}/collection-management",
        organizations.set_collection_management,
        name="set_collection_management",
    ),
    path(f"{ORGANIZATION}/subscription", organizations.subscription, name="organization_subscription"),
    path(f"{ORGANIZATION}/two-factor", organizations.two_step_providers, name="organization_two_step"),
    path(f"{ORGANIZATION}/billing/metadata", organizations.billing_metadata, name="billing_metadata"),
    path(f"{ORGANIZATION}/billing/vnext/metadata", organizations.billing_metadata, name="billing_metadata_newer"),
    path(
        f"{ORGANIZATION}/billing/vnext/self-host/metadata",
        organizations.billing_metadata,
        name="billing_metadata_self_hosted",
    ),
    path(f"{ORGANIZATION}/billing/vnext/warnings", organizations.billing_warnings, name="billing_warnings"),
    path("api/tasks/organization", nothing, name="organization_tasks"),
    # Collections
    path("api/collections", collections.my_collections, name="my_collections"),
    path(f"{ORGANIZATION}/collections/bulk-access", collections.grant_collections, name="grant_collections"),
    # Groups
    path(GROUPS, groups.group_list, name="group_list"),
    path(f"{GROUPS}/details", groups.group_list_with_access, name="group_list_with_access"),
    path(GROUP, groups.group, name="group"),
    path(f"{GROUP}/details", groups.group_details, name="group_details"),
    path(f"{GROUP}/users", groups.group_members, name="group_members"),
    path(f"{GROUP}/user/<uuid:member_id>", groups.group_member, name="group_member"),
    # Events
    path("api/events", events.own_events, name="own_events"),
    path(f"{ORGANIZATION}/events", events.organization_events, name="organization_events"),
    path(f"{ORGANIZATION}/users/<uuid:member_id>/events", events.member_events, name="member_events"),
    path(f"{PROVIDER}/events", events.provider_events, name="provider_events"),
    path(f"{PROVIDER}/users/<uuid:member_id>/events", events.provider_member_events, name="provider_member_events"),
    # Clients of providers
    path(f"{PROVIDER}/clients", clients.create_client, name="create_client"),
    path(f"{PROVIDER}/clients/addable", clients.addable_clients, name="addable_clients"),
    path(f"{PROVIDER}/clients/existing", clients.add_existing_client, name="add_client"),
    path(f"{PROVIDER}/clients/<uuid:client_id>", clients.update_client, name="update_client"),
    path(f"{PROVIDER}/organizations", clients.client_list, name="client_list"),
    path(f"{PROVIDER}/organizations/add", clients.add_existing_client, name="add_client_of_older_clients"),
    path(f"{PROVIDER}/organizations/<uuid:client_id>", clients.client, name="client"),
    # Emergency access
    path(f"{TRUST}/trusted", emergency.list_trusted, name="emergency_trusted"),
    path(f"{TRUST}/granted", emergency.list_granted, name="emergency_granted"),
    path(f"{TRUST}/invite", emergency.invite, name="emergency_invite"),
    path(CONTACT, emergency.contact, name="emergency_contact"),
    path(
        f"{CONTACT}/<uuid:cipher_id>/attachment/<uuid:attachment_id>",
        emergency.get_attachment,
        name="emergency_attachment",
    ),
    *(
        path(f"{CONTACT}/{name}", view, name=f"emergency_{name}")
        for name, view in {
            "reinvite": emergency.reinvite,
            "accept": emergency.accept,
            "confirm": emergency.confirm,
            "initiate": emergency.initiate,
            "approve": emergency.approve,
            "reject": emergency.reject,
            "view": emergency.view_vault,
            "takeover": emergency.take_over,
            "password": emergency.set_password,
            "policies": emergency.policies,
        }.items()
    ),
]
