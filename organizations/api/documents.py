"""An organization as its console in the web vault reads it. Source: `spec/api.md` 10.1."""

from organizations.documents import ABSENT, use_flags
from organizations.plans import FEATURES, Plan


def organization_document(organization):
    features = organization.features
    return {
        "object": "organization",
        "id": organization.pk,
        "name": organization.name,
        "businessName": None,
        "billingEmail": organization.billing_email,
        "plan": plan_document(Plan(organization.plan)),
        "planType": features.plan_type,
        "enabled": organization.enabled,
        "seats": organization.seats,
        "maxAutoscaleSeats": organization.seat_limit,
        "maxCollections": features.collections,
        "maxStorageGb": organization.storage_gigabytes,
        **use_flags(features),
        **dict.fromkeys(ABSENT, False),
        "hasPublicAndPrivateKeys": True,
        **collection_management(organization),
    }


def collection_management(organization):
    return {
        "limitCollectionCreation": organization.limit_collection_creation,
        "limitCollectionDeletion": organization.limit_collection_deletion,
        "limitItemDeletion": organization.limit_item_deletion,
        "allowAdminAccessToAllCollectionItems": organization.allow_admin_access_to_all,
    }


def subscription_document(organization):
    """Return the organization, of which nothing is bought by card."""
    bought = {"storageName": None, "storageGb": None, "subscription": None, "upcomingInvoice": None, "expiration": None}
    return organization_document(organization) | {"object": "organizationSubscription", **bought}


def plan_documents():
    return [plan_document(plan) for plan in Plan]


def plan_document(plan):
    """Return a plan as clients know it; prices are agreed on elsewhere."""
    features, order = FEATURES[plan], list(Plan).index(plan)
    per_seat = features.members is None
    return {
        "object": "plan",
        "type": features.plan_type,
        "productTier": features.product_tier,
        "name": str(plan.label),
        "nameLocalizationKey": f"planName{plan.title()}",
        "descriptionLocalizationKey": f"planDesc{plan.title()}",
        "isAnnual": True,
        "canBeUsedByBusiness": per_seat,
        "displaySortOrder": order,
        "upgradeSortOrder": order,
        "trialPeriodDays": None,
        "hasSelfHost": True,
        "hasPolicies": features.policies,
        "hasGroups": features.groups,
        "hasDirectory": False,
        "hasEvents": features.events,
        "hasTotp": features.premium,
        "has2fa": True,
        "hasApi": features.api,
        "hasSso": False,
        "hasScim": features.scim,
        "hasResetPassword": features.recovery,
        "usersGetPremium": features.premium,
        "hasCustomPermissions": features.custom_roles,
        "disabled": False,
        "legacyYear": None,
        "PasswordManager": {
            "baseSeats": features.members or 0,
            "maxSeats": features.members,
            "hasAdditionalSeatsOption": per_seat,
            "seatPrice": 0,
            "basePrice": 0,
            "baseStorageGb": 5,
            "maxCollections": features.collections,
            "hasAdditionalStorageOption": False,
            "hasPremiumAccessOption": False,
            "allowSeatAutoscale": per_seat,
        },
    }
