from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from accounts import codes, emails, mail_tokens
from accounts.models import AuthRequest, MailToken, User
from accounts.notices import Notice


@shared_task
def send_verification(user_id):
    """Mail a fresh link to confirm the address, if it still has to be confirmed."""
    user = User.objects.filter(pk=user_id, email_verified=False, is_active=True).first()
    if user is None:
        return
    with transaction.atomic():
        token = mail_tokens.issue(MailToken.Purpose.VERIFY_EMAIL, user.pk)
    emails.verify_email(user, token)


@shared_task
def send_already_registered(user_id):
    """Tell the owner of an address that somebody tried to register it."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user:
        emails.already_registered(user)


@shared_task
def send_hint(user_id):
    """Mail the hint to the password; without a person there is nothing to do."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user:
        emails.password_hint(user)


@shared_task
def send_notice(user_id, notice, *, to=None, **facts):
    """Tell a person what changed about the safety of their account; `facts` say where from."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user:
        emails.security_notice(user, Notice(notice), facts, to=to or user.email)


@shared_task
def send_farewell(email, name, culture):
    """Tell whoever had an account that it is gone; there is no row of theirs any more."""
    emails.account_deleted(email, name=name, culture=culture)


@shared_task
def send_code(user_id, purpose, email):
    """Mail a fresh code to an address of the person, or to one that is to become theirs."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user:
        emails.code(user, email, codes.new_code(purpose, user, email))


@shared_task
def forget_expired_tokens():
    """Delete the mailed tokens, and the login requests, that nobody can use any more."""
    MailToken.objects.filter(expires_at__lt=timezone.now()).delete()
    AuthRequest.objects.filter(created_at__lt=timezone.now() - timedelta(days=1)).delete()
