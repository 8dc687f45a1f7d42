from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from accounts.querysets import normalize_email
from provider_portal.mail import absolute_url
from providers.models import Provider
from providers.services import applications as services

TYPES = {"msp": Provider.Type.MSP, "reseller": Provider.Type.RESELLER, "business-unit": Provider.Type.BUSINESS_UNIT}


class Command(BaseCommand):
    help = "Approve a provider straight away and print the link by which its first Provider Admin sets it up."

    def add_arguments(self, parser):
        parser.add_argument("name", help="name of the provider, at most 50 characters")
        parser.add_argument("--admin", required=True, metavar="EMAIL", help="address of the first Provider Admin")
        parser.add_argument("--type", default="msp", choices=TYPES)

    def handle(self, *, name, admin, type, **options):
        email = normalize_email(admin)
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{admin} is not an e-mail address.") from None
        if not 0 < len(name.strip()) <= 50:
            raise CommandError("The name must have between 1 and 50 characters.")
        token = services.invite_provider(name=name.strip(), email=email, provider_type=TYPES[type])
        self.stdout.write(f"{email} sets {name.strip()} up here, once, with an account of that address:")
        self.stdout.write(absolute_url("providers:setup", token=token))
