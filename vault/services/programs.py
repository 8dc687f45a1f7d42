"""What the public API writes at once, where a page would take several steps."""

from django.db import transaction
from django.utils.translation import gettext as _

from organizations.services import directory
from organizations.services.members import AlreadyMember
from vault import grants
from vault.services import access, collections


@transaction.atomic
def create_member(organization, *, email, external_id, actor, **given):
    """Invite one address with its access, and note the caller's id for it; `given` is as `invite_with_access` takes."""
    invited = access.invite_with_access(organization, emails=[email], actor=actor, **given)
    if not invited:
        raise AlreadyMember(_("%(email)s is a member already.") % {"email": email})
    note_external_id(organization, invited[0], external_id, actor)
    return invited[0]


@transaction.atomic
def update_member(organization, member, *, external_id, actor, **given):
    """Set role, access and the caller's id for a member; `given` is as `change_access` takes."""
    member = access.change_access(organization, member, actor=actor, **given)
    note_external_id(organization, member, external_id, actor)


def note_external_id(organization, member, external_id, actor):
    directory.update_member(
        organization, member, external_id=external_id or None, directory=member.directory, actor=actor
    )


@transaction.atomic
def update_collection(collection, *, external_id, members, groups, actor):
    """Set the external id and who has access, lists of `(row, level)`; None leaves those of a kind as they are."""
    of_members, of_groups = (levels[collection.pk] for levels in grants.levels_by_collection([collection.pk]))
    organization = collection.organization
    collections.update_collection(
        collection,
        name=collection.name,
        external_id=external_id or None,
        access=(
            rows_with(organization.members, of_members) if members is None else members,
            rows_with(organization.groups, of_groups) if groups is None else groups,
        ),
        actor=actor,
    )


def rows_with(rows, levels):
    found = rows.in_bulk([pk for pk, _level in levels])
    return [(found[pk], level) for pk, level in levels if pk in found]
