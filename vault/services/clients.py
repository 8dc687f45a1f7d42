"""Creating a client: its organization, its first collections and the invitation of its owner."""

from django.db import transaction

from organizations.models import OrganizationMember
from organizations.services import clients
from organizations.services.baseline import start_on_baseline
from organizations.services.members import invite_member
from vault.services.blueprints import add_collections, furnish


@transaction.atomic
def create_client(
    provider,
    *,
    organization_id,
    name,
    plan,
    seats,
    owner_email,
    keys,
    collection_names,
    actor,
    blueprint=None,
    follows_baseline=False,
):
    """Make a client whose owner is invited and manages its collections; all of it or nothing.

    With a `blueprint`, whose collections `collection_names` names, the client gets its groups, policies and settings;
    the provider's policy baseline has the last word where the client follows it.
    Returns None where `organization_id` is a client already: the form came twice.
    """
    organization = clients.create_client(
        provider, organization_id=organization_id, name=name, plan=plan, seats=seats, keys=keys, actor=actor
    )
    if organization is None:
        return None
    owner = invite_member(organization, email=owner_email, role=OrganizationMember.Role.OWNER, actor=actor)
    collections = add_collections(organization, collection_names, owner=owner, actor=actor)
    if blueprint is not None:
        furnish(organization, blueprint.structure, collections, actor=actor)
    if follows_baseline and organization.features.policies:
        start_on_baseline(provider, organization, actor=actor)
    return organization
