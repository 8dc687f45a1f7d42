"""Forgetting what a provider keeps about a client for itself."""

from django.db.models import Exists, OuterRef

from organizations.models import ClientNote, ClientTagging


def forget_client(provider, client):
    """Delete what is the provider's alone, before the client leaves it."""
    for rows in (client.taggings, client.contacts, ClientNote.objects.filter(client=client)):
        rows.all().delete()
    forget_unused_tags(provider)


def forget_unused_tags(provider):
    """Delete the tags that no client bears; the provider is locked."""
    borne = Exists(ClientTagging.objects.filter(tag=OuterRef("pk")))
    provider.client_tags.filter(~borne).delete()
