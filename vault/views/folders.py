"""JSON routes by which a person keeps their folders."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import account_view
from provider_portal.api import json_body, json_response
from vault.models import Folder
from vault.schemas import FolderRequest
from vault.services import folders


def kept(folder, status=200):
    return json_response({"id": str(folder.pk)}, status=status)


@require_POST
@account_view
def create_folder(request):
    body = json_body(request, FolderRequest)
    return kept(folders.create_folder(name=body.name, actor=request.user), status=201)


@require_http_methods(["PUT"])
@account_view
def update_folder(request, folder_id):
    folder = get_object_or_404(Folder.objects.visible_to(request.user), pk=folder_id)
    folders.update_folder(folder, name=json_body(request, FolderRequest).name, actor=request.user)
    return kept(folder)


@require_POST
@account_view
def delete_folder(request, folder_id):
    folder = get_object_or_404(Folder.objects.visible_to(request.user), pk=folder_id)
    folders.delete_folder(folder, actor=request.user)
    return kept(folder)
