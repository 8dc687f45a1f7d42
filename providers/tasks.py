"""Deliveries. Each takes an id, checks that it is still due, and sends."""

from smtplib import SMTPException

from celery import shared_task
from django.conf import settings

from accounts import mail_tokens
from accounts.models import MailToken, User
from providers import emails
from providers.models import Provider, ProviderApplication, ProviderMember

Status = ProviderApplication.Status
DELETION_HOURS = 1
MAIL = {"autoretry_for": (SMTPException, ConnectionError), "retry_backoff": True, "max_retries": 5}


@shared_task(**MAIL)
def send_application_received(application_id):
    emails.application_received(ProviderApplication.objects.get(pk=application_id))


@shared_task(**MAIL)
def tell_operators(application_id):
    """Ask for one mail to each operator, so that a failed one is tried again alone."""
    for operator_id in User.objects.filter(is_operator=True, is_active=True).values_list("pk", flat=True):
        tell_operator.delay(application_id, operator_id)


@shared_task(**MAIL)
def tell_operator(application_id, operator_id):
    application = ProviderApplication.objects.filter(pk=application_id, status=Status.SUBMITTED).first()
    operator = User.objects.filter(pk=operator_id, is_operator=True).first()
    if application and operator:
        emails.application_submitted(application, operator)


@shared_task(**MAIL)
def send_application_declined(application_id):
    emails.application_declined(ProviderApplication.objects.get(pk=application_id))


@shared_task(**MAIL)
def send_setup_link(application_id):
    """Mail a fresh set-up link; the token exists nowhere but in the mail."""
    application = ProviderApplication.objects.filter(
        pk=application_id, status=Status.APPROVED, provider=None
    ).first()
    if application:
        token = mail_tokens.issue(MailToken.Purpose.PROVIDER_SETUP, application.pk)
        emails.provider_setup(application, token, settings.INVITATION_HOURS)


@shared_task(**MAIL)
def send_invitation(member_id):
    """Mail the invitation, unless it was answered or withdrawn meanwhile."""
    for member in members(ProviderMember.Status.INVITED, member_id):
        emails.invitation(member)


@shared_task(**MAIL)
def send_confirmed(member_id):
    for member in members(ProviderMember.Status.CONFIRMED, member_id):
        emails.confirmed(member)


@shared_task(**MAIL)
def send_removed(provider_id, user_id):
    """Tell somebody that they are out, unless they were invited again meanwhile."""
    provider = Provider.objects.filter(pk=provider_id).exclude(members__user=user_id).first()
    user = User.objects.filter(pk=user_id).first()
    if provider and user:
        emails.removed(provider, user)


@shared_task(**MAIL)
def send_confirmation_needed(member_id):
    """Ask for one mail to each Provider Admin, so that a failed one is tried again alone."""
    for member in members(ProviderMember.Status.ACCEPTED, member_id):
        for admin_id in member.provider.members.provider_admins().values_list("pk", flat=True):
            tell_admin.delay(member_id, str(admin_id))


@shared_task(**MAIL)
def tell_admin(member_id, admin_id):
    for member in members(ProviderMember.Status.ACCEPTED, member_id):
        for admin in member.provider.members.provider_admins().filter(pk=admin_id).select_related("user"):
            emails.confirmation_needed(member, admin.user)


@shared_task(**MAIL)
def tell_promoted(member_id):
    """Ask for one mail to each Provider Admin, the new one included."""
    for member in members(ProviderMember.Status.CONFIRMED, member_id):
        for admin_id in member.provider.members.provider_admins().values_list("pk", flat=True):
            send_promoted.delay(member_id, str(admin_id))


@shared_task(**MAIL)
def send_promoted(member_id, admin_id):
    for member in members(ProviderMember.Status.CONFIRMED, member_id):
        for admin in member.provider.members.provider_admins().filter(pk=admin_id).select_related("user"):
            emails.promoted(member, admin.user)


@shared_task(**MAIL)
def tell_deletion_requested(provider_id):
    """Ask for one mail to each Provider Admin, whose link is theirs alone."""
    admins = ProviderMember.objects.provider_admins().filter(provider=provider_id)
    for admin_id in admins.values_list("pk", flat=True):
        send_deletion_requested.delay(str(admin_id))


@shared_task(**MAIL)
def send_deletion_requested(admin_id):
    """Mail a link to delete the provider; the token exists nowhere but in the mail."""
    for admin in ProviderMember.objects.provider_admins().filter(pk=admin_id).select_related("user", "provider"):
        token = mail_tokens.issue(MailToken.Purpose.PROVIDER_DELETION, admin.pk, hours=DELETION_HOURS)
        emails.deletion_requested(admin, token)


def members(status, member_id):
    """Return the member in a list, which is empty where the mail is not due any more."""
    return ProviderMember.objects.filter(pk=member_id, status=status).select_related("user", "provider")
