"""One function per mail."""

from accounts.models import User
from provider_portal.mail import absolute_url, send_mail


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
        application=application,
        button_url=absolute_url("providers:setup", token=token),
        days=hours // 24,
    )


def culture_of(application):
    cultures = User.objects.filter(email=application.email).values_list("culture", flat=True)
    return cultures.first() or "en"
