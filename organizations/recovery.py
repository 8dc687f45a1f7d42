"""Account recovery: where it is on, who takes part, and whom somebody may help (features 4.12)."""

from django.utils.translation import gettext as _

from organizations.keyring import holds_key
from organizations.models import Policy
from organizations.policies import policy_data
from organizations.reach import reach_of
from providers.models import ProviderMember


def recovers_accounts(organization):
    return policy_data(organization, Policy.Kind.ACCOUNT_RECOVERY) is not None


def must_enroll(organization):
    """Return whether members are enrolled when they accept, and cannot withdraw."""
    data = policy_data(organization, Policy.Kind.ACCOUNT_RECOVERY)
    return bool(data and data["autoEnrollEnabled"])


def refusal_of_recovery(organization, member, actor):
    """Say why `actor` may not recover the account of `member`, or None."""
    if not recovers_accounts(organization):
        return _("Turn on the policy “Account recovery administration” first.")
    if member.user_id == actor.pk:
        return _("You cannot do this to yourself.")
    if not reach_of(actor, organization).recovers(member.role, member.custom_flags):
        return _("You may not recover the accounts of members who hold more than you.")
    if member.recovery_key is None:
        return _("This member is not enrolled in account recovery.")
    if not holds_key(actor, organization):
        return _("This client does not share its items with its provider: its own owners and admins recover accounts.")
    return refusal_of_power(member.user, actor)


def refusal_of_power(user, actor):
    """Keep one organization from taking over who holds the keys of others."""
    if user.is_operator:
        return _("Platform operators cannot be recovered by an organization.")
    staff = ProviderMember.objects.confirmed().filter(user=user).select_related("provider")
    admins = ProviderMember.objects.provider_admins().filter(user=actor)
    if staff.exclude(provider__in=admins.values("provider")).exists():
        return _("This member works for a provider: only a Provider Admin of it may recover the account.")
    return None
