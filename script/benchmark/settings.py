"""The portal's settings, with the plain references on routes beside it."""

from provider_portal.settings import *  # noqa: F403

ROOT_URLCONF = "script.benchmark.urls"
