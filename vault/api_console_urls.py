"""Where the wire routes are by which the web vault's console and settings administer."""

from django.urls import path

from accounts.api_stubs import nothing
from providers import api_urls as providers
from vault import (
    api_account,
    api_clients,
    api_collections,
    api_console_items,
    api_emergency,
    api_events,
    api_groups,
    api_items,
    api_organizations,
    api_registration,
)
from vault import api as items

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
    path(f"{REGISTER}/send-verification-email", api_registration.start, name="start_registration"),
    path(f"{REGISTER}/verification-email-clicked", api_registration.open_link, name="open_registration_link"),
    path(f"{REGISTER}/finish", api_registration.finish, name="finish_registration"),
    path("api/accounts/avatar", api_account.set_avatar, name="set_avatar"),
    path("api/accounts/organizations", api_account.organization_list, name="own_organizations"),
    path("api/accounts/subscription", api_account.subscription, name="own_subscription"),
    # Items
    path(f"{CIPHERS}/admin", api_console_items.administered_ciphers, name="administered_ciphers"),
    path(f"{CIPHERS}/delete-admin", api_items.trash_ciphers, name="trash_administered_ciphers"),
    path(f"{CIPHERS}/restore-admin", api_items.restore_ciphers, name="restore_administered_ciphers"),
    path(f"{CIPHERS}/bulk-collections", api_console_items.change_collections, name="change_collections"),
    path(f"{CIPHERS}/purge", api_console_items.purge_vault, name="purge_vault"),
    path(f"{CIPHERS}/organization-details", api_console_items.organization_items, name="organization_items"),
    path(f"{CIPHERS}/organization-details/assigned", api_console_items.assigned_items, name="assigned_items"),
    path(f"{CIPHERS}/has-unassigned-ciphers", api_console_items.has_unassigned_items, name="has_unassigned_items"),
    path(f"{CIPHER}/full-details", items.cipher_details, name="full_cipher_details"),
    path(f"{CIPHER}/admin", api_console_items.administered_cipher, name="administered_cipher"),
    path(f"{CIPHER}/delete-admin", items.trash_cipher, name="trash_administered_cipher"),
    path(f"{CIPHER}/restore-admin", items.restore_cipher, name="restore_administered_cipher"),
    path(f"{CIPHER}/collections", api_console_items.set_cipher_collections, name="set_collections_of_cipher"),
    path(f"{CIPHER}/collections-admin", api_console_items.set_cipher_collections, name="set_administered_collections"),
    path(f"{CIPHER}/events", api_events.cipher_events, name="cipher_events"),
    # Organizations
    path("api/organizations", api_organizations.found_organization, name="found_organization"),
    path(
        "api/organizations/create-without-payment",
        api_organizations.found_organization,
        name="found_organization_unpaid",
    ),
    path(ORGANIZATION, api_organizations.organization, name="organization"),
    path(f"{ORGANIZATION}/delete", api_organizations.delete_by_post, name="delete_organization"),
    path(f"{ORGANIZATION}/leave", api_organizations.leave, name="leave_organization"),
    path(f"{ORGANIZATION}/keys", api_organizations.keys, name="organization_keys"),
    path(f"{ORGANIZATION}/public-key", api_organizations.public_key, name="organization_public_key"),
    path(
        f"{ORGANIZATION}/collection-management",
        api_organizations.set_collection_management,
        name="set_collection_management",
    ),
    path(f"{ORGANIZATION}/subscription", api_organizations.subscription, name="organization_subscription"),
    path(f"{ORGANIZATION}/two-factor", api_organizations.two_step_providers, name="organization_two_step"),
    path(f"{ORGANIZATION}/billing/metadata", api_organizations.billing_metadata, name="billing_metadata"),
    path(f"{ORGANIZATION}/billing/vnext/metadata", api_organizations.billing_metadata, name="billing_metadata_newer"),
    path(
        f"{ORGANIZATION}/billing/vnext/self-host/metadata",
        api_organizations.billing_metadata,
        name="billing_metadata_self_hosted",
    ),
    path(f"{ORGANIZATION}/billing/vnext/warnings", api_organizations.billing_warnings, name="billing_warnings"),
    path("api/tasks/organization", nothing, name="organization_tasks"),
    # Collections
    path("api/collections", api_collections.my_collections, name="my_collections"),
    path(f"{ORGANIZATION}/collections/bulk-access", api_collections.grant_collections, name="grant_collections"),
    # Groups
    path(GROUPS, api_groups.group_list, name="group_list"),
    path(f"{GROUPS}/details", api_groups.group_list_with_access, name="group_list_with_access"),
    path(GROUP, api_groups.group, name="group"),
    path(f"{GROUP}/details", api_groups.group_details, name="group_details"),
    path(f"{GROUP}/users", api_groups.group_members, name="group_members"),
    path(f"{GROUP}/user/<uuid:member_id>", api_groups.group_member, name="group_member"),
    # Events
    path("api/events", api_events.own_events, name="own_events"),
    path(f"{ORGANIZATION}/events", api_events.organization_events, name="organization_events"),
    path(f"{ORGANIZATION}/users/<uuid:member_id>/events", api_events.member_events, name="member_events"),
    path(f"{PROVIDER}/events", api_events.provider_events, name="provider_events"),
    path(f"{PROVIDER}/users/<uuid:member_id>/events", api_events.provider_member_events, name="provider_member_events"),
    # Clients of providers
    path(f"{PROVIDER}/clients", api_clients.create_client, name="create_client"),
    path(f"{PROVIDER}/clients/addable", api_clients.addable_clients, name="addable_clients"),
    path(f"{PROVIDER}/clients/existing", api_clients.add_existing_client, name="add_client"),
    path(f"{PROVIDER}/clients/<uuid:client_id>", api_clients.update_client, name="update_client"),
    path(f"{PROVIDER}/organizations", api_clients.client_list, name="client_list"),
    path(f"{PROVIDER}/organizations/add", api_clients.add_existing_client, name="add_client_of_older_clients"),
    path(f"{PROVIDER}/organizations/<uuid:client_id>", api_clients.client, name="client"),
    # Emergency access
    path(f"{TRUST}/trusted", api_emergency.list_trusted, name="emergency_trusted"),
    path(f"{TRUST}/granted", api_emergency.list_granted, name="emergency_granted"),
    path(f"{TRUST}/invite", api_emergency.invite, name="emergency_invite"),
    path(CONTACT, api_emergency.contact, name="emergency_contact"),
    *(
        path(f"{CONTACT}/{name}", view, name=f"emergency_{name}")
        for name, view in {
            "reinvite": api_emergency.reinvite,
            "accept": api_emergency.accept,
            "confirm": api_emergency.confirm,
            "initiate": api_emergency.initiate,
            "approve": api_emergency.approve,
            "reject": api_emergency.reject,
            "view": api_emergency.view_vault,
            "takeover": api_emergency.take_over,
            "password": api_emergency.set_password,
            "policies": api_emergency.policies,
        }.items()
    ),
]
