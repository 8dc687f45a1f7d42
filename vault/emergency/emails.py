"""One function per mail of emergency access."""

from django.conf import settings

from accounts import mail_tokens
from accounts.models import MailToken
from provider_portal.mail import absolute_url, send_mail


def invitation(access):
    """Mail the invitation; its link is made here, so that no queue ever holds it."""
    token = mail_tokens.issue(MailToken.Purpose.EMERGENCY_INVITATION, access.pk)
    to_grantee(
        "emergency_invitation",
        access,
        registered=access.grantee.is_registered,
        days=settings.INVITATION_HOURS // 24,
        button_url=absolute_url("vault:accept_emergency_invitation", token=token),
    )


def accepted(access):
    to_grantor("emergency_accepted", access)


def confirmed(access):
    to_grantee("emergency_confirmed", access)


def requested(access):
    to_grantor("emergency_requested", access)


def approved(access):
    to_grantee("emergency_approved", access)


def rejected(access):
    to_grantee("emergency_rejected", access)


def reminder(access):
    to_grantor("emergency_reminder", access)


def timed_out(access):
    to_grantor("emergency_timed_out", access)


def taken_over(access):
    to_grantor("emergency_taken_over", access)


def to_grantor(template, access, **context):
    send(template, access.grantor, access, context)


def to_grantee(template, access, **context):
    send(template, access.grantee, access, context)


def send(template, recipient, access, context):
    context = {"button_url": absolute_url("vault:emergency_list"), **context}
    send_mail(
        template,
        to=recipient.email,
        culture=recipient.culture,
        access=access,
        grantor=access.grantor,
        grantee=access.grantee,
        takes_over=access.type == access.Type.TAKEOVER,
        **context,
    )
