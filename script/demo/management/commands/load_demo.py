from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from script.demo.people import NAMED, PASSWORD
from script.demo.world import load


class Command(BaseCommand):
    help = "Make the demo world: two providers, their clients and their people. Does nothing when it is there."

    def add_arguments(self, parser):
        parser.add_argument("--scale", type=float, default=1, help="1 is the whole world, 0.1 a tenth of it.")

    def handle(self, *, scale, **options):
        if settings.PRODUCTION:
            raise CommandError("The demo accounts' master password is public, so production has no demo world.")
        if not 0 < scale <= 1:
            raise CommandError("--scale is a number above 0, and 1 at most.")
        if load(scale):
            self.stdout.write(f"The demo world is loaded. Its accounts, all with the master password {PASSWORD}:")
            for email in NAMED:
                self.stdout.write(f"  {email}")
        else:
            self.stdout.write("The demo world is there already.")
