"""The door for web servers: granian --interface wsgi provider_portal.wsgi:application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "provider_portal.settings")

application = get_wsgi_application()
