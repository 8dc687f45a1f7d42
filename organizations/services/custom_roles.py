"""Every write to an organization's saved custom roles: nobody saves, or touches, more than they may give."""

from django.db import transaction
from django.utils import timezone

from events.types import EventType
from organizations.models import CustomRole
from organizations.roles import MemberRole
from organizations.services.events import record_in
from organizations.services.members import refuse_role


@transaction.atomic
def create_custom_role(organization, *, name, flags, actor):
    """Save a choice of flags under a name; raises MembershipRefused."""
    refuse_role(organization, MemberRole.CUSTOM, flags, actor)
    role = CustomRole.objects.create(organization=organization, name=name, flags=sorted(set(flags)))
    record_in(organization, EventType.ORGANIZATION_UPDATED, actor=actor)
    return role


@transaction.atomic
def update_custom_role(role, *, name, flags, actor):
    """Give the saved role another name or other flags; members keep what they have. Raises MembershipRefused."""
    for asked in role.flags, flags:
        refuse_role(role.organization, MemberRole.CUSTOM, asked, actor)
    role.name, role.flags, role.updated_at = name, sorted(set(flags)), timezone.now()
    role.save(update_fields=["name", "flags", "updated_at"])
    record_in(role.organization, EventType.ORGANIZATION_UPDATED, actor=actor)


@transaction.atomic
def delete_custom_role(role, *, actor):
    """Forget the saved role; members keep what they have. Raises MembershipRefused."""
    refuse_role(role.organization, MemberRole.CUSTOM, role.flags, actor)
    record_in(role.organization, EventType.ORGANIZATION_UPDATED, actor=actor)
    role.delete()
