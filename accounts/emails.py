"""One function per mail."""

from django.conf import settings

from accounts.notices import SENTENCES
from provider_portal.mail import absolute_url, send_mail


def verify_email(user, token):
    send_mail(
        "verify_email",
        to=user.email,
        culture=user.culture,
        name=user.name,
        email=user.email,
        button_url=absolute_url("accounts:verify_email", token=token),
        hours=settings.INVITATION_HOURS,
        days=settings.INVITATION_HOURS // 24,
    )


def password_hint(user):
    send_mail(
        "password_hint",
        to=user.email,
        culture=user.culture,
        name=user.name,
        email=user.email,
        hint=user.password_hint,
        button_url=absolute_url("accounts:login"),
    )


def already_registered(user):
    send_mail(
        "already_registered",
        to=user.email,
        culture=user.culture,
        name=user.name,
        email=user.email,
        button_url=absolute_url("accounts:login"),
    )


def security_notice(user, notice, facts, *, to):
    send_mail(
        "security_notice",
        to=to,
        culture=user.culture,
        name=user.name,
        email=to,
        subject=notice.label,
        sentence=SENTENCES[notice],
        facts=facts,
        button_url=absolute_url("accounts:two_step"),
    )


def account_deleted(email, *, name, culture):
    send_mail(
        "account_deleted",
        to=email,
        culture=culture,
        name=name,
        email=email,
        button_url=absolute_url("accounts:home"),
    )


def code(user, email, digits):
    send_mail("code", to=email, culture=user.culture, name=user.name, email=email, digits=digits)
