from celery import shared_task

from vault.services import imports


@shared_task
def forget_unfinished_imports():
    """Delete the chunks of imports that were given up; beat calls this hourly."""
    imports.forget_unfinished_imports()
