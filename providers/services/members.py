"""Every write to the membership of a provider: who works for it, as what, and in which state.

The functions on several members answer `{member id: None, or the words of the refusal}`: one that cannot be done
does not keep the others from it. What concerns the whole call is raised.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import mail_tokens
from accounts.models import MailToken, User
from accounts.services import people_for, touch_people
from accounts.sessions import end_sessions
from events.services import build, record_many
from events.types import EventType
from providers import tasks
from providers.models import Provider, ProviderKeyShare, ProviderMember

INVITATION = MailToken.Purpose.PROVIDER_INVITATION
Role = ProviderMember.Role
Status = ProviderMember.Status


class MembershipRefused(Exception):
    """What was asked cannot be done; the message says why."""


class WrongAccount(MembershipRefused):
    """The invitation is for somebody else's address."""


@transaction.atomic
def invite_members(provider, *, emails, role, actor):
    """Invite the addresses that are no members yet, and return their memberships; the others are left as they are."""
    provider = locked(provider)
    people = people_for(emails)
    known = set(provider.members.filter(user__in=people).values_list("user", flat=True))
    members = ProviderMember.objects.bulk_create(
        ProviderMember(provider=provider, user=person, role=role) for person in people if person.pk not in known
    )
    record_members(provider, EventType.PROVIDER_MEMBER_INVITED, members, actor=actor)
    deliver(tasks.send_invitation, members)
    return members


@transaction.atomic
def resend_invitations(provider, members, *, actor):
    """Mail a new invitation to each, whose earlier link stops working."""
    members = locked_members(provider, members)
    results = {
        member.pk: refusal_unless(member, Status.INVITED, _("The invitation was answered already."))
        for member in members
    }
    done = [member for member in members if results[member.pk] is None]
    record_members(provider, EventType.PROVIDER_MEMBER_INVITED, done, actor=actor)
    deliver(tasks.send_invitation, done)
    return results


def invited_member(token):
    """Return the membership that the mailed token invites to, still to be answered; raises InvalidToken."""
    pk = mail_tokens.find(INVITATION, token)
    member = ProviderMember.objects.select_related("provider", "user").filter(pk=pk, status=Status.INVITED).first()
    if member is None:
        raise mail_tokens.InvalidToken
    return member


@transaction.atomic
def accept_invitation(token, *, actor):
    """Accept by the mailed token and return the membership; raises InvalidToken, WrongAccount."""
    pk = mail_tokens.redeem(INVITATION, token)
    member = ProviderMember.objects.select_for_update().filter(pk=pk, status=Status.INVITED).first()
    if member is None:
        raise mail_tokens.InvalidToken
    if member.user_id != actor.pk or not actor.is_registered:
        raise WrongAccount(_("This invitation is for another account."))
    member.status, member.updated_at = Status.ACCEPTED, timezone.now()
    member.save(update_fields=["status", "updated_at"])
    # The token came by mail, so the mailbox is theirs.
    User.objects.filter(pk=actor.pk).update(email_verified=True)
    record_members(member.provider, EventType.PROVIDER_MEMBER_ACCEPTED, [member], actor=actor)
    tasks.send_confirmation_needed.delay_on_commit(str(member.pk))
    return member


@transaction.atomic
def confirm_members(provider, *, keys, actor):
    """Hand over the provider key: `keys` is {member id: the key sealed to that member's public key}.

    Raises MembershipRefused when `actor` holds no key to hand over.
    """
    share = provider.key_share_of(actor)
    if share is None:
        raise MembershipRefused(_("You hold no key of this provider."))
    members = locked_members(provider, keys)
    words = _("This member is not waiting to be confirmed.")
    results = {member.pk: refusal_unless(member, Status.ACCEPTED, words) for member in members}
    confirmed = [member for member in members if results[member.pk] is None]
    provider.members.filter(pk__in=[member.pk for member in confirmed]).update(
        status=Status.CONFIRMED, updated_at=timezone.now()
    )
    ProviderKeyShare.objects.bulk_create(
        ProviderKeyShare(key=share.key, member=member, wrapped_key=keys[member.pk]) for member in confirmed
    )
    touch_people(member.user_id for member in confirmed)
    record_members(provider, EventType.PROVIDER_MEMBER_CONFIRMED, confirmed, actor=actor)
    deliver(tasks.send_confirmed, confirmed)
    return results


@transaction.atomic
def change_role(provider, member, *, role, actor):
    """Make the member a Provider Admin or a Service User; raises MembershipRefused."""
    provider = locked(provider)
    member = locked_members(provider, [member])[0]
    if member.role == role:
        return member
    if refusal := refusal_of_last_admin(provider, [member]).get(member.pk):
        raise MembershipRefused(refusal)
    member.role, member.updated_at = role, timezone.now()
    member.save(update_fields=["role", "updated_at"])
    touch_people([member.user_id])
    record_members(provider, EventType.PROVIDER_MEMBER_UPDATED, [member], actor=actor)
    return member


@transaction.atomic
def promote_member(provider, member, *, actor):
    """Make a confirmed Service User a Provider Admin, as an operator does where no admin can; tells all admins."""
    if member.status != Status.CONFIRMED:
        raise MembershipRefused(_("Only a confirmed member can become a Provider Admin."))
    member = change_role(provider, member, role=Role.PROVIDER_ADMIN, actor=actor)
    tasks.tell_promoted.delay_on_commit(str(member.pk))
    return member


@transaction.atomic
def remove_members(provider, members, *, actor):
    """End the memberships: their shares of the key go with them, and with these every client; the accounts stay."""
    provider = locked(provider)
    members = locked_members(provider, members)
    results = {
        member.pk: _("You cannot remove yourself.") if member.user_id == actor.pk else None for member in members
    }
    # Who is refused stays, and may be the administrator that is needed.
    results |= refusal_of_last_admin(provider, [member for member in members if results[member.pk] is None])
    removed = [member for member in members if results[member.pk] is None]
    touch_people(member.user_id for member in removed)
    # What their browsers and apps hold of the clients is dropped with the log-out.
    end_sessions(member.user_id for member in removed if member.status == Status.CONFIRMED)
    record_members(provider, EventType.PROVIDER_MEMBER_REMOVED, removed, actor=actor)
    for member in removed:
        if member.status != Status.INVITED:
            tasks.send_removed.delay_on_commit(str(provider.pk), str(member.user_id))
    provider.members.filter(pk__in=[member.pk for member in removed]).delete()
    return results


def locked(provider):
    """Return the provider's row, so that two writes cannot both take the last administrator."""
    return Provider.objects.select_for_update().get(pk=provider.pk)


def locked_members(provider, members):
    """Return the provider's members among `members`, rows or ids, in one order for everybody: no deadlock."""
    ids = [getattr(member, "pk", member) for member in members]
    rows = provider.members.filter(pk__in=ids).select_related("user").order_by("pk")
    return list(rows.select_for_update(of=["self"]))


def refusal_unless(member, status, words):
    return None if member.status == status else words


def refusal_of_last_admin(provider, leaving):
    """Return a refusal for each confirmed Provider Admin among `leaving` when none would stay."""
    admins = [row.pk for row in leaving if row.role == Role.PROVIDER_ADMIN and row.status == Status.CONFIRMED]
    if not admins or provider.members.provider_admins().exclude(pk__in=admins).exists():
        return {}
    words = _("%(provider)s needs at least one confirmed Provider Admin.") % {"provider": provider.name}
    return dict.fromkeys(admins, words)


def record_members(provider, event_type, members, *, actor):
    record_many(
        build(
            event_type,
            actor=actor,
            provider_id=provider.pk,
            provider_member_id=member.pk,
            user_id=member.user_id,
        )
        for member in members
    )


def deliver(task, members):
    """Send each mail by a task of its own, so that one that fails is tried again alone."""
    for member in members:
        task.delay_on_commit(str(member.pk))
