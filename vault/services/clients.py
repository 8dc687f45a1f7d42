"""Creating a client: its organization, its first collection and the invitation of its owner."""

from django.db import transaction

from organizations.models import OrganizationMember
from organizations.services import clients
from organizations.services.members import invite_member
from vault.levels import AccessLevel
from vault.services.collections import create_collection


@transaction.atomic
def create_client(provider, *, organization_id, name, plan, seats, owner_email, keys, collection_name, actor):
    """Make a client whose owner is invited and manages its first collection; all of it or nothing.

    Returns None where `organization_id` is a client already: the form came twice.
    """
    organization = clients.create_client(
        provider, organization_id=organization_id, name=name, plan=plan, seats=seats, keys=keys, actor=actor
    )
    if organization is None:
        return None
    owner = invite_member(organization, email=owner_email, role=OrganizationMember.Role.OWNER, actor=actor)
    create_collection(
        organization, name=collection_name, members=[(owner, AccessLevel.MANAGE)], actor=actor
    )
    return organization
