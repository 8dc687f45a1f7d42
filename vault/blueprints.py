"""What a blueprint keeps of a client, as data. The names of collections are the browser's part."""

from django.db.models.functions import Upper

from organizations.keyring import entry
from organizations.policy_rules import RULES
from organizations.services.settings import SWITCHES
from vault.grants import levels_by_collection
from vault.models import Collection


def collections_of(organization):
    """Return the collections a blueprint keeps, in their order."""
    return list(organization.collections.filter(type=Collection.Type.SHARED).order_by("pk"))


def structure_of(organization, collections, names):
    """Return what is to be kept, in a number of statements that does not grow with it.

    `names` are those of `collections`, encrypted under the blueprint's key; groups name collections by their place.
    """
    places = {collection.pk: place for place, collection in enumerate(collections)}
    _members, granted = levels_by_collection(list(places))
    grants = {}
    for pk, levels in granted.items():
        for group, level in levels:
            grants.setdefault(group, []).append([places[pk], level.codename])
    return {
        "collections": names,
        "groups": [
            {"name": group.name, "grants": sorted(grants.get(group.pk, []))} for group in organization.groups.order_by("pk")
        ],
        "policies": [
            {"kind": policy.kind, "values": RULES[policy.kind].values(policy.data)}
            for policy in organization.policies.filter(enabled=True, kind__in=RULES).order_by("kind")
        ],
        "roles": [
            {"name": role.name, "flags": role.flags} for role in organization.custom_roles.order_by(Upper("name"))
        ],
        "settings": {name: getattr(organization, name) for name in SWITCHES},
    }


def key_of_blueprint(blueprint):
    """Return what the vault agent opens a blueprint's names by: as if it were an organization of the provider."""
    return entry(blueprint.pk, blueprint.wrapped_key, blueprint.provider_id)
