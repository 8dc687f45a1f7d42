"""A provider and its members as its portal in the web vault reads them. Source: `spec/api.md` 18."""

from accounts.permissions import CUSTOM_FLAGS


def provider_document(provider):
    return {
        "object": "provider",
        "id": provider.pk,
        "name": provider.name,
        "businessName": provider.business_name or None,
        "businessAddress1": None,
        "businessAddress2": None,
        "businessAddress3": None,
        "businessCountry": None,
        "businessTaxNumber": None,
        "billingEmail": provider.billing_email,
        "billingPhone": None,
        "creationDate": provider.created_at,
        "type": provider.type,
    }


def member_document(member):
    return {
        "object": "providerUserUserDetails",
        "id": member.pk,
        "userId": member.user_id,
        "type": member.role,
        "status": member.status,
        # Clients want the object, which providers do not use.
        "permissions": dict.fromkeys(CUSTOM_FLAGS, False),
        "name": member.user.name or None,
        "email": member.user.email,
    }
