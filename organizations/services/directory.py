"""What a directory writes: members it knows by its own names, whether they have access, and groups."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.services import people_for
from events.types import EventType
from organizations import tasks
from organizations.models import OrganizationMember
from organizations.roles import MemberRole
from organizations.services import members as memberships
from organizations.services.members import AlreadyMember, MembershipRefused

Status = OrganizationMember.Status


@transaction.atomic
def provision_member(organization, *, email, actor, external_id=None, directory=None, active=True):
    """Invite the address, or stage it where it is not to have access yet; raises AlreadyMember, MembershipRefused."""
    organization = memberships.locked(organization)
    if external_id and organization.members.filter(external_id=external_id).exists():
        raise AlreadyMember(_("Another member has this external id."))
    if active:
        member = memberships.invite_member(organization, email=email, role=MemberRole.MEMBER, actor=actor)
    else:
        member = stage(organization, email, actor)
    member.external_id, member.directory = external_id, directory
    member.save(update_fields=["external_id", "directory"])
    return member


def stage(organization, email, actor):
    """Note who is to be a member one day: no invitation is mailed, and no seat is taken."""
    person = people_for([email])[0]
    if organization.members.filter(user=person).exists():
        raise AlreadyMember(_("%(email)s is a member already.") % {"email": email})
    member = organization.members.create(user=person, role=MemberRole.MEMBER, status=Status.STAGED)
    memberships.record_members(organization, EventType.MEMBER_STAGED, [member], actor=actor)
    return member


@transaction.atomic
def update_member(organization, member, *, actor, external_id, directory, active=None):
    """Note what the directory says of the member now; raises AlreadyMember, MembershipRefused."""
    organization = memberships.locked(organization)
    member = memberships.locked_members(organization, [member])[0]
    others = organization.members.exclude(pk=member.pk)
    if external_id and others.filter(external_id=external_id).exists():
        raise AlreadyMember(_("Another member has this external id."))
    if (member.external_id, member.directory) != (external_id, directory):
        member.external_id, member.directory, member.updated_at = external_id, directory, timezone.now()
        member.save(update_fields=["external_id", "directory", "updated_at"])
    if active is not None:
        set_active(organization, member, active, actor=actor)


def set_active(organization, member, active, *, actor):
    """Revoke the member, or let them in again: whoever was never asked is invited now."""
    if active == (member.status not in (Status.REVOKED, Status.STAGED)):
        return
    if not active:
        done_or_raise(memberships.revoke_members(organization, [member], actor=actor))
        return
    if member.status == Status.REVOKED:
        done_or_raise(memberships.restore_members(organization, [member], actor=actor))
        member.refresh_from_db()
    if member.status == Status.STAGED:
        memberships.take_seats(organization, 1, actor=actor)
        member.status, member.updated_at, member.invited_at = Status.INVITED, timezone.now(), timezone.now()
        member.save(update_fields=["status", "updated_at", "invited_at"])
        memberships.record_members(organization, EventType.MEMBER_INVITED, [member], actor=actor)
    if member.status == Status.INVITED:
        memberships.deliver(tasks.send_invitations, [member])


@transaction.atomic
def remove_member(organization, member, *, actor):
    """End the membership; raises MembershipRefused."""
    done_or_raise(memberships.remove_members(organization, [member], actor=actor))


def done_or_raise(results):
    for words in results.values():
        if words:
            raise MembershipRefused(words)
