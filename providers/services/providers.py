"""Every write to a provider itself."""

from django.db import transaction
from django.db.models import RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.services import touch_people
from events.services import record
from events.types import EventType
from providers.models import Provider, ProviderApplication

FIELDS = ("name", "business_name", "billing_email")


class ProviderRefused(Exception):
    """What was asked cannot be done; the message says why."""


@transaction.atomic
def update_provider(provider, *, actor, **details):
    """Change what the provider says about itself: name, business name, billing e-mail address."""
    provider = Provider.objects.select_for_update().get(pk=provider.pk)
    if all(getattr(provider, field) == details[field] for field in FIELDS):
        return provider
    for field in FIELDS:
        setattr(provider, field, details[field])
    provider.updated_at = timezone.now()
    provider.save(update_fields=[*FIELDS, "updated_at"])
    record(EventType.PROVIDER_UPDATED, actor=actor, provider_id=provider.pk)
    return provider


@transaction.atomic
def delete_provider(provider, *, actor):
    """Delete the provider, its key and its memberships; raises ProviderRefused while a client is left."""
    provider = Provider.objects.select_for_update().get(pk=provider.pk)
    touch_people(provider.members.values_list("user", flat=True))
    ProviderApplication.objects.filter(provider=provider).delete()
    record(EventType.PROVIDER_DELETED, actor=actor, provider_id=provider.pk)
    try:
        provider.delete()
    except RestrictedError:
        raise ProviderRefused(
            _("%(provider)s still has clients. Unlink or delete each of them first.") % {"provider": provider.name}
        ) from None
