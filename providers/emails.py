"""One function per mail."""

from django.conf import settings

from accounts import mail_tokens
from accounts.models import MailToken, User
from provider_portal.mail import absolute_url, send_mail
from providers.models import ProviderMember


def application_received(application):
    """Tell the applicant that their application is here.

    In words of ours only: anybody can have this mail sent to anybody.
    """
    send_mail("application_received", to=application.email, culture=culture_of(application))


def application_declined(application):
    send_mail("application_declined", to=application.email, culture=culture_of(application), application=application)


def application_submitted(application, operator):
    """Tell a platform operator that somebody applied."""
    send_mail(
        "application_submitted",
        to=operator.email,
        culture=operator.culture,
        application=application,
        button_url=absolute_url("providers:application_list"),
    )


def provider_setup(application, token, hours):
    """Give the applicant the link to the set-up page, usable for `hours`."""
    send_mail(
        "provider_setup",
        to=application.email,
        culture=culture_of(application),
        wording=application.wording,
        application=application,
        button_url=absolute_url("providers:setup", token=token),
        days=hours // 24,
    )


def invitation(member):
    """Mail the invitation; its link is made here, so that no queue ever holds it."""
    token = mail_tokens.issue(MailToken.Purpose.PROVIDER_INVITATION, member.pk)
    send_mail(
        "provider_invitation",
        to=member.user.email,
        culture=member.user.culture,
        wording=member.provider.wording,
        provider=member.provider,
        # Not the display: that would be put into the worker's language here.
        role=ProviderMember.Role(member.role).label,
        email=member.user.email,
        registered=member.user.is_registered,
        days=settings.INVITATION_HOURS // 24,
        button_url=absolute_url("providers:accept_invitation", token=token),
    )


def confirmation_needed(member, recipient):
    """Tell a Provider Admin that somebody accepted and waits."""
    send_mail(
        "provider_confirmation_needed",
        to=recipient.email,
        culture=recipient.culture,
        wording=member.provider.wording,
        provider=member.provider,
        person=member.user,
        button_url=absolute_url("providers:member_list", provider_id=member.provider_id) + "?status=accepted",
    )


def confirmed(member):
    send_mail(
        "provider_confirmed",
        to=member.user.email,
        culture=member.user.culture,
        wording=member.provider.wording,
        provider=member.provider,
        button_url=absolute_url("organizations:client_list", provider_id=member.provider_id),
    )


def removed(provider, user):
    send_mail("provider_removed", to=user.email, culture=user.culture, wording=provider.wording, provider=provider)


def promoted(member, recipient):
    """Tell a Provider Admin that whoever runs the portal made somebody one, too."""
    send_mail(
        "provider_promoted",
        to=recipient.email,
        culture=recipient.culture,
        wording=member.provider.wording,
        provider=member.provider,
        person=member.user,
        button_url=absolute_url("providers:member_list", provider_id=member.provider_id),
    )


def deletion_requested(admin, token):
    """Ask a Provider Admin to delete the provider."""
    send_mail(
        "provider_deletion_requested",
        to=admin.user.email,
        culture=admin.user.culture,
        wording=admin.provider.wording,
        provider=admin.provider,
        button_url=absolute_url("providers:delete_on_request", provider_id=admin.provider_id, token=token),
    )


def culture_of(application):
    """Return the applicant's language: their account's, or else the one they applied in."""
    cultures = User.objects.filter(email=application.email).values_list("culture", flat=True)
    return cultures.first() or application.culture
