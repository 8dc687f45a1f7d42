"""Mail: a text and an HTML template of one name, in the reader's language."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from provider_portal.wording import speak


def send_mail(template, *, to, culture="en", wording=None, **context):
    """Render `emails/<template>.{subject.txt,txt,html}` in the language `culture` and hand it to the mail server."""
    with override(culture):
        speak(wording)
        context = {"portal_url": settings.PORTAL_URL, **context}
        subject = " ".join(render_to_string(f"emails/{template}.subject.txt", context).split())
        message = EmailMultiAlternatives(subject, render_to_string(f"emails/{template}.txt", context), to=[to])
        message.attach_alternative(render_to_string(f"emails/{template}.html", context), "text/html")
        message.send()


def absolute_url(name, **arguments):
    """Return the portal's public address of a route."""
    return settings.PORTAL_URL + reverse(name, kwargs=arguments)
