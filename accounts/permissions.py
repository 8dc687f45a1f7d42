"""Who may do what: the vocabulary, and the table of roles. Nothing else in the project decides it.

Grammar: `scope:resource:action`. Source of the table: `spec/features.md` 1.6 and 1.8.
What a setting of the organization or a grant on a collection adds or takes is said by the model's `permissions_of`.
"""

from enum import StrEnum


class Permission(StrEnum):
    ACCOUNT_MANAGE = "account:self:manage"

    BASELINE_MANAGE = "provider:baseline:manage"
    CLIENTS_ANNOTATE = "provider:clients:annotate"
    CLIENTS_CREATE = "provider:clients:create"
    CLIENTS_RENAME = "provider:clients:rename"
    CLIENTS_SUSPEND = "provider:clients:suspend"
    CLIENTS_UNLINK = "provider:clients:unlink"
    CLIENTS_VIEW = "provider:clients:view"
    CLIENT_SEATS_CHANGE = "provider:seats:change"
    CLIENT_SEATS_PURCHASE = "provider:seats:purchase"
    PROVIDER_BILLING_VIEW = "provider:billing:view"
    PROVIDER_DELETE = "provider:self:delete"
    PROVIDER_EVENTS_VIEW = "provider:events:view"
    PROVIDER_MANAGE = "provider:settings:manage"
    PROVIDER_MEMBERS_MANAGE = "provider:members:manage"
    PROVIDER_MEMBERS_VIEW = "provider:members:view"
    PROVIDER_VIEW = "provider:self:view"

    ADMINS_MANAGE = "organization:admins:manage"
    API_KEY_MANAGE = "organization:api_key:manage"
    COLLECTIONS_CREATE = "organization:collections:create"
    COLLECTIONS_DELETE = "organization:collections:delete"
    COLLECTIONS_EDIT = "organization:collections:edit"
    COLLECTIONS_VIEW = "organization:collections:view"
    COLLECTION_SETTINGS_MANAGE = "organization:collection_settings:manage"
    CONSOLE_VIEW = "organization:console:view"
    DOMAINS_MANAGE = "organization:domains:manage"
    EVENTS_VIEW = "organization:events:view"
    GROUPS_MANAGE = "organization:groups:manage"
    ITEMS_EDIT = "organization:items:edit"
    ITEMS_EXPORT = "organization:items:export"
    ITEMS_IMPORT = "organization:items:import"
    ITEMS_PURGE = "organization:items:purge"
    ITEMS_VIEW = "organization:items:view"
    MEMBERS_MANAGE = "organization:members:manage"
    MEMBERS_VIEW = "organization:members:view"
    ORGANIZATION_DELETE = "organization:self:delete"
    ORGANIZATION_MANAGE = "organization:settings:manage"
    ORGANIZATION_VIEW = "organization:self:view"
    OWNERS_MANAGE = "organization:owners:manage"
    POLICIES_MANAGE = "organization:policies:manage"
    PROVIDER_ACCESS_MANAGE = "organization:provider_access:manage"
    RECOVERY_MANAGE = "organization:recovery:manage"
    REPORTS_VIEW = "organization:reports:view"
    SCIM_MANAGE = "organization:scim:manage"

    COLLECTION_DELETE = "collection:self:delete"
    COLLECTION_EDIT = "collection:self:edit"
    COLLECTION_ITEMS_EDIT = "collection:items:edit"
    COLLECTION_ITEMS_VIEW = "collection:items:view"
    COLLECTION_VIEW = "collection:self:view"

    ITEM_DELETE = "item:self:delete"
    ITEM_EDIT = "item:self:edit"
    ITEM_PASSWORD_VIEW = "item:password:view"
    ITEM_VIEW = "item:self:view"

    OPERATE = "platform:self:operate"


P = Permission

MEMBER = frozenset({P.ORGANIZATION_VIEW})
ADMIN = MEMBER | {
    P.ADMINS_MANAGE,
    P.COLLECTIONS_CREATE,
    P.COLLECTIONS_DELETE,
    P.COLLECTIONS_EDIT,
    P.COLLECTIONS_VIEW,
    P.CONSOLE_VIEW,
    P.DOMAINS_MANAGE,
    P.EVENTS_VIEW,
    P.GROUPS_MANAGE,
    P.ITEMS_EDIT,
    P.ITEMS_EXPORT,
    P.ITEMS_IMPORT,
    P.ITEMS_VIEW,
    P.MEMBERS_MANAGE,
    P.MEMBERS_VIEW,
    P.POLICIES_MANAGE,
    P.RECOVERY_MANAGE,
    P.REPORTS_VIEW,
    P.SCIM_MANAGE,
}
OWNER = ADMIN | {
    P.API_KEY_MANAGE,
    P.COLLECTION_SETTINGS_MANAGE,
    P.ITEMS_PURGE,
    P.ORGANIZATION_DELETE,
    P.ORGANIZATION_MANAGE,
    P.OWNERS_MANAGE,
    P.PROVIDER_ACCESS_MANAGE,
}

# What each custom flag of the protocol grants (features 1.8); any of them opens the console.
CUSTOM_FLAGS = {
    "accessEventLogs": {P.EVENTS_VIEW},
    "accessImportExport": {P.ITEMS_IMPORT, P.ITEMS_EXPORT},
    "accessReports": {P.REPORTS_VIEW},
    "createNewCollections": {P.COLLECTIONS_CREATE},
    "editAnyCollection": {P.COLLECTIONS_VIEW, P.COLLECTIONS_EDIT, P.ITEMS_VIEW, P.ITEMS_EDIT},
    "deleteAnyCollection": {P.COLLECTIONS_VIEW, P.COLLECTIONS_DELETE},
    "manageGroups": {P.GROUPS_MANAGE, P.COLLECTIONS_VIEW, P.MEMBERS_VIEW},
    "managePolicies": {P.POLICIES_MANAGE},
    "manageSso": set(),
    "manageUsers": {P.MEMBERS_VIEW, P.MEMBERS_MANAGE, P.COLLECTIONS_VIEW},
    "manageResetPassword": {P.RECOVERY_MANAGE, P.MEMBERS_VIEW},
    "manageScim": {P.SCIM_MANAGE},
}

# What provider staff may do in every client: as its owner, but an owner of the client alone decides about
# the provider's own access, and only Provider Admins delete a client.
SERVICE_USER_IN_CLIENT = OWNER - {P.PROVIDER_ACCESS_MANAGE, P.ORGANIZATION_DELETE}
PROVIDER_ADMIN_IN_CLIENT = SERVICE_USER_IN_CLIENT | {P.ORGANIZATION_DELETE}

SERVICE_USER = frozenset(
    {P.PROVIDER_VIEW, P.CLIENTS_VIEW, P.CLIENTS_ANNOTATE, P.CLIENTS_RENAME, P.CLIENT_SEATS_CHANGE}
)
PROVIDER_ADMIN = SERVICE_USER | {
    P.BASELINE_MANAGE,
    P.CLIENTS_CREATE,
    P.CLIENTS_SUSPEND,
    P.CLIENTS_UNLINK,
    P.CLIENT_SEATS_PURCHASE,
    P.PROVIDER_BILLING_VIEW,
    P.PROVIDER_DELETE,
    P.PROVIDER_EVENTS_VIEW,
    P.PROVIDER_MANAGE,
    P.PROVIDER_MEMBERS_MANAGE,
    P.PROVIDER_MEMBERS_VIEW,
}

# What is left in a suspended organization: its own owners keep all, its other members learn that it is there, and
# who works for its provider sees who is in it and what happened (features 3.5).
MEMBER_WHILE_SUSPENDED = MEMBER
PROVIDER_WHILE_SUSPENDED = MEMBER | {P.CONSOLE_VIEW, P.EVENTS_VIEW, P.MEMBERS_VIEW}

# What touches the content of items; `administration only` takes these from provider staff.
ITEM_CONTENT = frozenset({P.ITEMS_VIEW, P.ITEMS_EDIT, P.ITEMS_EXPORT, P.ITEMS_IMPORT, P.REPORTS_VIEW})

# What owners and admins have over every collection only while the organization says so (features 4.2).
ALL_COLLECTIONS = frozenset({P.COLLECTIONS_EDIT, P.COLLECTIONS_DELETE, P.ITEMS_VIEW, P.ITEMS_EDIT})


def custom_permissions(flags):
    """Return what a custom role with these protocol flags may do; unknown flags grant nothing."""
    granted = set().union(*(CUSTOM_FLAGS.get(flag, set()) for flag in flags))
    return MEMBER | granted | ({P.CONSOLE_VIEW} if granted else set())
