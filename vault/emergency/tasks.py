"""Mails of emergency access: each looks whether it is still due."""

from smtplib import SMTPException

from celery import shared_task

from vault.emergency import emails
from vault.models import EmergencyAccess

Status = EmergencyAccess.Status
RETRY = {"autoretry_for": (SMTPException, OSError), "retry_backoff": True, "max_retries": 5}


def deliver(mail, access_id, status):
    access = EmergencyAccess.objects.filter(pk=access_id, status=status).select_related("grantor", "grantee").first()
    if access:
        mail(access)


@shared_task(**RETRY)
def send_invitation(access_id):
    """Mail the invitation, if it was not answered meanwhile."""
    deliver(emails.invitation, access_id, Status.INVITED)


@shared_task(**RETRY)
def send_accepted(access_id):
    """Tell the grantor that the contact waits to be confirmed."""
    deliver(emails.accepted, access_id, Status.ACCEPTED)


@shared_task(**RETRY)
def send_confirmed(access_id):
    """Tell the contact that they are confirmed."""
    deliver(emails.confirmed, access_id, Status.CONFIRMED)


@shared_task(**RETRY)
def send_requested(access_id):
    """Tell the grantor that the contact asks for access."""
    deliver(emails.requested, access_id, Status.RECOVERY_INITIATED)


@shared_task(**RETRY)
def send_approved(access_id):
    """Tell the contact that the access is granted."""
    deliver(emails.approved, access_id, Status.RECOVERY_APPROVED)


@shared_task(**RETRY)
def send_rejected(access_id):
    """Tell the contact that the access is refused."""
    deliver(emails.rejected, access_id, Status.CONFIRMED)


@shared_task(**RETRY)
def send_reminder(access_id):
    """Remind the grantor that the access is granted soon."""
    deliver(emails.reminder, access_id, Status.RECOVERY_INITIATED)


@shared_task(**RETRY)
def send_timed_out(access_id):
    """Tell the grantor that the access was granted by itself."""
    deliver(emails.timed_out, access_id, Status.RECOVERY_APPROVED)


@shared_task(**RETRY)
def send_taken_over(access_id):
    """Tell the grantor that their account has another master password."""
    deliver(emails.taken_over, access_id, Status.RECOVERY_APPROVED)
