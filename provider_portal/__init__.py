"""The frame: settings and URLs above the apps, wordless helpers below them.

It knows Django and the protocol's formats. Its helpers must never know an app.
"""

from provider_portal.celery import app as celery_app

# Tasks sent by a page or a command must find our broker: Celery's default application has another.
__all__ = ["celery_app"]
