"""Every write to the applications that lead to a provider, and its setting up."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import mail_tokens
from accounts.models import MailToken
from events.services import record
from events.types import EventType, SystemUser
from providers import tasks
from providers.models import Provider, ProviderApplication, ProviderKeyShare

Status = ProviderApplication.Status
SETUP = MailToken.Purpose.PROVIDER_SETUP


class AlreadyDecided(Exception):
    """The application was approved or declined meanwhile."""


class SetUpRefused(Exception):
    """The provider cannot be set up by this person with this link."""


@transaction.atomic
def apply(*, email, **details):
    """Keep an application and tell the operators; one that still waits is left as it is."""
    if ProviderApplication.objects.filter(email=email, status=Status.SUBMITTED).exists():
        return
    application = ProviderApplication.objects.create(email=email, **details)
    record_decision(EventType.PROVIDER_APPLICATION_SUBMITTED, application)
    tasks.send_application_received.delay_on_commit(application.pk)
    tasks.tell_operators.delay_on_commit(application.pk)


@transaction.atomic
def approve_application(application, *, actor):
    """Approve, and mail the applicant the link to the set-up page."""
    decide(application, Status.APPROVED, actor=actor)
    record_decision(EventType.PROVIDER_APPLICATION_APPROVED, application, actor=actor)
    tasks.send_setup_link.delay_on_commit(application.pk)


@transaction.atomic
def decline_application(application, *, actor):
    decide(application, Status.DECLINED, actor=actor)
    record_decision(EventType.PROVIDER_APPLICATION_DECLINED, application, actor=actor)
    tasks.send_application_declined.delay_on_commit(application.pk)


@transaction.atomic
def resend_setup_link(application, *, actor):
    """Mail a new set-up link; the one mailed before stops working."""
    if not application.awaits_setup:
        raise AlreadyDecided
    record_decision(EventType.PROVIDER_APPLICATION_APPROVED, application, actor=actor)
    tasks.send_setup_link.delay_on_commit(application.pk)


def decide(application, status, *, actor):
    # Locked, so that two operators cannot answer the same applicant differently.
    current = ProviderApplication.objects.select_for_update().get(pk=application.pk)
    if current.status != Status.SUBMITTED:
        raise AlreadyDecided
    application.status, application.decided_by, application.decided_at = status, actor, timezone.now()
    application.save(update_fields=["status", "decided_by", "decided_at"])


def record_decision(event_type, application, **actor):
    """Write the event under the id the provider will have."""
    # A provider takes over the id of its application, so these events begin its log.
    record(event_type, provider_id=application.pk, **actor)


@transaction.atomic
def invite_provider(*, name, email, provider_type):
    """Approve a provider without an application, as operators do on the command line; return the set-up token."""
    application = ProviderApplication.objects.create(
        name=name,
        email=email,
        type=provider_type,
        has_organization=True,
        has_client=True,
        status=Status.APPROVED,
        decided_at=timezone.now(),
    )
    record_decision(
        EventType.PROVIDER_APPLICATION_APPROVED, application, system_user=SystemUser.OPERATOR
    )
    return mail_tokens.issue(SETUP, application.pk)


def application_of(token):
    """Return the approved application a set-up link belongs to; raises InvalidToken."""
    application = ProviderApplication.objects.filter(pk=mail_tokens.find(SETUP, token), status=Status.APPROVED).first()
    if application is None:
        raise mail_tokens.InvalidToken
    return application


@transaction.atomic
def set_up_provider(token, *, wrapped_key, actor, **details):
    """Make the provider and its first Provider Admin, who alone holds the new key; the link is used up."""
    application = ProviderApplication.objects.select_for_update().get(pk=mail_tokens.redeem(SETUP, token))
    if application.email != actor.email:
        raise SetUpRefused(_("This link belongs to another e-mail address. Log in with the one it was mailed to."))
    if not application.awaits_setup:
        raise mail_tokens.InvalidToken
    provider = Provider.objects.create(
        pk=application.pk, type=application.type, status=Provider.Status.BILLABLE, **details
    )
    member = provider.members.create(
        user=actor,
        role=provider.members.model.Role.PROVIDER_ADMIN,
        status=provider.members.model.Status.CONFIRMED,
    )
    ProviderKeyShare.objects.create(key=provider.keys.create(), member=member, wrapped_key=wrapped_key)
    application.provider = provider
    application.save(update_fields=["provider"])
    record(EventType.PROVIDER_SET_UP, actor=actor, provider_id=provider.pk, provider_member_id=member.pk)
    return provider
