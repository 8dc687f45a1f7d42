from celery import shared_task

from vault.services import attachments, emergency, imports, sends


@shared_task
def forget_unfinished_imports():
    """Delete the chunks of imports that were given up; beat calls this hourly."""
    imports.forget_unfinished_imports()


@shared_task
def forget_unfinished_uploads():
    """Delete the files that never arrived, and those whose item is gone with its owner; beat calls this daily."""
    attachments.forget_unfinished_uploads()
    attachments.sweep()


@shared_task
def delete_due_sends():
    """Delete the Sends whose time is over; beat calls this every five minutes."""
    sends.delete_due_sends()


@shared_task
def advance_emergency_access():
    """Remind of requests that are granted soon, and grant those that were waited for; beat calls this hourly."""
    emergency.remind()
    emergency.grant_what_was_waited_for()
