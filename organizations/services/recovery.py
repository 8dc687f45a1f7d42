"""Every write of account recovery: who takes part, and giving a member a way back in (features 4.12).

A recovery key is the person's own key, sealed to the organization's public key by their browser. An administrator's
browser opens it with the organization's key; the server never can.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import credentials, two_step
from accounts.services import touch_people
from events.types import EventType
from organizations import tasks
from organizations.recovery import must_enroll, recovers_accounts, refusal_of_recovery
from organizations.services import members as memberships


class RecoveryRefused(Exception):
    """What was asked cannot be done; the message says why."""


@transaction.atomic
def enroll(organization, member, *, key, actor):
    """Keep the member's own key, sealed to the organization; a newer one replaces it."""
    if not recovers_accounts(organization):
        raise RecoveryRefused(_("%(organization)s does not recover accounts.") % {"organization": organization.name})
    if not credentials.holds_current_key(actor):
        raise RecoveryRefused(_("Your account has another key by now. Log in again."))
    change_key(organization, member, key, EventType.MEMBER_ENROLLED_RECOVERY, actor)


@transaction.atomic
def withdraw(organization, member, *, actor):
    """Forget the member's sealed key; refused where everybody takes part."""
    if must_enroll(organization):
        raise RecoveryRefused(_("Everybody in %(organization)s takes part.") % {"organization": organization.name})
    change_key(organization, member, None, EventType.MEMBER_WITHDREW_RECOVERY, actor)


def change_key(organization, member, key, event_type, actor):
    member = memberships.locked_members(organization, [member])[0]
    if member.recovery_key == key:
        return
    member.recovery_key, member.updated_at = key, timezone.now()
    member.save(update_fields=["recovery_key", "updated_at"])
    touch_people([member.user_id])
    memberships.record_members(organization, event_type, [member], actor=actor)


@transaction.atomic
def recover_member(organization, member, *, actor, lock=None, resets_two_step=False):
    """Give the member's account a temporary master password, or take its two-step login off, or both.

    `lock` is the hash of the password and the account's key wrapped with it. Every session of the account ends.
    """
    member = memberships.locked_members(organization, [member])[0]
    if refusal := refusal_of_recovery(organization, member, actor):
        raise RecoveryRefused(refusal)
    if lock is None and not resets_two_step:
        raise RecoveryRefused(_("Choose what to reset."))
    if resets_two_step:
        memberships.record_members(organization, EventType.MEMBER_TWO_STEP_RESET, [member], actor=actor)
        two_step.forget_methods(member.user)
    if lock is not None:
        memberships.record_members(organization, EventType.MEMBER_PASSWORD_RESET, [member], actor=actor)
        credentials.set_temporary_password(member.user, login_hash=lock.login_hash, user_key=lock.user_key)
    else:
        memberships.end_sessions([member.user_id])
    tasks.send_recovered.delay_on_commit(str(member.pk), password=lock is not None, two_step=resets_two_step)
