"""Every step of emergency access: from the invitation to opening somebody else's vault.

The grantor's key is sealed to the grantee when the contact is confirmed; the server gives it out once access is granted.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import mail_tokens
from accounts import services as accounts
from accounts.models import MailToken, User
from events.services import record
from events.types import EventType
from organizations.services.departures import leave_what_others_own
from providers.models import ProviderMember
from vault.emergency import tasks
from vault.emergency.querysets import DAY
from vault.models import EmergencyAccess
from vault.refusals import Refused
from vault.services.ciphers import check_key

Status, Type = EmergencyAccess.Status, EmergencyAccess.Type
INVITATION = MailToken.Purpose.EMERGENCY_INVITATION
WAITS = [1, 2, 7, 14, 30, 90]


class WrongAccount(Refused):
    """The invitation is for somebody else's address."""


class NotNow(Refused):
    @classmethod
    def because(cls):
        return cls(_("This is not possible any more. Look at the list again."))


@transaction.atomic
def invite(*, email, type, wait_days, actor):
    """Ask somebody to be an emergency contact of `actor`; an address without an account may register."""
    person = accounts.person_for(email)
    if person.pk == actor.pk:
        raise Refused(_("You cannot be your own emergency contact."))
    refuse_takeover_of_staff(type, actor)
    access, is_new = EmergencyAccess.objects.get_or_create(
        grantor=actor, grantee=person, defaults={"type": type, "wait_days": wait_days}
    )
    if not is_new:
        raise Refused(_("%(email)s is your emergency contact already.") % {"email": person.email})
    note(access, EventType.EMERGENCY_CONTACT_INVITED, actor)
    tasks.send_invitation.delay_on_commit(str(access.pk))
    return access


@transaction.atomic
def resend_invitation(access, *, actor):
    """Mail a new link, after which the older one stops working."""
    expect(access, Status.INVITED)
    note(access, EventType.EMERGENCY_CONTACT_INVITED, actor)
    tasks.send_invitation.delay_on_commit(str(access.pk))


def invited(token):
    """Return what the mailed token invites to; raises InvalidToken."""
    pk = mail_tokens.find(INVITATION, token)
    access = EmergencyAccess.objects.filter(pk=pk, status=Status.INVITED).select_related("grantor", "grantee").first()
    if access is None:
        raise mail_tokens.InvalidToken
    return access


@transaction.atomic
def accept(token, *, actor):
    """Become an emergency contact by the mailed token; raises InvalidToken, WrongAccount."""
    pk = mail_tokens.redeem(INVITATION, token)
    access = EmergencyAccess.objects.select_for_update().filter(pk=pk, status=Status.INVITED).first()
    if access is None:
        raise mail_tokens.InvalidToken
    if access.grantee_id != actor.pk or not actor.is_registered:
        raise WrongAccount(_("This invitation is for another account."))
    move(access, Status.ACCEPTED, EventType.EMERGENCY_CONTACT_ACCEPTED, actor)
    # The token came by mail, so the mailbox is theirs.
    User.objects.filter(pk=actor.pk).update(email_verified=True)
    tasks.send_accepted.delay_on_commit(str(access.pk))
    return access


@transaction.atomic
def confirm(access, *, key, actor):
    """Hand over the grantor's key, sealed to the contact by the grantor's browser."""
    access = expect(access, Status.ACCEPTED)
    check_key(actor)
    access.wrapped_key = key
    move(access, Status.CONFIRMED, EventType.EMERGENCY_CONTACT_CONFIRMED, actor)
    tasks.send_confirmed.delay_on_commit(str(access.pk))


@transaction.atomic
def change(access, *, type, wait_days, actor):
    """Change what a contact may do and how long they wait; not while they ask for it."""
    access = expect(access, Status.INVITED, Status.ACCEPTED, Status.CONFIRMED)
    refuse_takeover_of_staff(type, actor)
    access.type, access.wait_days = type, wait_days
    move(access, access.status, EventType.EMERGENCY_CONTACT_UPDATED, actor)


@transaction.atomic
def remove(access, *, actor):
    """End it, from either side; the sealed key goes with it."""
    note(access, EventType.EMERGENCY_CONTACT_REMOVED, actor)
    access.delete()


@transaction.atomic
def request_access(access, *, actor):
    """Start the waiting time, of which the grantor is told at once."""
    access = expect(access, Status.CONFIRMED)
    access.initiated_at = access.notified_at = timezone.now()
    move(access, Status.RECOVERY_INITIATED, EventType.EMERGENCY_ACCESS_REQUESTED, actor)
    tasks.send_requested.delay_on_commit(str(access.pk))


@transaction.atomic
def approve(access, *, actor):
    """Grant the access before the waiting time is over."""
    access = expect(access, Status.RECOVERY_INITIATED)
    move(access, Status.RECOVERY_APPROVED, EventType.EMERGENCY_ACCESS_APPROVED, actor)
    tasks.send_approved.delay_on_commit(str(access.pk))


@transaction.atomic
def reject(access, *, actor):
    """Refuse what is asked for, or take back what was granted; the contact remains one."""
    access = expect(access, Status.RECOVERY_INITIATED, Status.RECOVERY_APPROVED)
    access.initiated_at = access.notified_at = None
    move(access, Status.CONFIRMED, EventType.EMERGENCY_ACCESS_REJECTED, actor)
    tasks.send_rejected.delay_on_commit(str(access.pk))


@transaction.atomic
def grant_what_was_waited_for():
    """Grant the requests that nobody answered in time."""
    for access in EmergencyAccess.objects.waited_for().select_for_update(skip_locked=True).order_by("pk"):
        move(access, Status.RECOVERY_APPROVED, EventType.EMERGENCY_ACCESS_TIMED_OUT, None)
        tasks.send_approved.delay_on_commit(str(access.pk))
        tasks.send_timed_out.delay_on_commit(str(access.pk))


@transaction.atomic
def remind():
    """Remind grantors, once, on the last day of the waiting time."""
    soon = EmergencyAccess.objects.waited_for(less=DAY).select_for_update(skip_locked=True).order_by("pk")
    for access in soon:
        # Asked less than a day before the end means that the request's own mail was the reminder.
        if access.notified_at < access.ends_at - DAY:
            access.notified_at = timezone.now()
            access.save(update_fields=["notified_at"])
            tasks.send_reminder.delay_on_commit(str(access.pk))


@transaction.atomic
def open_vault(access, *, actor):
    """Note that the contact opens the vault they were given to see."""
    access = expect(access, Status.RECOVERY_APPROVED)
    if access.type != Type.VIEW:
        raise NotNow.because()
    note(access, EventType.EMERGENCY_ACCESS_VIEWED, actor)


@transaction.atomic
def take_over(access, *, login_hash, user_key, actor):
    """Give the grantor's account the master password that the contact chose.

    The grantor leaves organizations they do not own: those did not agree to another person.
    """
    access = expect(access, Status.RECOVERY_APPROVED)
    if access.type != Type.TAKEOVER:
        raise NotNow.because()
    refuse_takeover_of_staff(access.type, access.grantor)
    accounts.replace_password(access.grantor, login_hash=login_hash, user_key=user_key, actor=actor)
    leave_what_others_own(access.grantor, actor=actor)
    note(access, EventType.EMERGENCY_TAKEOVER, actor)
    tasks.send_taken_over.delay_on_commit(str(access.pk))


def refuse_takeover_of_staff(type, grantor):
    """Keep the clients of a provider out of the hands of its staff's relatives."""
    if type == Type.TAKEOVER and ProviderMember.objects.confirmed().filter(user=grantor).exists():
        raise Refused(_("Whoever works for a provider holds the keys of its clients: their account cannot be taken over."))


def expect(access, *statuses):
    """Return the locked row if it still stands at one of `statuses`; raises NotNow."""
    row = EmergencyAccess.objects.select_for_update().filter(pk=access.pk, status__in=statuses).first()
    if row is None:
        raise NotNow.because()
    return row


def move(access, status, event_type, actor):
    access.status = status
    access.updated_at = timezone.now()
    access.save()
    note(access, event_type, actor)


def note(access, event_type, actor):
    record(event_type, actor=actor, user_id=access.grantor_id)
