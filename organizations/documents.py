"""Organizations and policies in the protocol's JSON. Source: `spec/api.md` 5.1 and 5.3."""

from django.db.models import Exists, OuterRef

from accounts.permissions import CUSTOM_FLAGS
from organizations.domains import claiming_address
from organizations.models import Organization, OrganizationMember, Policy
from organizations.plans import FEATURES, Plan
from providers.models import ProviderMember

# What the protocol names and the portal does not have.
ABSENT = (
    "useDirectory useSso useKeyConnector useSecretsManager useActivateAutofillPolicy useRiskInsights"
    " useAdminSponsoredFamilies useAutomaticUserConfirmation usePhishingBlocker useMyItems useInviteLinks usePam"
    " accessPam ssoBound ssoEnabled keyConnectorEnabled accessSecretsManager familySponsorshipAvailable isAdminInitiated"
).split()
UNSET = (
    "identifier ssoMemberDecryptionType keyConnectorUrl familySponsorshipFriendlyName familySponsorshipLastSyncDate"
    " familySponsorshipValidUntil familySponsorshipToDelete"
).split()
# Of those, what clients refuse to do without; a provider's profile grows with its clients.
ABSENT_OF_CLIENTS = ("useDirectory", "keyConnectorEnabled")


def profile_organizations(user):
    """Return the organizations `user` is a confirmed member of, each with its key as sealed to them."""
    claims = claiming_address(user.email).filter(organization=OuterRef("organization"))
    members = OrganizationMember.objects.confirmed().filter(user=user).annotate(is_claimed=Exists(claims))
    return [profile_organization(member) for member in members.select_related("organization__provider")]


def profile_organization(member):
    organization = member.organization
    features, provider = organization.features, organization.provider
    return {
        "object": "profileOrganization",
        "id": organization.pk,
        "name": organization.name,
        "enabled": organization.enabled,
        "status": member.status,
        "type": member.role,
        "key": member.wrapped_key,
        "hasPublicAndPrivateKeys": True,
        "userId": member.user_id,
        "organizationUserId": member.pk,
        "seats": organization.seats,
        "maxCollections": features.collections,
        "maxStorageGb": organization.storage_gigabytes,
        **use_flags(features),
        "permissions": {flag: flag in member.custom_flags for flag in CUSTOM_FLAGS},
        "resetPasswordEnrolled": member.recovery_key is not None,
        "limitCollectionCreation": organization.limit_collection_creation,
        "limitCollectionDeletion": organization.limit_collection_deletion,
        "limitItemDeletion": organization.limit_item_deletion,
        "allowAdminAccessToAllCollectionItems": organization.allow_admin_access_to_all,
        "providerId": provider.pk if provider else None,
        "providerName": provider.name if provider else None,
        "providerType": provider.type if provider else None,
        "userIsClaimedByOrganization": member.is_claimed,
        "userIsManagedByOrganization": member.is_claimed,
        **dict.fromkeys(ABSENT, False),
        **dict.fromkeys(UNSET),
    }


def use_flags(features):
    """Return which parts of the clients' menus the plan switches on."""
    return {
        "productTierType": features.product_tier,
        "selfHost": True,
        "usePolicies": features.policies,
        "useGroups": features.groups,
        "useEvents": features.events,
        "useTotp": features.premium,
        "use2fa": True,
        "useApi": features.api,
        "useScim": features.scim,
        "useResetPassword": features.recovery,
        "useCustomPermissions": features.custom_roles,
        "useOrganizationDomains": features.domains,
        "usersGetPremium": features.premium,
        "usePasswordManager": True,
        "useDisableSMAdsForUsers": True,
    }


def profile_clients(user):
    """Return the clients `user` reaches as provider staff.

    Those that keep their items to themselves, and those that are suspended, are left out.
    """
    providers = ProviderMember.objects.confirmed().filter(user=user).values("provider")
    clients = Organization.objects.filter(
        provider__in=providers,
        provider_item_access=Organization.ProviderItemAccess.FULL,
        enabled=True,
        provider__enabled=True,
    )
    columns = ["pk", "name", "enabled", "plan", "provider_wrapped_key", "provider", "provider__name", "provider__type"]
    return [profile_client(user, *row) for row in clients.values_list(*columns)]


def profile_client(user, pk, name, enabled, plan, wrapped_key, provider_id, provider_name, provider_type):
    return {
        "object": "profileProviderOrganization",
        "id": pk,
        "name": name,
        "enabled": enabled,
        "status": OrganizationMember.Status.CONFIRMED,
        "type": OrganizationMember.Role.OWNER,
        "key": wrapped_key,
        "userId": user.pk,
        "organizationUserId": None,
        **use_flags(FEATURES[Plan(plan)]),
        "permissions": {"manageResetPassword": False, "managePolicies": False},
        "providerId": provider_id,
        "providerName": provider_name,
        "providerType": provider_type,
        **dict.fromkeys(ABSENT_OF_CLIENTS, False),
    }


def policy_documents(user):
    """Return the policies of the organizations `user` is a confirmed member of."""
    members = OrganizationMember.objects.confirmed().filter(user=user)
    policies = Policy.objects.filter(organization__in=members.values("organization"))
    return [policy_document(policy) for policy in policies]


def policy_document(policy):
    return {
        "object": "policy",
        "id": policy.pk,
        "organizationId": policy.organization_id,
        "type": policy.kind,
        "data": policy.data or None,
        "enabled": policy.enabled,
        "revisionDate": policy.updated_at,
        "canToggleState": True,
    }
