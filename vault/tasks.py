from celery import shared_task

from vault.services import imports, sends


@shared_task
def forget_unfinished_imports():
    """Delete the chunks of imports that were given up; beat calls this hourly."""
    imports.forget_unfinished_imports()


@shared_task
def delete_due_sends():
    """Delete the Sends whose time is over; beat calls this every five minutes."""
    sends.delete_due_sends()
