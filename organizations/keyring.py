"""The wrapped keys a page hands to the vault agent. All of it is ciphertext to the server."""

from organizations.models import Organization, OrganizationMember
from providers.models import ProviderKeyShare, ProviderMember


def keyring_for(user, organizations):
    """Return the wrapped keys by which `user` opens these organizations, in two statements.

    A member has a key of their own; provider staff have the one under the provider's key, unless the client
    keeps its items from its provider. A suspended organization opens to its own owners alone.
    """
    organizations = list(organizations)
    own = dict(
        OrganizationMember.objects.with_access()
        .filter(user=user, organization__in=organizations)
        .values_list("organization", "wrapped_key")
    )
    managed = [row for row in organizations if row.pk not in own and shares_items_with_provider(row)]
    shares = dict(
        ProviderKeyShare.objects.filter(
            key__in={row.provider_key_id for row in managed},
            member__user=user,
            member__status=ProviderMember.Status.CONFIRMED,
            key__provider__enabled=True,
        ).values_list("key__provider", "wrapped_key")
    )
    entries = [entry(pk, key, None) for pk, key in own.items()]
    entries += [
        entry(row.pk, row.provider_wrapped_key, row.provider_id) for row in managed if row.provider_id in shares
    ]
    return {
        "providers": [{"id": str(pk), "key": key} for pk, key in shares.items()],
        "organizations": entries,
    }


def holds_key(user, organization):
    """Return whether `user` can open the organization, and so hand its key on."""
    member = organization.membership(user)
    if member is not None and member.has_access:
        return True
    if not shares_items_with_provider(organization) or not organization.provider.enabled:
        return False
    return organization.acts_as_provider(user)


def shares_items_with_provider(organization):
    full = Organization.ProviderItemAccess.FULL
    managed = organization.provider_id is not None and organization.enabled
    return managed and organization.provider_item_access == full


def entry(organization_id, key, provider_id):
    return {
        "id": str(organization_id),
        "key": key,
        "providerId": None if provider_id is None else str(provider_id),
    }
