"""What a provider keeps about its clients for itself: tags, a note, contacts."""

from django.db import transaction
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext as _

from events.services import record
from events.types import EventType
from organizations.models import ClientContact, ClientNote, ClientTag, ClientTagging
from organizations.services.client_bulk import record_about
from organizations.services.client_memory import forget_unused_tags
from organizations.services.clients import ClientRefused
from providers.models import Provider

MOST_TAGS = 200
MOST_CONTACTS = 50


@transaction.atomic
def tag_clients(provider, clients, *, name, actor):
    """Put the tag of this name, in any case, on the clients; raises ClientRefused. Returns {client id: None}."""
    tag = named_tag(provider, name)
    ClientTagging.objects.bulk_create(
        [ClientTagging(provider=provider, tag=tag, client=client) for client in clients], ignore_conflicts=True
    )
    record_about(clients, EventType.CLIENT_TAGS_CHANGED, actor)
    return {client.pk: None for client in clients}


@transaction.atomic
def untag_clients(provider, clients, *, tag, actor):
    """Take the tag off the clients; a tag that no client bears is gone."""
    provider = Provider.objects.select_for_update().get(pk=provider.pk)
    ClientTagging.objects.filter(tag=tag, client__in=[client.pk for client in clients]).delete()
    forget_unused_tags(provider)
    record_about(clients, EventType.CLIENT_TAGS_CHANGED, actor)
    return {client.pk: None for client in clients}


def named_tag(provider, name):
    # Locked, so that nobody forgets the tag meanwhile.
    provider = Provider.objects.select_for_update().get(pk=provider.pk)
    tag = provider.client_tags.alias(folded=Upper("name")).filter(folded=name.upper()).first()
    if tag is None and provider.client_tags.count() >= MOST_TAGS:
        raise ClientRefused(_("There are %(count)d tags already. Use one of them.") % {"count": MOST_TAGS})
    return tag or ClientTag.objects.create(provider=provider, name=name)


@transaction.atomic
def write_note(provider, client, *, text, actor):
    """Keep this text as the note on the client; an empty one takes the note away."""
    if text:
        values = {"provider": provider, "text": text, "written_by": actor, "updated_at": timezone.now()}
        ClientNote.objects.update_or_create(client=client, defaults=values)
    else:
        ClientNote.objects.filter(client=client).delete()
    record_changed(provider, client, actor)


@transaction.atomic
def save_contact(provider, client, contact, *, actor, **details):
    """Change the contact, or add one where it is None; raises ClientRefused."""
    if contact is None:
        if client.contacts.count() >= MOST_CONTACTS:
            raise ClientRefused(_("There are %(count)d contacts already.") % {"count": MOST_CONTACTS})
        contact = ClientContact(provider=provider, client=client)
    for field, value in details.items():
        setattr(contact, field, value)
    contact.updated_at = timezone.now()
    contact.save()
    record_changed(provider, client, actor)
    return contact


@transaction.atomic
def remove_contact(provider, client, contact, *, actor):
    contact.delete()
    record_changed(provider, client, actor)


def record_changed(provider, client, actor):
    record(EventType.CLIENT_NOTE_CHANGED, actor=actor, provider_id=provider.pk, client_id=client.pk)
