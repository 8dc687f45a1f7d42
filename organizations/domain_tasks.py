"""What happens to domains by itself."""

from celery import shared_task

from organizations.services.domains import verify_waiting


@shared_task
def verify_domains():
    """Look up the domains that wait to be claimed."""
    verify_waiting()
