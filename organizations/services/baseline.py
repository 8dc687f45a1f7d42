"""Every write to a provider's policy baseline. The locks: provider, then client."""

from django.db import transaction
from django.utils.translation import gettext as _

from events.services import build, record, record_many
from events.types import EventType
from organizations.baseline import Baseline
from organizations.models import BaselineException
from organizations.policy_rules import RULES
from organizations.services.clients import ClientRefused, locked, refuse_suspended
from organizations.services.policies import PolicyRefused, set_policy
from providers.models import Provider


@transaction.atomic
def set_baseline_policy(provider, kind, *, enabled, values, actor):
    """Put a policy into the baseline, or take it out; raises PolicyRefused. No client changes by it."""
    provider = Provider.objects.select_for_update().get(pk=provider.pk)
    refuse_order(Baseline(provider).policies, kind, enabled)
    if not enabled:
        BaselineException.objects.filter(organization__provider=provider, kind=kind).delete()
        provider.baseline_policies.filter(kind=kind).delete()
    else:
        try:
            data = RULES[kind].stored(values, enabled=True)
        except ValueError:
            raise PolicyRefused(_("Fill in what the policy asks for.")) from None
        provider.baseline_policies.update_or_create(kind=kind, defaults={"data": data})
    record(EventType.PROVIDER_BASELINE_CHANGED, actor=actor, provider_id=provider.pk)


def refuse_order(policies, kind, enabled):
    """Raise PolicyRefused where the baseline would hold a policy without one that it needs."""
    missing = [needed for needed in RULES[kind].needs if needed not in policies]
    if enabled and missing:
        raise PolicyRefused(_("Add “%(policy)s” first: this one needs it.") % {"policy": missing[0].label})
    dependent = [other for other in policies if kind in RULES[other].needs]
    if not enabled and dependent:
        raise PolicyRefused(_("Take out “%(policy)s” first: it needs this one.") % {"policy": dependent[0].label})


@transaction.atomic
def apply_baseline(provider, organization, *, actor):
    """Make the client follow the baseline and set what differs, but for its exceptions; all of it or nothing.

    Raises ClientRefused or PolicyRefused. Returns how many members that revoked.
    """
    provider, organization = locked(provider, organization)
    refuse_suspended(provider)
    lines = Baseline(provider).lines([organization])[organization.pk]
    differing = [line for line in lines if line.differs]
    if organization.follows_baseline and not differing:
        return 0
    follow(organization, actor)
    return sum(
        set_policy(organization, line.kind, enabled=True, values=RULES[line.kind].values(line.wanted), actor=actor)
        for line in differing
    )


@transaction.atomic
def start_on_baseline(provider, organization, *, actor):
    """Let a new client follow the baseline as far as it can already; what cannot be set yet shows as a difference."""
    follow(organization, actor)
    for kind, data in Baseline(provider).policies.items():
        try:
            set_policy(organization, kind, enabled=True, values=RULES[kind].values(data), actor=actor)
        except PolicyRefused:
            continue


def follow(organization, actor):
    organization.follows_baseline = True
    organization.save(update_fields=["follows_baseline"])
    record_about(organization, EventType.CLIENT_BASELINE_APPLIED, actor)


@transaction.atomic
def leave_baseline(provider, organizations, *, actor):
    """Let the clients go their own way; their policies stay as they are. Returns how many followed it."""
    provider = Provider.objects.select_for_update().get(pk=provider.pk)
    ids = [organization.pk for organization in organizations]
    following = provider.clients.filter(pk__in=ids, follows_baseline=True).order_by("pk").select_for_update()
    ids = [organization.pk for organization in following]
    BaselineException.objects.filter(organization__in=ids).delete()
    provider.clients.filter(pk__in=ids).update(follows_baseline=False)
    record_many(
        build(EventType.CLIENT_BASELINE_LEFT, actor=actor, provider_id=provider.pk, client_id=pk) for pk in ids
    )
    return len(ids)


@transaction.atomic
def make_exception(provider, organization, kind, *, reason, actor):
    """Let the client differ in one policy, and say why; raises ClientRefused."""
    provider, organization = locked(provider, organization)
    if kind not in Baseline(provider).policies or not organization.follows_baseline:
        raise ClientRefused(_("The baseline does not ask this of %(client)s any more.") % {"client": organization.name})
    organization.baseline_exceptions.update_or_create(kind=kind, defaults={"reason": reason, "made_by": actor})
    record_about(organization, EventType.CLIENT_BASELINE_EXCEPTED, actor)


@transaction.atomic
def end_exception(provider, organization, kind, *, actor):
    """Hold the client to the policy again; what differs shows as drift until the baseline is applied."""
    provider, organization = locked(provider, organization)
    deleted, _rows = organization.baseline_exceptions.filter(kind=kind).delete()
    if deleted:
        record_about(organization, EventType.CLIENT_BASELINE_EXCEPTION_ENDED, actor)


def record_about(organization, event_type, actor):
    record(event_type, actor=actor, provider_id=organization.provider_id, client_id=organization.pk)
