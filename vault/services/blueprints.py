"""Every write to a blueprint, and what one makes of a new client."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.services import record
from events.types import EventType
from organizations.models import Policy
from organizations.policies import in_order
from organizations.policy_rules import RULES
from organizations.services.clients import key_held_by
from organizations.services.custom_roles import create_custom_role
from organizations.services.events import record_many_in
from organizations.services.groups import create_group
from organizations.services.policies import set_policy
from organizations.services.settings import set_collection_management
from vault import grants
from vault.blueprints import collections_of, structure_of
from vault.levels import AccessLevel
from vault.models import Blueprint, Collection


class BlueprintRefused(Exception):
    """The blueprint cannot be saved; the message says why."""


@transaction.atomic
def save_blueprint(provider, organization, *, provider_key_id, wrapped_key, name, names, actor):
    """Keep the client's structure; `names` is {collection id: its name under the blueprint's key}."""
    collections = collections_of(organization)
    if {collection.pk for collection in collections} != set(names):
        raise BlueprintRefused(_("The client's collections have changed. Reload the page and try again."))
    blueprint = Blueprint.objects.create(
        provider=provider,
        provider_key=key_held_by(actor, provider, provider_key_id),
        wrapped_key=wrapped_key,
        name=name,
        structure=structure_of(organization, collections, [names[collection.pk] for collection in collections]),
    )
    record(EventType.CLIENT_BLUEPRINT_SAVED, actor=actor, provider_id=provider.pk, client_id=organization.pk)
    return blueprint


@transaction.atomic
def rename_blueprint(blueprint, *, name, actor):
    """Give the blueprint another encrypted name."""
    blueprint.name, blueprint.updated_at = name, timezone.now()
    blueprint.save(update_fields=["name", "updated_at"])
    record(EventType.PROVIDER_BLUEPRINT_RENAMED, actor=actor, provider_id=blueprint.provider_id)


@transaction.atomic
def delete_blueprint(blueprint, *, actor):
    """Forget the blueprint; clients made from it stay as they are."""
    record(EventType.PROVIDER_BLUEPRINT_DELETED, actor=actor, provider_id=blueprint.provider_id)
    blueprint.delete()


def add_collections(organization, names, *, owner, actor):
    """Give a new organization its first collections, which its owner manages."""
    collections = Collection.objects.bulk_create(Collection(organization=organization, name=name) for name in names)
    grants.grant_to_members([(owner, collection, AccessLevel.MANAGE) for collection in collections])
    targets = [{"collection_id": collection.pk} for collection in collections]
    record_many_in(organization, EventType.COLLECTION_CREATED, targets, actor=actor)
    return collections


def furnish(organization, structure, collections, *, actor):
    """Give a new organization the groups, roles, settings and policies of a blueprint, as far as its plan has them."""
    set_collection_management(organization, actor=actor, **structure["settings"])
    if organization.features.groups:
        rows = [(create_group(organization, name=row["name"], actor=actor), row["grants"]) for row in structure["groups"]]
        grants.grant_to_groups(
            (group, collections[place], AccessLevel.from_codename(level)) for group, given in rows for place, level in given
        )
    if organization.features.custom_roles:
        for row in structure.get("roles", ()):
            create_custom_role(organization, name=row["name"], flags=row["flags"], actor=actor)
    if organization.features.policies:
        values = {Policy.Kind(row["kind"]): row["values"] for row in structure["policies"] if row["kind"] in RULES}
        for kind in in_order(values):
            set_policy(organization, kind, enabled=True, values=values[kind], actor=actor)
