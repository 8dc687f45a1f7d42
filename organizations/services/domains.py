"""Every write to a domain an organization claims: adding, looking it up in DNS, removing."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.models import User
from events.types import EventType, SystemUser
from organizations import tasks
from organizations.domains import claimed_members
from organizations.models import Domain, Organization, Policy
from organizations.services import members as memberships
from organizations.services.events import record_in
from organizations.services.policies import PolicyRefused, set_policy

LIMIT = 100
CHECK_EVERY = timedelta(hours=12)
WARN_AFTER = timedelta(hours=72)
FORGET_AFTER = timedelta(days=7)


class DomainRefused(Exception):
    """What was asked cannot be done; the message says why."""


@transaction.atomic
def add_domain(organization, *, name, actor):
    """Keep that the organization wants to claim a domain; raises DomainRefused."""
    organization = memberships.locked(organization)
    if organization.domains.filter(name=name).exists():
        raise DomainRefused(_("%(domain)s is in the list already.") % {"domain": name})
    if organization.domains.count() >= LIMIT:
        raise DomainRefused(_("%(limit)d domains are the most.") % {"limit": LIMIT})
    domain = organization.domains.create(name=name)
    record_in(organization, EventType.DOMAIN_ADDED, actor=actor, domain_name=name)
    return domain


@transaction.atomic
def remove_domain(domain, *, actor):
    """Forget the domain; the accounts under it belong to their people alone again."""
    domain.delete()
    touch(domain.organization)
    record_in(domain.organization, EventType.DOMAIN_REMOVED, actor=actor, domain_name=domain.name)


def verify_domain(domain, *, actor=None):
    """Look the domain up and claim it where it publishes our text; returns whether it did, raises DomainRefused."""
    # Outside of any transaction: a name server may take its time.
    if domain.text not in import_string(settings.DOMAIN_RESOLVER)(domain.name):
        note_failure(domain, actor)
        return False
    try:
        claim(domain, actor)
    except IntegrityError:
        raise DomainRefused(_("%(domain)s is claimed by another organization.") % {"domain": domain.name}) from None
    except PolicyRefused as refusal:
        raise DomainRefused(str(refusal)) from None
    return True


@transaction.atomic
def note_failure(domain, actor):
    Domain.objects.filter(pk=domain.pk).update(checked_at=timezone.now())
    note(domain, EventType.DOMAIN_NOT_VERIFIED, actor)


@transaction.atomic
def claim(domain, actor):
    organization = memberships.locked(domain.organization)
    found = Domain.objects.waiting().filter(pk=domain.pk)
    if not found.update(claimed_at=timezone.now(), checked_at=timezone.now()):
        return
    note(domain, EventType.DOMAIN_VERIFIED, actor)
    if not organization.policies.filter(kind=Policy.Kind.SINGLE_ORGANIZATION, enabled=True).exists():
        set_policy(organization, Policy.Kind.SINGLE_ORGANIZATION, enabled=True, values={}, actor=actor)
    members = list(claimed_members(organization).filter(user__email__endswith=f"@{domain.name}"))
    # Whoever owns the domain owns its mailboxes.
    User.objects.filter(pk__in=[member.user_id for member in members]).update(email_verified=True)
    memberships.touch_accounts(members)
    touch(organization)
    memberships.deliver(tasks.send_claimed, members)


def note(domain, event_type, actor):
    system = {} if actor else {"system_user": SystemUser.DOMAIN_VERIFICATION}
    record_in(domain.organization, event_type, actor=actor, domain_name=domain.name, **system)


def touch(organization):
    Organization.objects.filter(pk=organization.pk).update(revision_date=timezone.now())


def verify_waiting():
    """Look up what was not looked up for a while, warn once, and forget what never was shown."""
    now = timezone.now()
    for domain in Domain.objects.waiting().select_related("organization").order_by("created_at"):
        if domain.checked_at and domain.checked_at > now - CHECK_EVERY:
            continue
        if is_claimed(domain):
            continue
        if domain.created_at < now - FORGET_AFTER:
            Domain.objects.waiting().filter(pk=domain.pk).delete()
            note(domain, EventType.DOMAIN_REMOVED, None)
        elif domain.warned_at is None and domain.created_at < now - WARN_AFTER:
            Domain.objects.filter(pk=domain.pk).update(warned_at=now)
            tasks.tell_unclaimed.delay(str(domain.pk))


def is_claimed(domain):
    try:
        return verify_domain(domain)
    except DomainRefused:
        return False
