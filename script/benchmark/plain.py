"""What the portal would be if it were written plainly: objects, a question for each permission, loops that save."""

import json

from django.db import transaction
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.gzip import gzip_page

from accounts.documents import domains_document, profile_document, user_decryption
from accounts.models import User
from accounts.permissions import Permission
from events.models import Event
from events.types import EventType
from organizations.documents import policy_documents, profile_clients, profile_organizations
from organizations.models import Organization
from providers.documents import profile_providers
from vault.ciphers import render_body
from vault.models import Cipher, CipherCollection, CipherUserState, Collection
from vault.schemas import CipherRequest


@gzip_page
def sync(request):
    user = request.user
    access = Collection.objects.access_of(user)
    shared = Cipher.objects.filter(collections__in=access).distinct().select_related("organization")
    shared = shared.prefetch_related("links", "attachments")
    own = user.ciphers.prefetch_related("links", "attachments")
    states = {state.cipher_id: state for state in user.cipher_states.all()}
    ciphers = [item(cipher, states.get(cipher.pk), access) for group in (shared, own) for cipher in group]
    document = {
        "object": "sync",
        "profile": profile_document(user, two_step_enabled=user.two_factor_methods.filter(enabled=True).exists())
        | {
            "organizations": profile_organizations(user),
            "providers": profile_providers(user),
            "providerOrganizations": profile_clients(user),
        },
        "domains": domains_document(user),
        "policies": policy_documents(user),
        "sends": [],
        "userDecryption": user_decryption(user),
        "ciphers": ciphers,
        "collections": [collection(row, access[row.pk]) for row in Collection.objects.filter(pk__in=access)],
        "folders": [folder(row) for row in user.folders.all()],
    }
    return JsonResponse(document)


def item(cipher, state, access):
    state = state or CipherUserState()
    places = [link.collection_id for link in cipher.links.all() if link.collection_id in access]
    rights = [access[place] for place in places]
    edits = not places or any(not right.read_only for right in rights)
    return {
        "object": "cipherDetails",
        "id": cipher.pk,
        "organizationId": cipher.organization_id,
        "folderId": state.folder_id,
        "type": cipher.type,
        "reprompt": cipher.reprompt,
        "favorite": state.favorite,
        **json.loads(f"{{{cipher.body}}}"),
        "attachments": [str(attachment.pk) for attachment in cipher.attachments.all()] or None,
        "collectionIds": sorted(places),
        "organizationUseTotp": True,
        "edit": edits,
        "viewPassword": not places or any(not right.hide_passwords for right in rights),
        "permissions": {"delete": edits, "restore": edits},
        "creationDate": cipher.created_at,
        "revisionDate": cipher.revision_date,
        "deletedDate": cipher.deleted_at,
        "archivedDate": state.archived_at,
    }


def collection(row, access):
    return {
        "object": "collectionDetails",
        "id": row.pk,
        "organizationId": row.organization_id,
        "name": row.name,
        "externalId": row.external_id,
        "readOnly": access.read_only,
        "hidePasswords": access.hide_passwords,
        "manage": access.manage,
        "type": row.type,
    }


def folder(row):
    return {"object": "folder", "id": row.pk, "name": row.name, "revisionDate": row.revision_date}


def may(user, permission, cipher):
    """Ask anew for each permission, as `has_perm` does elsewhere."""
    return permission in cipher.permissions_of(user)


def cipher(request, cipher_id):
    found = get_object_or_404(Cipher, pk=cipher_id)
    if request.method == "PUT":
        return update(request, found)
    if not may(request.user, Permission.ITEM_VIEW, found):
        raise Http404
    return answer(request, found)


def answer(request, cipher):
    state = CipherUserState.objects.filter(user=request.user, cipher=cipher).first()
    granted = {row.pk: row.access_of(request.user) for row in cipher.collections.all()}
    document = item(cipher, state, {pk: access for pk, access in granted.items() if access})
    document["edit"] = may(request.user, Permission.ITEM_EDIT, cipher)
    document["viewPassword"] = may(request.user, Permission.ITEM_PASSWORD_VIEW, cipher)
    document["permissions"] = dict.fromkeys(("delete", "restore"), may(request.user, Permission.ITEM_DELETE, cipher))
    return JsonResponse(document)


@transaction.atomic
def update(request, cipher):
    if not may(request.user, Permission.ITEM_EDIT, cipher):
        raise Http404
    body = CipherRequest.model_validate_json(request.body)
    cipher.body = render_body(body)
    cipher.revision_date = timezone.now()
    cipher.save()
    Event.objects.create(
        type=EventType.CIPHER_UPDATED,
        organization_id=cipher.organization_id,
        acting_user_id=request.user.pk,
        cipher_id=cipher.pk,
    )
    # Everybody who sees it is told by a row of their own.
    for reader in User.objects.filter(organization_memberships__collection_grants__content_object__ciphers=cipher):
        reader.revision_date = timezone.now()
        reader.save(update_fields=["revision_date"])
    return answer(request, cipher)


@transaction.atomic
def import_items(request, organization_id):
    organization = get_object_or_404(Organization.objects.visible_to(request.user), pk=organization_id)
    body = json.loads(request.body)
    places = [
        Collection.objects.create(organization=organization, name=entry["name"]) for entry in body["collections"]
    ]
    for number, entry in enumerate(body["ciphers"]):
        request_of_item = CipherRequest.model_validate(entry)
        kept = Cipher(organization=organization, tenant_id=organization.pk, type=request_of_item.type)
        kept.body = render_body(request_of_item)
        kept.save(force_insert=True)
        place = places[body["collectionRelationships"][number]["value"]]
        CipherCollection.objects.create(cipher=kept, collection=place, organization=organization)
    organization.revision_date = timezone.now()
    organization.save()
    return JsonResponse({})


@transaction.atomic
def confirm_members(request, organization_id):
    organization = get_object_or_404(Organization.objects.visible_to(request.user), pk=organization_id)
    for entry in json.loads(request.body)["keys"]:
        member = organization.members.select_related("user").get(pk=entry["id"])
        member.status = member.Status.CONFIRMED
        member.wrapped_key = entry["key"]
        member.save()
        member.user.revision_date = timezone.now()
        member.user.save()
        Event.objects.create(
            type=EventType.MEMBER_CONFIRMED,
            organization_id=organization.pk,
            acting_user_id=request.user.pk,
            member_id=member.pk,
        )
    return JsonResponse({})
