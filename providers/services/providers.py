"""Every write to a provider itself."""

from django.db import transaction
from django.db.models import RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import mail_tokens
from accounts.models import MailToken
from accounts.services import touch_people
from events.services import record
from events.types import EventType
from providers import tasks
from providers.models import Provider, ProviderApplication

DELETION = MailToken.Purpose.PROVIDER_DELETION
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


@transaction.atomic
def request_deletion(provider, *, actor):
    """Mail each Provider Admin a link to delete the provider; an operator asks, and deletes nothing."""
    record(EventType.PROVIDER_DELETION_REQUESTED, actor=actor, provider_id=provider.pk)
    tasks.tell_deletion_requested.delay_on_commit(str(provider.pk))


def requested_deletion(provider, token, user):
    """Raise InvalidToken unless the mailed token asks this Provider Admin to delete this provider."""
    member = mail_tokens.find(DELETION, token)
    if not provider.members.provider_admins().filter(pk=member, user=user).exists():
        raise mail_tokens.InvalidToken


@transaction.atomic
def delete_on_request(provider, token, *, actor):
    """Delete the provider by the mailed token, which is used up; raises InvalidToken, ProviderRefused."""
    requested_deletion(provider, token, actor)
    mail_tokens.redeem(DELETION, token)
    delete_provider(provider, actor=actor)
