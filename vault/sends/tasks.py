"""Mails of Sends."""

from smtplib import SMTPException

from celery import shared_task

from provider_portal.mail import send_mail
from vault.models import Send
from vault.sends import recipients


@shared_task(autoretry_for=(SMTPException, OSError), retry_backoff=True, max_retries=5)
def mail_code(send_id, email, culture):
    """Mail a fresh code to an address that the Send is for; nothing to any other one."""
    send = Send.objects.available().filter(pk=send_id).first()
    if send and recipients.is_named(send, email):
        send_mail("send_code", to=email, culture=culture, email=email, digits=recipients.new_code(send, email))
