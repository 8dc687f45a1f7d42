"""What makes tests faster, and nothing else."""

import os

# Each test empties its Redis: processes that share the tests each have a database of it.
server = os.environ["REDIS_URL"].partition("?")[0]
os.environ["REDIS_URL"] = f"{server}?db={os.environ.get('PYTEST_XDIST_WORKER', 'gw0').removeprefix('gw')}"

from provider_portal.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
# Every client of a test would look at every static file before its first answer.
WHITENOISE_AUTOREFRESH = True
# Nothing outside is ever asked.
DOMAIN_RESOLVER = "provider_portal.tests.resolver.txt_records"
