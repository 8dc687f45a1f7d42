"""Applying the baseline to more clients than one request should wait for."""

from celery import shared_task

from accounts.models import User
from accounts.permissions import Permission
from organizations.services.baseline import apply_baseline
from organizations.services.clients import ClientRefused
from organizations.services.policies import PolicyRefused
from providers.models import Provider

CLIENTS_PER_TASK = 50


def apply_later(provider, clients, *, actor):
    """Have the worker apply the baseline to the clients, so many by a task that one that fails holds up few."""
    ids = [str(client.pk) for client in clients]
    for start in range(0, len(ids), CLIENTS_PER_TASK):
        apply_to_several.delay_on_commit(str(provider.pk), ids[start : start + CLIENTS_PER_TASK], str(actor.pk))


@shared_task
def apply_to_several(provider_id, client_ids, actor_id):
    """Apply the baseline to each, while `actor` may still do so; what is refused stays a difference."""
    provider, actor = Provider.objects.filter(pk=provider_id).first(), User.objects.filter(pk=actor_id).first()
    if not (provider and actor and actor.has_perm(Permission.BASELINE_MANAGE, provider)):
        return
    for client in provider.clients.filter(pk__in=client_ids).order_by("pk"):
        try:
            apply_baseline(provider, client, actor=actor)
        except (ClientRefused, PolicyRefused):
            continue
