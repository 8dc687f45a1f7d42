"""Wire routes of a provider's clients. Source: `spec/api.md` 18.

A client is a row of its own: the id of the link to its provider is the organization's.
"""

from functools import wraps
from uuid import UUID

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from pydantic import Field

from accounts.permissions import Permission
from accounts.schemas import EmailAddress
from organizations.keyring import shares_items_with_provider
from organizations.plans import FEATURES
from organizations.services import clients as services
from organizations.services.clients import ClientKeys, ClientRefused
from organizations.services.members import MembershipRefused
from provider_portal.api import ApiError, by_method, json_body, json_response, list_response, no_content
from provider_portal.models import time_ordered_id
from provider_portal.schemas import EncryptedName, EncString, WireSchema
from providers.guards import provider_view
from vault.api.console_schemas import KeyPair, Name
from vault.client_form import MOST_SEATS
from vault.services.clients import create_client as create


class NewClient(WireSchema):
    name: Name
    owner_email: EmailAddress
    plan_type: int
    seats: int = Field(ge=1, le=MOST_SEATS)
    key: EncString
    key_pair: KeyPair
    collection_name: EncryptedName


class ClientChange(WireSchema):
    assigned_seats: int = Field(ge=0, le=MOST_SEATS)
    name: Name | None = None


class AddedClient(WireSchema):
    organization_id: UUID
    key: EncString


def client_document(organization):
    key = organization.provider_wrapped_key if shares_items_with_provider(organization) else None
    return {
        "object": "providerOrganizationOrganizationDetails",
        "id": organization.pk,
        "providerId": organization.provider_id,
        "organizationId": organization.pk,
        "organizationName": organization.name,
        "key": key,
        "settings": None,
        "creationDate": organization.created_at,
        "revisionDate": organization.revision_date,
        "userCount": organization.used,
        "seats": organization.seats,
        "occupiedSeats": organization.used,
        "remainingSeats": organization.remaining_seats,
        "plan": organization.get_plan_display(),
        "planType": organization.features.plan_type,
        "status": organization.status,
    }


def client_change(permission):
    """Guard a route that changes clients, and tell what a service refused."""

    def decorate(view):
        @provider_view(permission)
        @wraps(view)
        def guarded(request, provider, **kwargs):
            try:
                return view(request, provider, **kwargs)
            except (ClientRefused, MembershipRefused) as refusal:
                raise ApiError(str(refusal)) from None

        return guarded

    return decorate


@provider_view(Permission.CLIENTS_VIEW)
def list_clients(request, provider):
    clients = provider.clients.order_by("name", "pk")
    return list_response([client_document(client) for client in clients])


@require_POST
@client_change(Permission.CLIENTS_CREATE)
def create_client(request, provider):
    body = json_body(request, NewClient)
    plans = [plan for plan, features in FEATURES.items() if features.plan_type == body.plan_type]
    if not plans:
        raise ApiError(_("This plan does not exist."))
    create(
        provider,
        organization_id=time_ordered_id(),
        name=body.name,
        plan=plans[0],
        seats=body.seats,
        owner_email=body.owner_email,
        keys=ClientKeys(
            provider_key_id=provider.key_share_of(request.user).key_id,
            provider_wrapped_key=body.key,
            public_key=body.key_pair.public_key,
            wrapped_private_key=body.key_pair.encrypted_private_key,
        ),
        collection_names=[body.collection_name],
        actor=request.user,
    )
    return no_content()


@require_http_methods(["PUT", "POST"])
@client_change(Permission.CLIENT_SEATS_CHANGE)
def update_client(request, provider, client_id):
    """Set name and seats, both or none."""
    client = get_object_or_404(provider.clients, pk=client_id)
    body = json_body(request, ClientChange)
    with transaction.atomic():
        if body.name is not None:
            services.rename_client(provider, client, name=body.name, actor=request.user)
        services.change_seats(provider, client, seats=body.assigned_seats, actor=request.user)
    return no_content()


@require_GET
@provider_view(Permission.CLIENTS_CREATE)
def addable_clients(request, provider):
    rows = services.addable_organizations(provider, request.user).order_by("name", "pk")
    return json_response([{"id": row.pk, "name": row.name, "plan": row.plan, "seats": row.seats} for row in rows])


@client_change(Permission.CLIENTS_CREATE)
def add_client(request, provider):
    body = json_body(request, AddedClient)
    memberships = request.user.organization_memberships.confirmed().select_related("organization")
    services.add_client(
        provider,
        get_object_or_404(memberships, organization=body.organization_id).organization,
        provider_key_id=provider.key_share_of(request.user).key_id,
        provider_wrapped_key=body.key,
        actor=request.user,
    )
    return no_content()


@client_change(Permission.CLIENTS_UNLINK)
def unlink_client(request, provider, client_id):
    client = get_object_or_404(provider.clients, pk=client_id)
    services.unlink_client(provider, client, actor=request.user)
    return no_content()


client_list = by_method(GET=list_clients)
add_existing_client = require_POST(add_client)
client = by_method(DELETE=unlink_client)
