"""Every write to a policy, and what it does to the members at once."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.types import EventType, SystemUser
from organizations import tasks
from organizations.models import Organization, OrganizationMember, Policy
from organizations.plans import Plan
from organizations.policies import BELONGING, breaches, memberships_bound
from organizations.policy_rules import RULES
from organizations.services import members as memberships
from organizations.services.events import record_in
from provider_portal.notifications.kinds import Kind as NotificationKind
from provider_portal.notifications.publish import notify_organizations

Kind = Policy.Kind
Reason = OrganizationMember.RevocationReason
# What becomes of members who break a policy when it is turned on: the reason, and the event.
REVOKING = {
    Kind.SINGLE_ORGANIZATION: (Reason.SINGLE_ORGANIZATION_POLICY, EventType.MEMBER_REVOKED_SINGLE_ORGANIZATION),
    Kind.TWO_STEP: (Reason.TWO_STEP_POLICY, EventType.MEMBER_REVOKED_TWO_STEP),
}


class PolicyRefused(Exception):
    """The policy cannot be set so; the message says why."""


@transaction.atomic
def set_policy(organization, kind, *, enabled, values, actor):
    """Turn a policy on or off and set its data; raises PolicyRefused. Returns how many members it revoked."""
    if not organization.features.policies:
        raise PolicyRefused(_("Policies need the %(plan)s plan.") % {"plan": Plan.ENTERPRISE.label})
    organization = memberships.locked(organization)
    refuse_order(organization, kind, enabled)
    try:
        data = RULES[kind].stored(values, enabled=enabled)
    except ValueError:
        raise PolicyRefused(_("Fill in what the policy asks for.")) from None
    policy = organization.policies.filter(kind=kind).first() or Policy(organization=organization, kind=kind)
    turned_on = enabled and not policy.enabled
    if not policy._state.adding and (policy.enabled, policy.data) == (enabled, data):
        return 0
    policy.enabled, policy.data, policy.updated_at = enabled, data, timezone.now()
    policy.save()
    record_in(organization, EventType.POLICY_UPDATED, actor=actor, policy_id=policy.pk)
    # Everybody's apps fetch anew what they must obey.
    Organization.objects.filter(pk=organization.pk).update(revision_date=timezone.now())
    notify_organizations(NotificationKind.VAULT, [organization.pk])
    return revoke_breaching(organization, kind, actor) if turned_on and kind in REVOKING else 0


def refuse_order(organization, kind, enabled):
    """Raise PolicyRefused where this one needs another to be on, or another one needs it."""
    on = set(organization.policies.filter(enabled=True).values_list("kind", flat=True))
    if enabled:
        missing = [needed for needed in RULES[kind].needs if needed not in on]
        if missing:
            raise PolicyRefused(_("Turn on “%(policy)s” first: this one needs it.") % {"policy": missing[0].label})
        if kind == Kind.BLOCK_CLAIMED_DOMAIN_ACCOUNTS and not organization.domains.claimed().exists():
            raise PolicyRefused(_("Claim a domain first: this policy is about its addresses."))
        return
    if kind == Kind.SINGLE_ORGANIZATION and organization.domains.claimed().exists():
        raise PolicyRefused(_("Remove your claimed domains first: they need this policy."))
    dependent = [other for other, rule in RULES.items() if kind in rule.needs and other in on]
    if dependent:
        raise PolicyRefused(_("Turn off “%(policy)s” first: it needs this one.") % {"policy": dependent[0].label})


def revoke_breaching(organization, kind, actor):
    """Revoke the members who break the policy, but for whoever has just turned it on, if a person did."""
    members = organization.members.filter(status__in=BELONGING).exclude(user=actor.pk if actor else None)
    found = breaches(organization, list(members), [kind])
    breaking = memberships.locked_members(organization, [pk for pk, words in found.items() if words])
    reason, event_type = REVOKING[kind]
    memberships.mark_revoked(organization, breaking, reason, event_type, actor=actor)
    memberships.deliver(tasks.send_revoked, breaking)
    return len(breaking)


@transaction.atomic
def revoke_without_two_step(user):
    """Revoke somebody who has just lost their two-step login wherever it is wanted."""
    reason, event_type = REVOKING[Kind.TWO_STEP]
    for member in memberships_bound(Kind.TWO_STEP, [user]).select_related("organization").order_by("organization"):
        organization = memberships.locked(member.organization)
        rows = [row for row in memberships.locked_members(organization, [member]) if row.status in BELONGING]
        breaking = [row for row in rows if breaches(organization, rows, [Kind.TWO_STEP])[row.pk]]
        memberships.mark_revoked(
            organization, breaking, reason, event_type, actor=None, system_user=SystemUser.TWO_FACTOR_DISABLED
        )
        memberships.deliver(tasks.send_revoked, breaking)
