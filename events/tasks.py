from celery import shared_task

from events import services


@shared_task
def make_partitions():
    """Make the event table's partitions for the months to come; beat calls this daily."""
    services.make_partitions()
