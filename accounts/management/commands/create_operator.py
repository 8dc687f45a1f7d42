from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from accounts import mail_tokens, services
from accounts.redirects import with_query


class Command(BaseCommand):
    help = "Make somebody a platform operator; prints the link to register where there is no account yet."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email!r} is not an e-mail address.") from None
        user = services.appoint_operator(email)
        self.stdout.write(f"{user.email} is a platform operator.")
        if not user.is_registered:
            link = with_query("accounts:register", email=user.email, invitation=mail_tokens.vouch(user.email))
            self.stdout.write("Open this link within an hour to create the account:")
            self.stdout.write(settings.PORTAL_URL + link)
