"""Providers in the protocol's JSON. Source: `spec/api.md` 5.2."""

from accounts.permissions import CUSTOM_FLAGS
from providers.models import ProviderKeyShare, ProviderMember


def profile_providers(user):
    """Return the providers `user` works for, each with its key as sealed to them."""
    shares = ProviderKeyShare.objects.filter(
        member__user=user, member__status=ProviderMember.Status.CONFIRMED
    ).select_related("member__provider")
    return [profile_provider(share.member, share.member.provider, share.wrapped_key) for share in shares]


def profile_provider(member, provider, wrapped_key):
    return {
        "object": "profileProvider",
        "id": provider.pk,
        "name": provider.name,
        "key": wrapped_key,
        "status": member.status,
        "type": member.role,
        "enabled": provider.enabled,
        # Android insists on the object, which providers do not use.
        "permissions": dict.fromkeys(CUSTOM_FLAGS, False),
        "userId": member.user_id,
        "useEvents": provider.use_events,
        "providerStatus": provider.status,
        "providerType": provider.type,
    }
