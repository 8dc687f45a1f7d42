"""The end of a person's account, with all that is theirs."""

from django.db import transaction

from accounts import devices, tasks
from accounts.models import User
from events.services import record
from events.types import EventType
from organizations.services.departures import leave
from organizations.services.members import locked as locked_organization
from organizations.services.members import refusal_of_last_owner
from provider_portal.notifications.kinds import Kind
from provider_portal.notifications.publish import notify_people
from providers.services.members import locked as locked_provider
from providers.services.members import record_members, refusal_of_last_admin
from vault import stored_files
from vault.models import Send
from vault.refusals import Refused
from vault.services.purges import delete_items


class StillNeeded(Refused):
    """An organization or a provider would be left without anybody who is in charge."""


@transaction.atomic
def delete_account(user, *, actor):
    """Delete the account for good: its own items, files and Sends, memberships and devices.

    What organizations own stays with them. Refused with StillNeeded for the last owner of one, and for the last
    Provider Admin of a provider.
    """
    memberships = list(user.organization_memberships.select_related("organization").order_by("organization"))
    employments = list(user.provider_memberships.select_related("provider").order_by("provider"))
    refusals = [refusal_of_last_owner(locked_organization(row.organization), [row]) for row in memberships]
    refusals += [refusal_of_last_admin(locked_provider(row.provider), [row]) for row in employments]
    if reasons := [str(reason) for refusal in refusals for reason in refusal.values()]:
        raise StillNeeded(" ".join(reasons))
    for row in memberships:
        leave(row, actor=actor)
    for row in employments:
        record_members(row.provider, EventType.PROVIDER_MEMBER_REMOVED, [row], actor=actor)
        row.delete()
    delete_items(user.pk)
    stored_files.delete_on_commit(list(Send.objects.filter(user=user).values_list("file", flat=True)))
    record(EventType.USER_DELETED, actor=actor, user_id=user.pk)
    tasks.send_farewell.delay_on_commit(user.email, user.name, user.culture)
    notify_people(Kind.LOG_OUT, [user.pk])
    devices.forget(user.devices.all())
    User.objects.get(pk=user.pk).delete()
