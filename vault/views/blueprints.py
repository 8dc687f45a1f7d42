"""Blueprints: the structures of clients that a provider keeps for the next ones."""

from typing import Annotated
from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import Field

from accounts.permissions import Permission
from organizations.keyring import keyring_for
from organizations.models import Policy
from organizations.services.clients import ClientRefused
from provider_portal.api import ApiError, json_body, json_response
from provider_portal.schemas import EncryptedName, EncString, WireSchema
from providers.guards import provider_view
from vault.blueprints import collections_of, key_of_blueprint, structure_of
from vault.client_form import MOST_COLLECTIONS
from vault.services import blueprints as services


class NamedCollection(WireSchema):
    id: UUID
    name: EncryptedName


class SaveBlueprint(WireSchema):
    provider_key_id: UUID
    key: EncString
    name: EncryptedName
    collections: Annotated[list[NamedCollection], Field(min_length=1, max_length=MOST_COLLECTIONS)]


class Name(WireSchema):
    name: EncryptedName


@require_safe
@provider_view(Permission.CLIENTS_CREATE)
def blueprint_list(request, provider):
    share = provider.key_share_of(request.user)
    blueprints = list(provider.blueprints.order_by("pk"))
    context = {
        "provider": provider,
        "blueprints": blueprints,
        "keyring": {
            "providers": [{"id": str(provider.pk), "key": share.wrapped_key}],
            "organizations": [key_of_blueprint(row) for row in blueprints],
        },
    }
    return render(request, "vault/blueprint_list.html", context)


@require_http_methods(["GET", "POST"])
@provider_view(Permission.CLIENTS_CREATE)
def save_blueprint(request, provider, client_id):
    client = get_object_or_404(provider.clients, pk=client_id)
    if request.method == "POST":
        return save(request, provider, client)
    share = provider.key_share_of(request.user)
    keyring = keyring_for(request.user, [client])
    collections = collections_of(client)
    structure = structure_of(client, collections, [])
    context = {
        "provider": provider,
        "client": client,
        "collections": collections,
        "groups": structure["groups"],
        "roles": structure["roles"],
        "policies": [Policy.Kind(policy["kind"]).label for policy in structure["policies"]],
        "has_key": bool(keyring["organizations"]),
        "provider_key_id": share.key_id,
        "keyring": {**keyring, "providers": [{"id": str(provider.pk), "key": share.wrapped_key}]},
    }
    return render(request, "vault/blueprint_save.html", context)


def save(request, provider, client):
    body = json_body(request, SaveBlueprint)
    own = {collection.pk for collection in collections_of(client)}
    for collection in body.collections:
        if collection.id not in own:
            raise ApiError(_("Resource not found."), status=404)
    try:
        services.save_blueprint(
            provider,
            client,
            provider_key_id=body.provider_key_id,
            wrapped_key=body.key,
            name=body.name,
            names={collection.id: collection.name for collection in body.collections},
            actor=request.user,
        )
    except (services.BlueprintRefused, ClientRefused) as refusal:
        raise ApiError(str(refusal), status=409) from None
    messages.success(request, _("The blueprint is saved. Choose it when you create the next client."))
    return json_response({"url": reverse("vault:blueprint_list", kwargs={"provider_id": provider.pk})})


@require_POST
@provider_view(Permission.CLIENTS_CREATE)
def rename_blueprint(request, provider, blueprint_id):
    blueprint = get_object_or_404(provider.blueprints, pk=blueprint_id)
    services.rename_blueprint(blueprint, name=json_body(request, Name).name, actor=request.user)
    return json_response({})


@require_POST
@provider_view(Permission.CLIENTS_CREATE)
def delete_blueprint(request, provider, blueprint_id):
    blueprint = get_object_or_404(provider.blueprints, pk=blueprint_id)
    services.delete_blueprint(blueprint, actor=request.user)
    messages.success(request, _("The blueprint is deleted. Clients made from it stay as they are."))
    return redirect("vault:blueprint_list", provider_id=provider.pk)
