"""Every write to a membership: who belongs to an organization, as what, and in which state.

The functions on several members answer `{member id: None, or the words of the refusal}`: one that cannot be done
does not keep the others from it. What concerns the whole call is raised.
"""

import re

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import mail_tokens
from accounts.limits import may_be_mailed
from accounts.models import MailToken, User
from accounts.services import people_for, touch_people
from accounts.sessions import end_sessions
from events.types import EventType
from organizations import tasks
from organizations.domains import claimed_members
from organizations.keyring import holds_key
from organizations.models import Organization, OrganizationMember
from organizations.plans import Plan
from organizations.policies import refusals_of_joining
from organizations.reach import reach_of
from organizations.recovery import must_enroll
from organizations.roles import MemberRole
from organizations.services.events import record_many_in
from organizations.services.refusals import AlreadyMember, ForbiddenByPolicy, MembershipRefused, WrongAccount
from organizations.services.vacancies import take_seats
from provider_portal.encstring import SEALED

Status = OrganizationMember.Status
MAILS_PER_TASK = 50
NO_FLAGS = ()
# Each row has a key of its own: one statement for all of them, whose work does not grow by their square.
HAND_OVER = """
    UPDATE organizations_organizationmember AS member SET status = %s, wrapped_key = given.key, updated_at = %s
    FROM unnest(%s::uuid[], %s::text[]) AS given (id, key) WHERE member.id = given.id
"""


@transaction.atomic
def invite_member(organization, *, email, role, actor, custom_flags=NO_FLAGS):
    """Invite one address and return the membership; raises AlreadyMember, MembershipRefused, SeatsExhausted."""
    invited = invite_members(organization, emails=[email], role=role, actor=actor, custom_flags=custom_flags)
    if not invited:
        raise AlreadyMember(_("%(email)s is a member already.") % {"email": email})
    return invited[0]


@transaction.atomic
def invite_members(organization, *, emails, role, actor, custom_flags=NO_FLAGS):
    """Invite the addresses that are no members yet, and return their memberships.

    All or none: raises SeatsExhausted when the seats do not suffice for all of them.
    """
    organization = locked(organization)
    custom_flags = sorted(set(custom_flags)) if role == MemberRole.CUSTOM else []
    refuse_role(organization, role, custom_flags, actor)
    people = people_for(emails)
    known = set(organization.members.filter(user__in=people).values_list("user", flat=True))
    people = [person for person in people if person.pk not in known]
    take_seats(organization, len(people), actor=actor)
    members = OrganizationMember.objects.bulk_create(
        OrganizationMember(organization=organization, user=person, role=role, custom_flags=custom_flags)
        for person in people
    )
    record_members(organization, EventType.MEMBER_INVITED, members, actor=actor)
    deliver(tasks.send_invitations, members)
    return members


@transaction.atomic
def resend_invitations(organization, members, *, actor):
    """Mail a new invitation to each, whose earlier link stops working."""
    reach = reach_of(actor, organization)
    members = locked_members(organization, members)
    results = {
        member.pk: refusal_of_touch(reach, member)
        or refusal_unless(member, Status.INVITED, _("The invitation was answered already."))
        or refusal_of_mail(member)
        for member in members
    }
    done = [member for member in members if results[member.pk] is None]
    organization.members.filter(pk__in=[member.pk for member in done]).update(invited_at=timezone.now())
    record_members(organization, EventType.MEMBER_INVITED, done, actor=actor)
    deliver(tasks.send_invitations, done)
    return results


@transaction.atomic
def accept_invitation(token, *, actor, recovery_key=None):
    """Accept by the mailed token and return the membership; raises InvalidToken, WrongAccount, ForbiddenByPolicy.

    `recovery_key` is the person's key sealed to the organization, for one that enrolls who accepts.
    """
    pk = mail_tokens.redeem(MailToken.Purpose.ORGANIZATION_INVITATION, token)
    # In the order of everybody who changes members: the organization, which counts them, first.
    Organization.objects.select_for_update(of=["self"]).filter(members=pk).first()
    member = OrganizationMember.objects.select_for_update().filter(pk=pk, status=Status.INVITED).first()
    if member is None:
        raise mail_tokens.InvalidToken
    if member.user_id != actor.pk or not actor.is_registered:
        raise WrongAccount(_("This invitation is for another account."))
    if refusal := refusals_of_joining(member.organization, [member])[member.pk]:
        raise ForbiddenByPolicy(refusal)
    if must_enroll(member.organization):
        if not re.fullmatch(SEALED, recovery_key or ""):
            raise ForbiddenByPolicy(_("Members here take part in account recovery. Accept on the page of the invitation."))
        member.recovery_key = recovery_key
    member.status = Status.ACCEPTED
    member.updated_at = timezone.now()
    member.save(update_fields=["status", "recovery_key", "updated_at"])
    # The token came by mail, so the mailbox is theirs.
    User.objects.filter(pk=actor.pk).update(email_verified=True)
    record_members(member.organization, EventType.MEMBER_ACCEPTED, [member], actor=actor)
    if member.recovery_key:
        record_members(member.organization, EventType.MEMBER_ENROLLED_RECOVERY, [member], actor=actor)
    tasks.send_confirmation_needed.delay_on_commit(member.pk)
    return member


def invited_member(token):
    """Return the membership that the mailed token invites to, still to be answered; raises InvalidToken."""
    pk = mail_tokens.find(MailToken.Purpose.ORGANIZATION_INVITATION, token)
    member = OrganizationMember.objects.select_related("organization", "user").filter(pk=pk).first()
    if member is None or member.status != Status.INVITED:
        raise mail_tokens.InvalidToken
    return member


@transaction.atomic
def confirm_members(organization, *, keys, actor, event_type=EventType.MEMBER_CONFIRMED):
    """Hand over the organization key: `keys` is {member id: the key sealed to that member's public key}.

    Raises MembershipRefused when `actor` has no key to hand over.
    """
    if not holds_key(actor, organization):
        raise MembershipRefused(
            _("%(organization)s does not share its items with its provider. One of its owners or admins must confirm.")
            % {"organization": organization.name}
        )
    reach = reach_of(actor, organization)
    members = locked_members(organization, keys)
    results = {member.pk: refusal_of_confirmation(reach, member, keys[member.pk]) for member in members}
    results = with_policies(organization, members, results)
    confirmed = [member for member in members if results[member.pk] is None]
    hand_over({member.pk: keys[member.pk] for member in confirmed})
    touch_accounts(confirmed)
    record_members(organization, event_type, confirmed, actor=actor)
    deliver(tasks.send_confirmed, confirmed)
    return results


def hand_over(keys):
    with connection.cursor() as cursor:
        cursor.execute(HAND_OVER, [Status.CONFIRMED, timezone.now(), list(keys), list(keys.values())])


@transaction.atomic
def change_role(organization, member, *, role, actor, custom_flags=NO_FLAGS):
    """Make the member an owner, an admin, a user, or one of a custom role; raises MembershipRefused."""
    organization = locked(organization)
    member = locked_members(organization, [member])[0]
    custom_flags = sorted(set(custom_flags)) if role == MemberRole.CUSTOM else []
    if (member.role, member.custom_flags) == (role, custom_flags):
        return member
    refusal = refusal_of_touch(reach_of(actor, organization), member)
    if role != MemberRole.OWNER:
        refusal = refusal or refusal_of_last_owner(organization, [member]).get(member.pk)
    if refusal:
        raise MembershipRefused(refusal)
    refuse_role(organization, role, custom_flags, actor)
    member.role, member.custom_flags, member.updated_at = role, custom_flags, timezone.now()
    member.save(update_fields=["role", "custom_flags", "updated_at"])
    touch_accounts([member])
    record_members(organization, EventType.MEMBER_UPDATED, [member], actor=actor)
    return member


@transaction.atomic
def revoke_members(organization, members, *, actor):
    """Take the members' access, and free their seats; everything else stays for the day they return."""
    organization = locked(organization)
    members = locked_members(organization, members)
    results = refusals_of_departure(organization, members, actor)
    for member in members:
        if member.status == Status.REVOKED:
            results[member.pk] = results[member.pk] or _("This member is revoked already.")
    revoked = [member for member in members if results[member.pk] is None]
    manually = OrganizationMember.RevocationReason.MANUAL
    mark_revoked(organization, revoked, manually, EventType.MEMBER_REVOKED, actor=actor)
    return results


def mark_revoked(organization, members, reason, event_type, *, actor, **targets):
    """Revoke the locked members for this reason."""
    end_sessions_of_confirmed(members)
    for member in members:
        member.status_before_revocation, member.status = member.status, Status.REVOKED
        member.revocation_reason, member.updated_at = reason, timezone.now()
    save_status(members)
    record_members(organization, event_type, members, actor=actor, **targets)


@transaction.atomic
def restore_members(organization, members, *, actor):
    """Return the members to the state they were revoked from; all or none find a seat: raises SeatsExhausted."""
    organization = locked(organization)
    reach = reach_of(actor, organization)
    members = locked_members(organization, members)
    results = {
        member.pk: refusal_of_touch(reach, member)
        or refusal_unless(member, Status.REVOKED, _("This member is not revoked."))
        for member in members
    }
    results = with_policies(organization, members, results)
    restored = [member for member in members if results[member.pk] is None]
    seated = [member for member in restored if member.status_before_revocation != Status.STAGED]
    take_seats(organization, len(seated), actor=actor)
    for member in restored:
        member.status, member.status_before_revocation = member.status_before_revocation, None
        member.revocation_reason = None
        member.updated_at = timezone.now()
    save_status(restored)
    record_members(organization, EventType.MEMBER_RESTORED, restored, actor=actor)
    return results


@transaction.atomic
def remove_members(organization, members, *, actor):
    """End the memberships: their grants and places in groups go with them; the accounts stay."""
    organization = locked(organization)
    members = locked_members(organization, members)
    owned = set(claimed_members(organization).values_list("pk", flat=True))
    words = _("This account belongs to the organization: revoke it, or delete it.")
    results = {
        pk: refusal or (words if pk in owned else None)
        for pk, refusal in refusals_of_departure(organization, members, actor).items()
    }
    removed = [member for member in members if results[member.pk] is None]
    end_sessions_of_confirmed(removed)
    people = [member.user_id for member in removed]
    User.groups.through.objects.filter(user__in=people, group__group__organization=organization).delete()
    touch_accounts(removed)
    record_members(organization, EventType.MEMBER_REMOVED, removed, actor=actor)
    organization.members.filter(pk__in=[member.pk for member in removed]).delete()
    return results


def end_sessions_of_confirmed(members):
    """Log out who had access. Nobody is logged out for having been invited: that would be anyone's weapon."""
    end_sessions(member.user_id for member in members if member.status == Status.CONFIRMED)


def locked(organization):
    """Return the organization's row, so that two writes cannot both take the last seat or the last owner."""
    return Organization.objects.select_for_update().get(pk=organization.pk)


def locked_members(organization, members):
    """Return the organization's members among `members`, rows or ids, in one order for everybody: no deadlock."""
    ids = [getattr(member, "pk", member) for member in members]
    rows = organization.members.filter(pk__in=ids).select_related("user").order_by("pk")
    return list(rows.select_for_update(of=["self"]))


def refuse_role(organization, role, custom_flags, actor):
    """Raise MembershipRefused unless `actor` may give the role and the plan has it."""
    if role == MemberRole.CUSTOM and not organization.features.custom_roles:
        raise MembershipRefused(
            _("Custom roles need the %(plan)s plan.") % {"plan": Plan.ENTERPRISE.label}
        )
    if not reach_of(actor, organization).covers(role, custom_flags):
        raise MembershipRefused(_("You may not give more than you hold yourself."))


def refusal_of_touch(reach, member):
    if reach.covers(member.role, member.custom_flags):
        return None
    return _("You may not change members who hold more than you.")


def refusal_unless(member, status, words):
    return None if member.status == status else words


def refusal_of_mail(member):
    """Count one more mail of the invitation; nobody's mailbox is to be filled."""
    if may_be_mailed(f"{member.pk}|{member.user.email}"):
        return None
    return _("The invitation was mailed several times within the hour. Wait before you send it again.")


def refusal_of_confirmation(reach, member, key):
    return (
        refusal_of_touch(reach, member)
        or refusal_unless(member, Status.ACCEPTED, _("This member is not waiting to be confirmed."))
        or (None if re.fullmatch(SEALED, key) else _("The key is not encrypted in a form that is accepted here."))
    )


def with_policies(organization, members, results):
    """Add to the refusals, {member id: words or None}, those of policies."""
    refusals = refusals_of_joining(organization, [row for row in members if results[row.pk] is None])
    return results | {pk: words for pk, words in refusals.items() if words}


def refusals_of_departure(organization, members, actor):
    """Say for each member why they may not be sent away, or None."""
    reach = reach_of(actor, organization)
    results = {
        member.pk: (_("You cannot do this to yourself.") if member.user_id == actor.pk else None)
        or refusal_of_touch(reach, member)
        for member in members
    }
    # Who is refused stays, and may be the owner that is needed.
    return results | refusal_of_last_owner(organization, [row for row in members if results[row.pk] is None])


def refusal_of_last_owner(organization, leaving):
    """Return a refusal for each confirmed owner among `leaving` when no confirmed owner would stay."""
    owners = [row.pk for row in leaving if row.role == MemberRole.OWNER and row.status == Status.CONFIRMED]
    staying = organization.members.confirmed().filter(role=MemberRole.OWNER).exclude(pk__in=owners)
    if not owners or staying.exists():
        return {}
    words = _("%(organization)s needs at least one confirmed owner. Make somebody else an owner first.")
    return dict.fromkeys(owners, words % {"organization": organization.name})


def save_status(members):
    OrganizationMember.objects.bulk_update(
        members, ["status", "status_before_revocation", "revocation_reason", "updated_at"]
    )
    touch_accounts(members)


def touch_accounts(members):
    touch_people(member.user_id for member in members)


def record_members(organization, event_type, members, *, actor, **targets):
    targets = [{"member_id": member.pk, "user_id": member.user_id, **targets} for member in members]
    record_many_in(organization, event_type, targets, actor=actor)


def deliver(task, members):
    """Mail the members after the commit, some per task, so that no task is long."""
    ids = [str(member.pk) for member in members]
    for start in range(0, len(ids), MAILS_PER_TASK):
        task.delay_on_commit(ids[start : start + MAILS_PER_TASK])
