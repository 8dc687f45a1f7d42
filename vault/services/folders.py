"""Every change of a person's folders."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from vault.models import Folder
from vault.revisions import bump
from vault.services.ciphers import check_key


@transaction.atomic
def create_folder(*, name, actor):
    check_key(actor)
    folder = Folder.objects.create(user=actor, name=name)
    bump(User, [actor.pk])
    return folder


@transaction.atomic
def update_folder(folder, *, name, actor):
    check_key(actor)
    folder.name = name
    folder.revision_date = folder.updated_at = timezone.now()
    folder.save(update_fields=["name", "revision_date", "updated_at"])
    bump(User, [actor.pk])


@transaction.atomic
def delete_folder(folder, *, actor):
    """Delete a folder; what was in it stays, without a folder."""
    folder.delete()
    bump(User, [actor.pk])


@transaction.atomic
def delete_folders(folders, *, actor):
    """Delete the folders of a queryset; what was in them stays, without a folder."""
    folders.delete()
    bump(User, [actor.pk])
